import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import type { TestServer } from './test-server.js';

/** How long anything on the page is waited for. */
const LIMIT_MS = 30_000;

/** A server's web page in a browser, signed in as the first person. */
export class WebPage implements AsyncDisposable {
  /** What the page's own code threw. */
  readonly errors: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {
    page.setDefaultTimeout(LIMIT_MS);
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async open(server: TestServer, path = '/instances'): Promise<WebPage> {
    const password = /Password\s+(\S+)/.exec(server.output)?.[1];
    if (!password) throw new Error(`No password in:\n${server.output}`);
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const web = new WebPage(browser, page);
    await page.goto(`${server.api.url}${path}`);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();
    return web;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The row of a table that is about it. */
  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** Goes to a page by the sidebar. */
  async section(title: string): Promise<void> {
    const sections = this.page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: title, exact: true }).click();
    await this.page.getByRole('heading', { name: title, exact: true }).waitFor();
  }

  /** Opens a dialog by the menu of an instance, on whichever page it is. */
  async choose(name: string, item: string): Promise<Locator> {
    await this.page.getByRole('button', { name: `More actions for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
    await this.dialog.waitFor();
    return this.dialog;
  }

  /** Presses what the dialog is for, and waits until it is gone. */
  async submit(text: string): Promise<void> {
    await this.dialog.getByRole('button', { name: text, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import type { TestServer } from './test-server.js';

/** The time limit of each wait. */
const LIMIT_MS = 30_000;

/** Sign in as the first user, on the page that asks for it. */
export async function signIn(page: Page, server: TestServer): Promise<void> {
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(server.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The web page of a server in a browser, signed in as the first user. */
export class WebPage implements AsyncDisposable {
  /** Uncaught errors of the page. */
  readonly errors: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {
    page.setDefaultTimeout(LIMIT_MS);
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async open(server: TestServer, path = '/instances'): Promise<WebPage> {
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const web = new WebPage(browser, page);
    await page.goto(`${server.api.url}${path}`);
    await signIn(page, server);
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();
    return web;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The table row with a name. */
  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name });
  }

  /** Open a page from the sidebar. */
  async section(title: string): Promise<void> {
    const sections = this.page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: title, exact: true }).click();
    await this.page.getByRole('heading', { name: title, exact: true }).waitFor();
  }

  /** Open a dialog from the menu of an instance. */
  async choose(name: string, item: string): Promise<Locator> {
    await this.page.getByRole('button', { name: `More actions for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
    await this.dialog.waitFor();
    return this.dialog;
  }

  /** Press the submit button of the dialog, and wait until the dialog closes. */
  async submit(text: string): Promise<void> {
    await this.dialog.getByRole('button', { name: text, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

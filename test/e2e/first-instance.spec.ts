import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const BOOT_LIMIT_MS = 120_000;

describe('the first instance in a browser', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const pageErrors: string[] = [];

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => pageErrors.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('refuses a wrong password with a message, and accepts the printed one', async () => {
    await page.goto(server.api.url);
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The user name or the password is wrong.').waitFor();

    await page.getByLabel('Password', { exact: true }).fill(server.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Launch instance' }).first().waitFor();
  });

  it('launches with the defaults, and shows In cloning, then Running, without a reload', async () => {
    await detectReload(page);
    await page.getByRole('button', { name: 'Launch instance' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').first().fill(server.name('web'));
    await watchStates(page, server.name('web'));
    await dialog.getByRole('button', { name: 'Launch', exact: true }).click();

    const row = page.getByRole('row').filter({ hasText: server.name('web') });
    await row.getByText('Running').waitFor({ timeout: BOOT_LIMIT_MS });
    const seen = await seenStates(page);
    expect(seen[0]).toBe('In cloning');
    expect(seen.at(-1)).toBe('Running');
    expect(await wasReloaded(page)).toBe(false);
  });

  it('shows Stopped within a second of virsh destroy', async () => {
    const { id } = await server.api.instance(server.name('web'));
    const row = page.getByRole('row').filter({ hasText: server.name('web') });
    await virsh('destroy', id);
    const startedAt = performance.now();
    await row.getByText('Stopped').waitFor({ timeout: 5_000 });
    const tookMs = performance.now() - startedAt;
    console.log(`Stopped shown ${Math.round(tookMs)} ms after virsh destroy returned`);
    expect(tookMs).toBeLessThan(1_000);
    expect(await wasReloaded(page)).toBe(false);
  });

  it('deletes the instance after a confirmation, and shows an empty table', async () => {
    const row = page.getByRole('row').filter({ hasText: server.name('web') });
    await row.getByRole('button', { name: /actions|more/i }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(server.name('web'));
    await dialog.getByRole('button', { name: /delete/i }).click();
    await eventually('the deletion of the instance', 30_000, async () =>
      (await server.api.instances()).total === 0 ? true : undefined,
    );
    await row.waitFor({ state: 'detached' });
    expect(pageErrors).toEqual([]);
  });

  it('shows the API document', async () => {
    await page.goto(`${server.api.url}/api/docs`);
    await page.getByText('Create and start one or more instances from an image').waitFor();
    const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const document = await server.api.request<{ openapi: string; info: { version: string } }>(
      'GET',
      '/api/openapi.json',
    );
    expect(document.body.openapi).toMatch(/^3\.1/);
    expect(document.body.info.version).toBe(manifest.version);
  });
});

/** Set a variable that a reload deletes. */
async function detectReload(page: Page): Promise<void> {
  await page.evaluate('window.notReloaded = true');
}

async function wasReloaded(page: Page): Promise<boolean> {
  return !(await page.evaluate('window.notReloaded === true'));
}

/** Record each state of an instance that the table shows, even for a moment. */
async function watchStates(page: Page, name: string): Promise<void> {
  await page.evaluate(`{
        const names = ['In cloning', 'Starting', 'Running', 'Stopped', 'Stopping', 'Failed', 'Crashed'];
    window.seenStates = [];
        const record = () => {
      for (const row of document.querySelectorAll('tr')) {
        if (!row.textContent.includes(${JSON.stringify(name)})) continue;
                const name = names.find((each) => row.textContent.includes(each));
        if (name && window.seenStates.at(-1) !== name) window.seenStates.push(name);
      }
    };
    new MutationObserver(record).observe(document.body, { subtree: true, childList: true, characterData: true });
  }`);
}

function seenStates(page: Page): Promise<string[]> {
  return page.evaluate('window.seenStates');
}

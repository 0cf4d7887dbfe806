import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { askGuest } from '../support/guest-console.js';
import { random } from '../support/random.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { qemuPid, run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
const TYPED_CHARACTERS = 100;

let server: TestServer;
let browser: Browser;
let page: Page;
let name: string;
const problems: string[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  name = server.name('screen');
  await server.api.createInstance({ name });
  browser = await openBrowser();
  page = await openTab();
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

/** A browser of its own, signed in, on the console of the instance. */
async function openTab(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  tab.on('pageerror', (error) => problems.push(error.message));
  await tab.goto(`${server.api.url}/instances/${name}/console`);
  await tab.getByLabel('User name').fill('admin');
  await tab.getByLabel('Password', { exact: true }).fill(server.password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await connected(tab);
  return tab;
}

const connected = (tab: Page): Promise<void> =>
  tab.getByText('Connected', { exact: true }).waitFor({ timeout: LIMIT_MS });

/** The pixels of the screen as it is shown, and how many of them are not black. */
function screenOf(tab: Page): Promise<{ picture: string; lit: number }> {
  return tab.evaluate(`(() => {
    const canvas = document.querySelector('.ps-console-screen canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let lit = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] > 100) lit += 1;
    return { picture: canvas.toDataURL(), lit };
  })()`);
}

async function typeText(text: string): Promise<void> {
  await page.getByRole('button', { name: 'Type text' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text').fill(text);
  await dialog.getByRole('button', { name: 'Type', exact: true }).click();
  await dialog.waitFor({ state: 'detached', timeout: LIMIT_MS });
}

describe('the console of an instance', () => {
  it('shows the screen, and sends typed and pasted text to the guest', async () => {
    const { id } = await server.api.instance(name);
    // A guest that gets no processor time loses keys.
    await run('renice', '-n', '-15', '-p', String(qemuPid(id)));
    // A terminal without a prompt, whose lines are read.
    const read = 'head -n 2 </dev/tty2 >/tmp/typed 2>/dev/null & echo $!';
    const reader = await askGuest(id, `chvt 2; ${read}`);
    const text = Array.from({ length: TYPED_CHARACTERS }, () =>
      String.fromCharCode(33 + Math.floor(random() * 94)),
    ).join('');
    await page.locator('.ps-console-screen canvas').click();
    await page.keyboard.type('typed by hand\n', { delay: 50 });
    await typeText(`${text}\n`);
    const expected = Buffer.from(`typed by hand\n${text}\n`).toString('base64');
    // sleep: the guest waits for its program
    const wait = `while [ -d /proc/${reader} ]; do sleep 0.1; done`;
    expect(await askGuest(id, `${wait}; base64 /tmp/typed | tr -d '\\n'`)).toBe(expected);
    expect((await screenOf(page)).lit).toBeGreaterThan(1000);
  });

  it('shows the same to a second browser, and who is there', async () => {
    const other = await openTab();
    await other.getByText('2 viewers: admin').waitFor({ timeout: LIMIT_MS });
    await eventually('the same picture in both', LIMIT_MS, async () => {
      const [one, two] = await Promise.all([screenOf(page), screenOf(other)]);
      return (one.lit > 0 && one.picture === two.picture) || undefined;
    });
    await other.context().close();
  });

  it('has a window of its own', async () => {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Open in its own window' }).click(),
    ]);
    await connected(popup);
    expect(await popup.getByRole('navigation').count()).toBe(0);
    await popup.close();
  });

  it('sends nothing while it is for viewing only', async () => {
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitem', { name: 'View only' }).click();
    expect(await page.getByRole('button', { name: 'Type text' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Send keys' }).isDisabled()).toBe(true);
  });

  it('can be left with the keyboard alone', async () => {
    await page.locator('.ps-console-screen canvas').focus();
    await page.keyboard.press('Control+Alt+Shift');
    const focused = await page.evaluate('document.activeElement.tagName');
    expect(focused).toBe('BUTTON');
  });

  it('says that the guest is off, starts it, and connects again', async () => {
    await virsh('destroy', name);
    await page.getByText(`${name} is off`).waitFor({ timeout: LIMIT_MS });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await connected(page);
    await virsh('reset', name);
    await eventually(
      'text on the screen',
      LIMIT_MS,
      async () => (await screenOf(page)).lit > 1000 || undefined,
    );
    expect(problems).toEqual([]);
  });
});

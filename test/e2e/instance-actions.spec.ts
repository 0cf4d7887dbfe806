import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const LIMIT_MS = 120_000;

describe('instance actions in a browser', () => {
  let server: TestServer;
  let web: WebPage;
  let page: Page;
  let instance: InstanceDto;
  const dialog = () => web.dialog;
  const row = (name: string) => web.row(name);
  const choose = (name: string, item: string) => web.choose(name, item);

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    instance = await server.api.createInstance({ name: server.name('old'), start: true });
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    web = await WebPage.open(server, `/instances/${server.name('old')}`);
    ({ page } = web);
    await page.getByRole('heading', { name: server.name('old') }).waitFor();
  });

  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  it('renames an instance, and follows it to its new URL', async () => {
    await choose(server.name('old'), 'Rename');
    const field = dialog().getByLabel('New name');
    await field.fill('Not a name');
    expect(await dialog().getByRole('button', { name: 'Rename' }).isDisabled()).toBe(true);
    await field.fill(server.name('new'));
    await dialog().getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: server.name('new') }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/instances/${server.name('new')}`);
    expect((await server.api.instance(server.name('new'))).id).toBe(instance.id);
  });

  it('shows the error of the server in the dialog', async () => {
    await choose(server.name('new'), 'Clone');
    await dialog().getByLabel('Name').fill(server.name('new'));
    await dialog().getByRole('button', { name: 'Clone' }).click();
    await dialog()
      .getByText(/already|taken/)
      .first()
      .waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
  });

  it('edits tags inline, and searches by tag', async () => {
    await page.getByRole('button', { name: 'Edit tags' }).click();
    await page.getByRole('textbox', { name: 'Tags' }).fill('golden, e2e');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'golden' }).click();
    await page.waitForURL(/q=golden/);
    await row(server.name('new')).waitFor();
    expect((await server.api.instance(instance.id)).tags).toEqual(['golden', 'e2e']);
  });

  it('does not overwrite a concurrent change of another user', async () => {
    await row(server.name('new'))
      .getByRole('link', { name: server.name('new') })
      .click();
    await page.getByRole('button', { name: 'Edit notes' }).click();
    // Changes the notes after the page read the ETag and before it sends the change.
    await page.route(`**/api/v1/instances/${instance.id}`, async (route) => {
      if (route.request().method() === 'PATCH') {
        await server.api.ask('PATCH', `/instances/${instance.id}`, { notes: 'another user' });
      }
      await route.continue();
    });
    await page.getByRole('textbox', { name: 'Notes' }).fill('mine');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Someone else changed this instance').waitFor();
    await page.unroute(`**/api/v1/instances/${instance.id}`);
    expect((await server.api.instance(instance.id)).notes).toBe('another user');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('another user').waitFor();
  });

  it('clones an instance', async () => {
    await choose(server.name('new'), 'Clone');
    await dialog().getByLabel('Name').fill(server.name('copy'));
    await dialog().getByLabel('Start after creation').uncheck();
    await dialog().getByRole('button', { name: 'Clone' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Instances' }).first().click();
    await row(server.name('copy')).getByText('Stopped').waitFor();
    const copy = await server.api.instance(server.name('copy'));
    expect(copy).toMatchObject({ image: { name: 'tiny' }, tags: ['golden', 'e2e'] });
    expect(copy.mac).not.toBe((await server.api.instance(instance.id)).mac);
  });

  it('does not offer to delete a protected instance, and shows why', async () => {
    await server.api.ask('PATCH', `/instances/${instance.id}`, { isProtected: true });
    await row(server.name('new'))
      .getByRole('button', { name: /More actions/ })
      .click();
    const entry = page.getByRole('menuitem', { name: /Delete.*protection/s });
    await entry.waitFor();
    expect(await entry.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await row(server.name('new'))
      .getByRole('link', { name: server.name('new') })
      .click();
    await page.getByLabel('Protect from deletion').click({ force: true });
    await eventually('the protection to be off', LIMIT_MS, async () =>
      (await server.api.instance(instance.id)).isProtected ? undefined : true,
    );
  });

  it('deletes an instance only after its name is typed', async () => {
    await choose(server.name('new'), 'Delete');
    const button = dialog().getByRole('button', { name: 'Delete' });
    await dialog().getByRole('textbox').fill(server.name('old'));
    expect(await button.isDisabled()).toBe(true);
    await dialog().getByRole('textbox').fill(server.name('new'));
    await button.click();
    await page.waitForURL(/\/instances$/);
    await row(server.name('new')).waitFor({ state: 'detached' });
    await eventually('only the clone to be left', LIMIT_MS, async () =>
      (await server.api.instances()).total === 1 ? true : undefined,
    );
  });

  it('launches several instances with a pattern', async () => {
    await page.getByRole('button', { name: 'Launch instance' }).click();
    await dialog().getByLabel('Name').first().fill(server.name('many'));
    await dialog().getByLabel('Count').fill('2');
    expect(await dialog().getByLabel('Name').first().inputValue()).toBe(server.name('many-%02d'));
    await dialog()
      .getByText(`${server.name('many-01')} to ${server.name('many-02')}`)
      .waitFor();
    await dialog().getByLabel('Start after creation').uncheck();
    await dialog().getByRole('button', { name: 'Launch 2' }).click();
    await row(server.name('many-01')).getByText('Stopped').waitFor();
    await row(server.name('many-02')).getByText('Stopped').waitFor();
    expect(web.errors).toEqual([]);
  });
});

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { createForeignDomain } from '../support/foreign-domain.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { domainNames, run, virsh, volumeNames } from '../support/virsh.js';
import { WebPage } from '../support/web-page.js';

/** Shorter than the interval at which the page polls the domains. */
const LIVE_LIMIT_MS = 5_000;

/** Domains that are not instances, and instances whose domains are missing. */
describe('domains and instances in a browser', () => {
  let server: TestServer;
  let web: WebPage;
  let page: Page;
  let source: string;

  /** Create an instance, open its page and undefine its domain. */
  const makeMissing = async (label: string): Promise<InstanceDto> => {
    const instance = await server.api.createInstance({ name: server.name(label), start: false });
    await web.section('Instances');
    await page.getByRole('link', { name: instance.name, exact: true }).click();
    await page.getByRole('heading', { name: instance.name }).waitFor();
    await virsh('undefine', instance.name);
    await page.getByText('The domain is missing').waitFor();
    return instance;
  };

  /** Show only the domains of this test, because other programs use this libvirt too. */
  const showOthers = async (): Promise<void> => {
    await web.section('Other domains');
    await page.getByRole('textbox', { name: 'Search other domains' }).fill(server.prefix);
  };

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    source = join(server.folder, 'import', 'foreign.raw');
    await run('cp', (await tinyImage()).path, source);
    web = await WebPage.open(server, `/domains?q=${server.prefix}`);
    ({ page } = web);
  });

  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  it('shows changes by virsh to a foreign domain, and why a domain cannot be adopted', async () => {
    const shop = server.name('shop');
    await createForeignDomain('define', { name: shop, source });
    await web.row(shop).getByText('Stopped').waitFor({ timeout: LIVE_LIMIT_MS });
    expect(await web.row(shop).innerText()).toContain(source);
    await virsh('start', shop);
    await web.row(shop).getByText('Running').waitFor({ timeout: LIVE_LIMIT_MS });

    const odd = `${server.prefix}_Odd`;
    await createForeignDomain('define', { name: odd, source });
    await web.row(odd).getByText('Its name is not a valid host name').waitFor();
    const button = web.row(odd).getByRole('button', { name: `Adopt ${odd}` });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await virsh('undefine', odd);
    await web.row(odd).waitFor({ state: 'detached', timeout: LIVE_LIMIT_MS });
  });

  it('adopts a domain, and links to the instance', async () => {
    const shop = server.name('shop');
    await page.getByRole('button', { name: `Adopt ${shop}` }).click();
    expect(await web.dialog.innerText()).toContain(source);
    await web.submit('Adopt');
    await web.row(shop).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: `Open ${shop}` }).click();
    await page.getByRole('heading', { name: shop }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/instances/${shop}`);
    expect(await server.api.instance(shop)).toMatchObject({ origin: 'adopted', state: 'running' });
    expect(await virsh('dumpxml', shop)).toContain('picostack:instance');
  });

  it('releases the domain, which continues to run as a foreign domain', async () => {
    const shop = server.name('shop');
    const dialog = await web.choose(shop, 'Release');
    await dialog.getByText('The domain and its disks stay').waitFor();
    await web.submit('Release');
    await page.waitForURL(/\/instances$/);
    await showOthers();
    await web.row(shop).getByText('Running').waitFor();
    expect(await virsh('dumpxml', shop)).not.toContain('picostack:instance');
    await virsh('destroy', shop);
  });

  it('defines a missing instance again', async () => {
    const { id, name } = await makeMissing('back');
    await web.section('Instances');
    await web.row(name).getByText('Missing').waitFor();
    await web.row(name).getByRole('button', { name: 'Define again' }).click();
    await web.submit('Define again');
    await web.row(name).getByText('Stopped').waitFor();
    expect((await virsh('domuuid', name)).trim()).toBe(id);
  });

  it('deletes an instance and keeps its disk', async () => {
    const name = server.name('back');
    const { id } = await server.api.instance(name);
    const dialog = await web.choose(name, 'Delete');
    await dialog.getByLabel('Keep the disk').check();
    await dialog.getByText(`/${id}.qcow2`).waitFor();
    await web.submit('Delete');
    await page.getByText(`Kept the disk of ${name}`).waitFor();
    await web.row(name).waitFor({ state: 'detached' });
    expect(await domainNames(name)).toEqual([]);
    expect(await volumeNames(server.disksPool)).toContain(`${id}.qcow2`);
  });

  it('forgets a missing instance, and keeps its disk', async () => {
    const { id, name } = await makeMissing('gone');
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    await web.submit('Forget');
    await page.waitForURL(/\/instances$/);
    await web.row(name).waitFor({ state: 'detached' });
    expect(await volumeNames(server.disksPool)).toContain(`${id}.qcow2`);
    expect(web.errors).toEqual([]);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const LIMIT_MS = 60_000;

describe('changes of the size and the disk of an instance in a browser', () => {
  let server: TestServer;
  let web: WebPage;
  let page: Page;
  let instance: InstanceDto;
  const now = () => server.api.instance(instance.id);

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    instance = await server.api.createInstance({ name: server.name('work'), start: false });
    web = await WebPage.open(server, `/instances/${instance.name}`);
    ({ page } = web);
  });

  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  it('grows the disk, and refuses a smaller size', async () => {
    const dialog = await web.choose(instance.name, 'Grow disk');
    await dialog.getByLabel('New size').fill('0');
    expect(await dialog.getByRole('button', { name: 'Grow' }).isDisabled()).toBe(true);
    await dialog.getByLabel('New size').fill('1');
    await web.submit('Grow');
    await page.getByText('1 GiB', { exact: true }).waitFor();
    expect(await virsh('domblkinfo', instance.id, 'vda')).toMatch(/Capacity:\s+1073741824/);
  });

  it('changes the flavour of a running instance, and shows the pending size', async () => {
    await page.getByRole('button', { name: `Start ${instance.name}`, exact: true }).click();
    await page.getByText('Running', { exact: true }).waitFor();
    const dialog = await web.choose(instance.name, 'Change flavour');
    await dialog.getByLabel('Flavour').selectOption({ label: 'medium: 2 vCPUs · 2 GiB' });
    await web.submit('Change flavour');
    await page.getByText(/medium: 2 vCPUs · 2 GiB after the next start/).waitFor();
    expect(await now()).toMatchObject({ pendingSize: { memoryMiB: 2048, vcpus: 2 } });
    await web.section('Instances');
    await web.row(instance.name).getByText('after the next start').waitFor();
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    await web.row(instance.name).getByText('after the next start').waitFor({ state: 'detached' });
  });

  it('publishes an instance as an image', async () => {
    const dialog = await web.choose(instance.name, 'Publish as image');
    await dialog.getByLabel('Image name').fill('golden');
    await dialog.getByLabel('Description').fill('an image of the test');
    await web.submit('Publish');
    await web.section('Images');
    await web.row('golden').getByText('Ready').waitFor();
    const { items } = await server.api.images();
    expect(items.find(({ name }) => name === 'golden')).toMatchObject({
      status: 'ready',
      description: 'an image of the test',
    });
  });

  it('rebuilds an instance from that image after its name is typed', async () => {
    await web.section('Instances');
    const dialog = await web.choose(instance.name, 'Rebuild');
    await dialog.getByLabel('Image').selectOption({ label: 'golden' });
    expect(await dialog.getByRole('button', { name: 'Rebuild' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(instance.name);
    await web.submit('Rebuild');
    await web.row(instance.name).getByText('golden', { exact: true }).waitFor();
    const { diskVolume, image } = await now();
    expect(image?.name).toBe('golden');
    expect(await virsh('dumpxml', instance.id)).toContain(`/${diskVolume}`);
  });

  it('cancels a clone in the list of operations, and leaves nothing of it', async () => {
    const { diskVolume } = await now();
    const path = await virsh('vol-path', diskVolume ?? '', '--pool', server.disksPool);
    // Large enough that the copy does not end before it is slowed down.
    await run('qemu-io', '-f', 'qcow2', '-c', 'write -P 7 0 1G', path.trim());
    const before = await volumeNames(server.disksPool);
    const copy = server.name('copy');
    const dialog = await web.choose(instance.name, 'Clone');
    await dialog.getByLabel('Name').fill(copy);
    await dialog.getByLabel('Full').check();
    await web.submit('Clone');
    await web
      .row(copy)
      .getByText(/In cloning/)
      .waitFor();
    await eventually('the copy to be slowed down', LIMIT_MS, async () => {
      const [helper] = await domainNames(`${server.prefix}-copy-`);
      await virsh('blockjob', helper ?? '', 'vda', '--bandwidth', '1');
      return true;
    });
    await page.getByRole('button', { name: 'Operations, 1 in progress' }).click();
    await page.getByRole('button', { name: `Cancel: Creating the clone ${copy}` }).click();
    await page.getByText('No operations in progress').waitFor();
    await web.row(copy).waitFor({ state: 'detached' });
    expect(await volumeNames(server.disksPool)).toEqual(before);
    expect(await domainNames(copy)).toEqual([]);
    expect(web.errors).toEqual([]);
  });
});

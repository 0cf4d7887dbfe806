import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostDto } from '../../src/host/host.dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { Problem } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { definitionOf, LIBVIRT_URI, run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

/** Changes of storage pools by operators, one after the other. */
describe('a storage pool', () => {
  let server: TestServer;
  let web: InstanceDto;
  let count = 0;

  const folderOf = (role: string) => join(server.folder, 'pools', role);
  const readyz = async () => {
    const response = await fetch(`${server.api.url}/readyz`);
    const body: Problem = JSON.parse(await response.text());
    return { status: response.status, body };
  };
  const createAndDelete = async () => {
    const name = server.name(`new${(count += 1)}`);
    await server.api.createInstance({ name, start: false });
    await server.api.finish('DELETE', `/instances/${name}`);
  };
  const disksPoolOfHost = async () => {
    const host = await server.api.ask<HostDto>('GET', '/host');
    return host.pools.find(({ name }) => name === server.disksPool);
  };

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    web = await server.api.createInstance({ name: server.name('web'), start: false });
  }, 240_000);
  afterAll(() => server?.dispose());

  it('contains only qcow2 files of version 3', async () => {
    const volumes = await readdir(folderOf('disks'));
    expect(volumes).toEqual([`${web.id}.qcow2`]);
    await server.api.finish('POST', `/instances/${web.id}/clone`, {
      name: server.name('full'),
      mode: 'full',
    });
    await server.api.finish('POST', `/instances/${web.id}/publish`, { name: 'published' });
    await server.api.finish('POST', `/instances/${web.id}/grow`, { diskGiB: 1 });
    for (const role of ['disks', 'images']) {
      for (const file of await readdir(folderOf(role))) {
        if (!file.endsWith('.qcow2')) continue;
        const info = await run('qemu-img', 'info', '-U', join(folderOf(role), file));
        expect(`${file}: ${info}`).toContain('compat: 1.1');
      }
    }
    await server.api.finish('DELETE', `/instances/${server.name('full')}`);
    await server.api.ask('DELETE', '/images/published');
  }, 240_000);

  it.each([
    ['stopped', (pool: string) => virsh('pool-destroy', pool)],
    [
      'stopped and undefined',
      async (pool: string) => {
        await virsh('pool-destroy', pool);
        await virsh('pool-undefine', pool);
      },
    ],
    [
      'defined again with another UUID',
      async (pool: string, folder: string) => {
        await virsh('pool-destroy', pool);
        await virsh('pool-undefine', pool);
        await virsh('pool-define-as', pool, 'dir', '--target', folder);
      },
    ],
    [
      'stopped by libvirt because its folder was missing for a moment',
      async (pool: string, folder: string) => {
        await rename(folder, `${folder}.away`);
        await virsh('pool-refresh', pool).catch(() => undefined);
        await rename(`${folder}.away`, folder);
      },
    ],
  ])('that was %s can still be used', async (_, change) => {
    for (const role of ['disks', 'images'])
      await change(`${server.prefix}-${role}`, folderOf(role));
    await createAndDelete();
    for (const role of ['disks', 'images'])
      await change(`${server.prefix}-${role}`, folderOf(role));
    expect(await readyz()).toMatchObject({ status: 200 });
    await change(server.disksPool, folderOf('disks'));
    await server.api.finish('POST', `/instances/${web.id}/rebuild`);
    expect(await server.api.instance(web.id)).toMatchObject({ state: 'stopped' });
  });

  it('that an operator stopped stays stopped until a request needs it', async () => {
    const pools = [server.disksPool, server.imagesPool];
    for (const pool of pools) await virsh('pool-destroy', pool);
    // A later poll of all instances notices each change. When one notices the second change, the first poll has ended.
    for (const autostart of [true, false]) {
      await virsh('autostart', web.name, ...(autostart ? [] : ['--disable']));
      await eventually('the change to be noticed', 20_000, async () =>
        (await server.api.instance(web.id)).autostart === autostart ? true : undefined,
      );
    }
    for (const pool of pools) expect(await virsh('pool-info', pool)).toMatch(/State: +inactive/);
    await createAndDelete();
    for (const pool of pools) expect(await virsh('pool-info', pool)).toMatch(/State: +running/);
  });

  it.each([
    ['missing', () => Promise.resolve()],
    ['a file', () => writeFile(folderOf('disks'), '')],
  ])(
    'whose folder is %s makes requests fail before the first change, until the folder is restored',
    async (_, replace) => {
      const folder = folderOf('disks');
      const before = await definitionOf(web.name, '--inactive');
      await rename(folder, `${folder}.away`);
      await replace();
      const wait = { Prefer: 'wait=60' };
      const refusals = [
        await server.api.refused('DELETE', `/instances/${web.id}`, undefined, wait),
        await server.api.refused(
          'POST',
          '/instances',
          { name: server.name('no'), image: 'tiny' },
          wait,
        ),
        await server.api.refused('POST', `/instances/${web.id}/grow`, { diskGiB: 9 }, wait),
        await server.api.refused('POST', `/instances/${web.id}/rebuild`, {}, wait),
        await server.api.refused('POST', `/instances/${web.id}/start`, {}, wait),
        await server.api.refused('POST', `/instances/${web.id}/publish`, { name: 'no' }, wait),
        await server.api.refused(
          'POST',
          `/instances/${web.id}/clone`,
          { name: server.name('no'), mode: 'full' },
          wait,
        ),
      ];
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({ status: 409, code: 'storagePoolUnavailable' });
        expect(refusal.detail).toContain(`"${server.disksPool}"`);
        expect(refusal.detail).toContain(folder);
      }
      expect(await readyz()).toMatchObject({
        status: 503,
        body: { code: 'storagePoolUnavailable', pool: server.disksPool },
      });
      expect((await disksPoolOfHost())?.problem).toContain(folder);

      await rm(folder, { force: true });
      await rename(`${folder}.away`, folder);
      expect(await readyz()).toMatchObject({ status: 200 });
      expect((await disksPoolOfHost())?.problem).toBeNull();
      expect(await definitionOf(web.name, '--inactive')).toBe(before);
      expect(await server.api.instance(web.id)).toMatchObject({ state: 'stopped' });
      expect((await server.api.instances()).total).toBe(1);
      expect((await server.api.images()).total).toBe(1);
      await createAndDelete();
    },
  );

  it('that is unavailable at the start of the server does not prevent other work', async () => {
    const folder = folderOf('disks');
    await server.stop();
    await rename(folder, `${folder}.away`);
    await virsh('pool-refresh', server.disksPool).catch(() => undefined);
    await server.start({ PICOSTACK_LIBVIRT_URI: LIBVIRT_URI });
    await eventually('the server to read libvirt', 30_000, async () =>
      (await readyz()).body.code === 'storagePoolUnavailable' ? true : undefined,
    );
    expect(await server.api.instance(web.id)).toMatchObject({ state: 'stopped' });
    await rename(`${folder}.away`, folder);
    await createAndDelete();
  });

  it('finds a volume that libvirt has not noticed yet', async () => {
    const volumes = await volumeNames(server.disksPool);
    await mkdir(folderOf('extra'));
    const disk = join(folderOf('disks'), volumes[0] ?? '');
    await rename(disk, join(folderOf('extra'), 'disk'));
    await virsh('pool-refresh', server.disksPool);
    await rename(join(folderOf('extra'), 'disk'), disk);
    await server.api.finish('POST', `/instances/${web.id}/grow`, { diskGiB: 9 });
  });

  it('deletes the file of an image that libvirt has not noticed yet, and ignores a missing one', async () => {
    await server.api.finish('POST', `/instances/${web.id}/publish`, { name: 'unseen' });
    const { id } = await server.api.ask<ImageDto>('GET', '/images/unseen');
    const folder = folderOf('images');
    await rename(folder, `${folder}.away`);
    expect(await server.api.refused('DELETE', '/images/unseen')).toMatchObject({
      status: 409,
      code: 'storagePoolUnavailable',
    });
    await rename(`${folder}.away`, folder);
    expect(await readyz()).toMatchObject({ status: 200 });

    const file = join(folder, `${id}.qcow2`);
    await rename(file, join(server.folder, 'unseen'));
    await virsh('pool-refresh', server.imagesPool);
    await rename(join(server.folder, 'unseen'), file);
    await server.api.ask('DELETE', '/images/unseen');
    expect(await readdir(folder)).not.toContain(`${id}.qcow2`);
  });
});

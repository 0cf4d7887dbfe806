import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, run, virsh, volumeNames } from '../support/virsh.js';

async function expectNothing(server: TestServer): Promise<void> {
  expect((await server.api.instances()).items).toEqual([]);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
}

describe.each([
  ['insufficientMemory', 'PICOSTACK_MEMORY_OVERCOMMIT', '0.0001'],
  ['insufficientCpus', 'PICOSTACK_CPU_OVERCOMMIT', '0.001'],
])('a host without the capacity: %s', (code, setting, ratio) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start({ env: { [setting]: ratio } });
    await registerTiny(server.api);
  });
  afterAll(() => server?.dispose());

  it('refuses an instance that would start immediately, and leaves nothing', async () => {
    const response = await server.api.request(
      'POST',
      '/api/v1/instances',
      { name: server.name('runs'), image: 'tiny' },
      { Prefer: 'wait=60' },
    );
    expect(response).toMatchObject({ status: 409, body: { code } });
    expect(JSON.stringify(response.body)).toContain(`${setting}=${ratio}`);
    await expectNothing(server);
  });

  it('creates an instance that does not start, and refuses to start it', async () => {
    const { id } = await server.api.createInstance({ name: server.name('off'), start: false });
    const response = await server.api.request(
      'POST',
      `/api/v1/instances/${id}/start`,
      {},
      { Prefer: 'wait=60' },
    );
    expect(response).toMatchObject({ status: 409, body: { code } });
    const instance = await server.api.instance(id);
    expect(instance.state).toBe('stopped');
    expect(instance.lastError).toContain('cannot run');
    await server.api.deleteInstances();
  });
});

it('a host without free memory takes memory from a running guest, and gives it more only at its next start', async () => {
  await using server = await TestServer.start({ env: { PICOSTACK_MEMORY_OVERCOMMIT: '0.0001' } });
  await registerTiny(server.api);
  for (const [name, memoryMiB] of Object.entries({ low: 384, mid: 512 })) {
    await server.api.ask('POST', '/flavours', { name, memoryMiB, vcpus: 1 });
  }
  const guest = { name: server.name('more'), flavour: 'mid', start: false };
  const { id, ports } = await server.api.createInstance(guest);
  await virsh('start', id);
  await guestAnswer(ports[0]?.hostPort ?? 0);
  const resized = async (flavour: string) => {
    await server.api.finish('POST', `/instances/${id}/resize`, { flavour });
    const [, memoryKiB] = /<currentMemory unit='KiB'>(\d+)</.exec(await virsh('dumpxml', id)) ?? [];
    return Number(memoryKiB) / 1024;
  };
  expect(await resized('low')).toBe(384);
  expect(await resized('mid')).toBe(384);
  expect((await server.api.instance(id)).pendingSize).toEqual({ memoryMiB: 512, vcpus: 1 });
}, 240_000);

describe('a pool at its limit of overcommitment', () => {
  it('refuses another disk, and reports the sizes', async () => {
    await using server = await TestServer.start({
      env: { PICOSTACK_DISK_OVERCOMMIT: '0.0000001' },
    });
    await registerTiny(server.api);
    const response = await server.api.request(
      'POST',
      '/api/v1/instances',
      { name: server.name('thin'), image: 'tiny', start: false },
      { Prefer: 'wait=60' },
    );
    expect(response).toMatchObject({ status: 507, body: { code: 'insufficientStorage' } });
    expect(JSON.stringify(response.body)).toContain('PICOSTACK_DISK_OVERCOMMIT');
    await expectNothing(server);
  });
});

describe('a pool of 200 MB', () => {
  let server: TestServer;
  let disks: string;

  beforeAll(async () => {
    server = await TestServer.prepare();
    disks = join(server.folder, 'pools', 'disks');
    await mkdir(disks, { recursive: true });
    await run('mount', '-t', 'tmpfs', '-o', 'size=200m,mode=0711', 'tmpfs', disks);
    await server.start();
    await registerTiny(server.api);
  });
  afterAll(async () => {
    await server?.kill();
    await run('umount', '--lazy', disks);
    await server?.dispose();
  });

  it('refuses a clone when it is full, leaves nothing, and accepts one when there is space again', async () => {
    const filler = join(disks, 'filler');
    await writeFile(filler, Buffer.alloc(199.5 * 1024 ** 2));
    const body = { name: server.name('full'), image: 'tiny', start: false };
    const response = await server.api.request('POST', '/api/v1/instances', body, {
      Prefer: 'wait=60',
    });
    expect(response).toMatchObject({ status: 507, body: { code: 'insufficientStorage' } });
    expect((await server.api.instances()).items).toEqual([]);
    expect(await domainNames(server.prefix)).toEqual([]);
    expect(await volumeNames(server.disksPool)).toEqual(['filler']);

    await run('rm', filler);
    expect(await server.api.createInstance(body)).toMatchObject({ state: 'stopped' });
    await server.api.deleteInstances();
  });

  it.each(['off', 'on'])(
    'refuses copies of a guest that is %s, and leaves nothing',
    async (power) => {
      const name = server.name(`source-${power}`);
      const source = await server.api.createInstance({ name, start: power === 'on' });
      const filler = join(disks, 'filler');
      const images = await volumeNames(server.imagesPool);
      // Less than the smallest disk needs.
      const freeKiB = Number((await run('df', '--output=avail', '-k', disks)).split('\n')[1]);
      await run('fallocate', '-l', `${freeKiB - 64}K`, filler);
      const requests: [string, object][] = [
        ['clone', { name: server.name('copy'), mode: 'full' }],
        ['detach', {}],
        // The disk of a stopped guest is written directly to the other pool.
        ...(power === 'on' ? [['publish', { name: 'copy' }] as [string, object]] : []),
      ];
      for (const [action, body] of requests) {
        const problem = await server.api.refused(
          'POST',
          `/instances/${source.id}/${action}`,
          body,
          {
            Prefer: 'wait=60',
          },
        );
        expect(problem, action).toMatchObject({ status: 507, code: 'insufficientStorage' });
      }
      await run('rm', filler);
      expect((await server.api.instances()).items).toMatchObject([{ name }]);
      expect(await domainNames(server.prefix)).toEqual([name]);
      expect(await volumeNames(server.disksPool)).toEqual([`${source.id}.qcow2`]);
      expect(await volumeNames(server.imagesPool)).toEqual(images);
      expect((await server.api.images()).total).toBe(1);
      await server.api.deleteInstances();
    },
  );
});

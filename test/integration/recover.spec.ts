import { execFile } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlavourDto } from '../../src/flavours/dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import { cd } from '../support/cd.js';
import { guestAnswer } from '../support/network.js';
import { qcow2 } from '../support/qcow2.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { definitionOf, qemuPid } from '../support/virsh.js';

const execute = promisify(execFile);
const BOOT_LIMIT_MS = 120_000;

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

/** Run `picostk` as the user of the server. */
async function picostk(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return execute(process.execPath, [resolve('dist/src/cli/main.js'), ...args], {
    env: { ...process.env, PICOSTACK_DATA_DIR: server.dataDir, NO_COLOR: '1' },
  });
}

/** Selects the files of the database when a data folder is copied. */
const isDatabase = (folder: string) => (path: string) =>
  path === folder || path.startsWith(join(folder, 'picostack.sqlite'));

/** The fields that must be restored. Mappings get new ids, and only the database has the time of a start. */
async function everything() {
  const [{ items: instances }, { items: images }, { items: flavours }] = await Promise.all([
    server.api.instances(),
    server.api.images(),
    server.api.ask<{ items: FlavourDto[] }>('GET', '/flavours'),
  ]);
  return {
    // The file system can use a block more or less for its tables, and a running guest writes.
    images: images.map((image) =>
      Object.assign({}, image, {
        fileSizeBytes: Math.round((image.fileSizeBytes ?? 0) / 2 ** 20),
        clonesSizeBytes: 0,
      }),
    ),
    instances: instances.map((instance) =>
      Object.assign({}, instance, {
        startedAt: null,
        flavour: instance.flavour?.name,
        ports: instance.ports.map((port) => Object.assign({}, port, { id: '' })),
      }),
    ),
    flavours: flavours.map(({ name, memoryMiB, vcpus }) => ({ name, memoryMiB, vcpus })),
  };
}

describe('a lost database', () => {
  it('is restored from libvirt: images, flavours, instances and ports, while the guests continue to run', async () => {
    await server.api.ask('PATCH', '/images/tiny', { description: 'the <demo> image' });
    await server.api.ask('POST', '/flavours', { name: 'odd', memoryMiB: 300, vcpus: 1 });
    const running = await server.api.createInstance({ name: server.name('running') });
    await server.api.ask('POST', `/instances/${running.id}/ports`, { guestPort: 22 });
    await server.api.createInstance({
      name: server.name('off'),
      flavour: 'odd',
      start: false,
      autostart: true,
      ports: [{ guestPort: 53, protocol: 'udp' }],
    });
    const { id } = await server.api.expectImage({ name: 'setup', format: 'iso' });
    await server.api.ask('PUT', `/images/${id}/content`, cd());
    const port = running.ports[0]?.hostPort ?? 0;
    await guestAnswer(port, BOOT_LIMIT_MS);
    const pid = qemuPid(running.id);
    const before = await everything();
    const xml = await definitionOf(running.name, '--inactive');
    await server.stop();

    for (const suffix of ['', '-wal', '-shm']) {
      await rm(join(server.dataDir, `picostack.sqlite${suffix}`), { force: true });
    }
    await server.start();
    expect((await server.api.instances()).items).toEqual([]);
    expect(server.output).toContain('Restore the records with "picostk recover"');

    const { stdout } = await picostk('recover');
    expect(stdout.split('\n').filter(Boolean).toSorted()).toEqual([
      'flavour   odd',
      'image     setup',
      'image     tiny',
      `instance  ${server.name('off')}, 1 port`,
      `instance  ${running.name}, 2 ports`,
    ]);
    expect(await everything()).toEqual(before);
    expect(qemuPid(running.id)).toBe(pid);
    expect(await guestAnswer(port, BOOT_LIMIT_MS)).toContain(running.name);
    expect(await definitionOf(running.name, '--inactive')).toBe(xml);

    const again = await picostk('recover');
    expect(again).toEqual({ stdout: '', stderr: 'Nothing was missing.\n' });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['is lost', 'lost'],
    ['is an older copy', 'older'],
  ])('gives the name of an image to its new version, when the database %s', async (_, kind) => {
    const name = `disk-${kind}`;
    const send = async (more: object): Promise<ImageDto> => {
      const { id } = await server.api.expectImage({ name, format: 'qcow2', ...more });
      return server.api.ask('PUT', `/images/${id}/content`, qcow2());
    };
    const copies = join(server.folder, `copies-${kind}`);
    const old = await send({});
    // An old version without a clone is deleted.
    const clone = await server.api.createInstance({
      name: server.name(kind),
      image: name,
      start: false,
    });
    const metadata = join(server.folder, 'pools', 'images', `${old.id}.json`);
    const before = await readFile(metadata);
    await server.stop();
    await cp(server.dataDir, copies, { recursive: true, filter: isDatabase(server.dataDir) });
    await server.start();
    const next = await send({ replaces: true });
    expect(next).toMatchObject({ name, version: 2, replacesId: old.id });
    await server.stop();

    // The server ended before it wrote the metadata of the old version.
    await writeFile(metadata, before);
    for (const suffix of ['', '-wal', '-shm']) {
      await rm(join(server.dataDir, `picostack.sqlite${suffix}`), { force: true });
    }
    if (kind === 'older') await cp(copies, server.dataDir, { recursive: true });
    await server.start();
    const { stdout } = await picostk('recover');
    expect(stdout.split('\n')).toContain(`image     ${name}`);
    const find = (id: string) => server.api.ask('GET', `/images/${id}`);
    expect(await find(next.id)).toMatchObject({ name, version: 2 });
    const restored = { name: `${name}@v1`, version: 1, replacedById: next.id };
    expect(await find(old.id)).toMatchObject(restored);
    expect(JSON.parse(await readFile(metadata, 'utf8'))).toMatchObject(restored);
    expect((await server.api.instance(clone.id)).image).toEqual({
      id: old.id,
      name: `${name}@v1`,
    });
    expect(await picostk('recover')).toMatchObject({ stderr: 'Nothing was missing.\n' });
  });

  it('does not include what another picostack server created', async () => {
    await using other = await TestServer.start();
    const { stdout, stderr } = await execute(
      process.execPath,
      [resolve('dist/src/cli/main.js'), 'recover'],
      { env: { ...process.env, PICOSTACK_DATA_DIR: other.dataDir, NO_COLOR: '1' } },
    );
    expect(stdout).toBe('');
    expect(stderr).toBe('Nothing was missing.\n');
    expect((await other.api.instances()).items).toEqual([]);
    await server.api.deleteInstances();
  });
});

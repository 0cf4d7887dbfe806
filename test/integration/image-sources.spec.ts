import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { StorageVolumesDto } from '../../src/storage/dto.js';
import type { Problem } from '../support/api.js';
import { cd } from '../support/cd.js';
import { manifest, ova, ovf, tar } from '../support/ova.js';
import { qcow2 } from '../support/qcow2.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { run, virsh } from '../support/virsh.js';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.prepare();
  const { disksPool, imagesPool } = server;
  const pools = [server.name('operator'), server.name('stopped'), disksPool, imagesPool, 'absent'];
  await server.start({ PICOSTACK_IMPORT_POOLS: pools.join(',') });
  await registerTiny(server.api);
});
afterEach(async () => {
  await server.api.deleteInstances();
  const { items } = await server.api.images();
  const added = items.filter(({ name }) => name !== 'tiny');
  for (const { id } of added) await server.api.ask('DELETE', `/images/${id}`);
});
afterAll(() => server?.dispose());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const picostk = (...args: string[]): Promise<string> => {
  const settings = Object.entries(server.environment).map(([name, value]) => `${name}=${value}`);
  return run('env', ...settings, process.execPath, 'dist/src/cli/main.js', ...args);
};

const MIB = 1024 ** 2;
const importPath = (name: string): string => join(server.folder, 'import', name);

/** A bootable disk of 8 MiB, and the same as a disk of VMware. */
async function makeDisk(): Promise<{ raw: Buffer; vmdk: Buffer }> {
  const raw = Buffer.concat([randomBytes(2 * MIB), Buffer.alloc(6 * MIB)]);
  raw.writeUInt16LE(0xaa55, 510);
  await writeFile(importPath('disk.raw'), raw);
  const options = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  await run(
    'qemu-img',
    'convert',
    '-q',
    ...options,
    importPath('disk.raw'),
    importPath('disk.vmdk'),
  );
  return { raw, vmdk: await readFile(importPath('disk.vmdk')) };
}

async function expectDisk({ id }: ImageDto, raw: Buffer): Promise<void> {
  const stored = join(server.folder, 'pools', 'images', `${id}.qcow2`);
  await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', stored, importPath('back.raw'));
  expect(sha256(await readFile(importPath('back.raw')))).toBe(sha256(raw));
}

describe('an installation CD', () => {
  it.each([false, true])('is kept as it is (hybrid: %s)', async (isHybrid) => {
    const content = cd({ isHybrid });
    const { id } = await server.api.expectImage({ name: 'setup', format: 'iso' });
    const image = await server.api.ask<ImageDto>('PUT', `/images/${id}/content`, content);
    expect(image).toMatchObject({
      status: 'ready',
      kind: 'installer',
      format: 'iso',
      hasBootSignature: true,
      virtualSizeBytes: content.length,
      sha256: sha256(content),
    });
    const path = join(server.folder, 'pools', 'images', `${id}.iso`);
    expect(sha256(await readFile(path))).toBe(sha256(content));
    expect((await stat(path)).mode & 0o777).toBe(0o400);
    expect(await server.api.ask('GET', '/images/tiny')).toMatchObject({ kind: 'disk' });
  });

  it('is downloaded as it is, whatever its compression was', async () => {
    const content = cd();
    const file = join(server.folder, 'import', 'setup.iso');
    await writeFile(file, content);
    await run('xz', '-0', '-k', '-f', file);
    await picostk('image', 'add', `${file}.xz`, '--name', 'setup');
    const url = `${server.api.url}/api/v1/images/setup/content`;
    const headers = { Authorization: `Bearer ${server.api.token}` };
    for (const query of ['', '?format=raw']) {
      const response = await fetch(url + query, { headers });
      expect(response.headers.get('content-disposition')).toBe('attachment; filename=setup.iso');
      expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(content));
    }
    for (const format of ['qcow2', 'zst']) {
      const path = `/images/setup/content?format=${format}`;
      expect(await server.api.refused('GET', path)).toMatchObject({
        status: 400,
        errors: [{ field: 'format' }],
      });
    }
    const target = join(server.folder, 'back.iso');
    await picostk('image', 'download', 'setup', target);
    expect(sha256(await readFile(target))).toBe(sha256(content));
  });

  it('is refused for a launch and a rebuild', async () => {
    const { id } = await server.api.expectImage({ name: 'setup', format: 'iso' });
    await server.api.ask('PUT', `/images/${id}/content`, cd());
    const refusal = { status: 409, code: 'imageIsInstaller' };
    const launch = { name: server.name('cd'), image: 'setup' };
    expect(await server.api.refused('POST', '/instances', launch)).toMatchObject(refusal);
    const { name } = await server.api.createInstance({ name: server.name('disk'), start: false });
    const rebuild = await server.api.refused('POST', `/instances/${name}/rebuild`, {
      image: 'setup',
    });
    expect(rebuild).toMatchObject(refusal);
    expect(rebuild.detail).toContain('not possible yet');
  });

  it('is refused as raw, unless it is a bootable disk too', async () => {
    const { id } = await server.api.expectImage({ name: 'setup', format: 'raw' });
    const problem = await server.api.refused('PUT', `/images/${id}/content`, cd());
    expect(problem).toMatchObject({ status: 422, code: 'imageFormatMismatch' });
    expect(problem.detail).toContain('Register it with the format iso.');
    const hybrid = await server.api.expectImage({ name: 'stick', format: 'raw' });
    const content = cd({ isHybrid: true });
    const image = await server.api.ask('PUT', `/images/${hybrid.id}/content`, content);
    expect(image).toMatchObject({ kind: 'disk', format: 'raw' });
  });

  it('is refused if it is also something else, or not a CD', async () => {
    const both = Buffer.concat([qcow2(), Buffer.alloc(64 * 1024)]);
    both.write('CD001', 0x8001, 'latin1');
    const ending = Buffer.concat([cd(), Buffer.alloc(512)]);
    ending.write('conectix', ending.length - 512, 'latin1');
    for (const [format, content] of [
      ['iso', both],
      ['qcow2', both],
      ['iso', ending],
      ['iso', Buffer.alloc(100_000, 1)],
      ['iso', Buffer.alloc(1000, 1)],
      ['qcow2', cd()],
    ] as const) {
      const { id } = await server.api.expectImage({ name: 'setup', format });
      const problem = await server.api.refused('PUT', `/images/${id}/content`, content);
      expect(problem).toMatchObject({ status: 422, code: 'imageFormatMismatch' });
    }
    const files = await readdir(join(server.folder, 'pools', 'images'));
    expect(files.filter((name) => !/\.(qcow2|json)$/.test(name))).toEqual([]);
  });
});

describe('an OVA', () => {
  it('with one disk becomes an image of that disk, by every way in', async () => {
    const { raw, vmdk } = await makeDisk();
    const files = [
      { name: 'machine.ovf', content: ovf([{ name: 'disk.vmdk' }]) },
      { name: 'disk.vmdk', content: vmdk },
    ];
    const list = { name: 'machine.mf', content: manifest('sha256', files) };
    const content = await tar([...files, list]);
    await writeFile(importPath('machine.ova'), content);
    const { id } = await server.api.expectImage({ name: 'put', format: 'ova' });
    const image = await server.api.ask<ImageDto>('PUT', `/images/${id}/content`, content);
    expect(image).toMatchObject({ format: 'ova', kind: 'disk', sha256: sha256(content) });
    await expectDisk(image, raw);
    await picostk('image', 'add', importPath('machine.ova'), '--name', 'resumable');
    await expectDisk(await server.api.ask('GET', '/images/resumable'), raw);
    await picostk('image', 'add', importPath('machine.ova'), '--on-host');
    await expectDisk(await server.api.ask('GET', '/images/machine'), raw);
  });

  it('with several disks needs a choice, and lists them', async () => {
    const { raw, vmdk } = await makeDisk();
    const data = { name: 'data.vmdk', content: randomBytes(5 * MIB) };
    const content = await ova([data, { name: 'disk.vmdk', content: vmdk }]);
    await writeFile(importPath('two.ova'), content);
    const refusal = 'data.vmdk (1 GiB); 2: disk.vmdk (1 GiB)';
    await expect(picostk('image', 'add', importPath('two.ova'))).rejects.toThrow(refusal);
    await picostk('image', 'add', importPath('two.ova'), '--ova-disk', '2');
    await expectDisk(await server.api.ask('GET', '/images/two'), raw);
    const body = { name: 'x', format: 'raw', ovaDisk: 2 };
    expect(await server.api.refused('POST', '/images', body)).toMatchObject({
      status: 400,
      errors: [{ field: 'ovaDisk' }],
    });
  });

  it('may have disks of any format, and compressed ones, which are checked like others', async () => {
    const { raw } = await makeDisk();
    for (const [name, disk] of [
      ['raw', raw],
      ['gz', gzipSync(raw)],
    ] as const) {
      const { id } = await server.api.expectImage({ name, format: 'ova' });
      const content = await ova([{ name: 'disk', content: disk }]);
      await expectDisk(await server.api.ask('PUT', `/images/${id}/content`, content), raw);
    }
    const { id } = await server.api.expectImage({ name: 'tar', format: 'raw' });
    const content = await ova([{ name: 'disk', content: raw }]);
    const problem = await server.api.refused('PUT', `/images/${id}/content`, content);
    expect(problem.code).toBe('imageCompressed');
    expect(problem.detail).toContain('register it with the format ova');
  });
});

describe('a volume of libvirt', () => {
  const pool = (): string => server.name('operator');
  const file = (name: string): string => join(server.folder, 'operator', name);
  const image = (volume: object, more: object = {}) => ({
    name: 'made',
    format: 'qcow2',
    volume,
    ...more,
  });

  beforeAll(async () => {
    for (const label of ['operator', 'stopped']) {
      await mkdir(join(server.folder, label));
      const target = join(server.folder, label);
      await virsh('pool-define-as', server.name(label), 'dir', '--target', target);
    }
    await virsh('pool-start', pool());
  });
  afterAll(async () => {
    await virsh('pool-destroy', pool());
    for (const label of ['operator', 'stopped']) await virsh('pool-undefine', server.name(label));
  });

  it('becomes an image, and stays as it is', async () => {
    const { raw } = await makeDisk();
    const args = ['-f', 'raw', '-O', 'qcow2', importPath('disk.raw'), file('disk é.qcow2')];
    await run('qemu-img', 'convert', '-q', ...args);
    const before = sha256(await readFile(file('disk é.qcow2')));
    // libvirt has not seen the file yet.
    const volume = `${pool()}/disk é.qcow2`;
    await picostk('image', 'add', '--volume', volume, '--name', 'made');
    const made = await server.api.ask<ImageDto>('GET', '/images/made');
    expect(made).toMatchObject({ source: `volume:${volume}`, sha256: before });
    await expectDisk(made, raw);
    expect(sha256(await readFile(file('disk é.qcow2')))).toBe(before);
    const listed = await picostk('image', 'volumes', '--pool', pool());
    expect(listed).toMatch(/disk é\.qcow2 +qcow2 +8 MiB/);
  });

  it('is listed with its pool; a stopped pool has none', async () => {
    await writeFile(file('listed.raw'), Buffer.alloc(5000));
    await virsh('pool-refresh', pool());
    const { pools, items } = await server.api.ask<StorageVolumesDto>('GET', '/storage/volumes');
    expect(pools).toEqual([
      { name: server.disksPool, isActive: true },
      { name: pool(), isActive: true },
      { name: server.name('stopped'), isActive: false },
    ]);
    expect(items).toContainEqual({
      pool: pool(),
      name: 'listed.raw',
      format: 'raw',
      capacityBytes: 5000,
      sizeBytes: 5000,
    });
    const query = `?pool=${server.name('stopped')}`;
    const problem = await server.api.refused('GET', `/storage/volumes${query}`);
    expect(problem).toMatchObject({ status: 409, code: 'storagePoolStopped' });
  });

  it('is refused if it does not exist, or must not be read', async () => {
    await symlink('/etc/passwd', file('link'));
    await writeFile(file('disk.vmdk'), qcow2());
    const refusals = [
      [{ pool: 'absent', name: 'x' }, 404, 'storagePoolNotFound'],
      [{ pool: pool(), name: 'absent' }, 404, 'volumeNotFound'],
      [{ pool: pool(), name: '../import/disk.raw' }, 404, 'volumeNotFound'],
      [{ pool: server.name('stopped'), name: 'x' }, 409, 'storagePoolStopped'],
      [{ pool: 'default', name: 'x' }, 403, 'storagePoolNotAllowed'],
      [{ pool: server.imagesPool, name: 'x' }, 403, 'storagePoolNotAllowed'],
      [{ pool: pool(), name: 'link' }, 409, 'volumeIsLink'],
      [{ pool: pool(), name: 'disk.vmdk' }, 422, 'imageFormatMismatch'],
      [{ pool: pool() }, 400, 'invalidInput'],
    ] as const;
    const answers: unknown[] = [];
    for (const [volume] of refusals) {
      const body = image(volume);
      const { status, body: problem } = await server.api.request<Problem>(
        'POST',
        '/api/v1/images',
        body,
      );
      answers.push([volume, status, problem.code]);
    }
    // All at once: a failure shows each guard that is missing.
    expect(answers).toEqual(refusals);
    const both = image({ pool: pool(), name: 'x' }, { path: '/etc/passwd' });
    expect(await server.api.refused('POST', '/images', both)).toMatchObject({
      status: 400,
      errors: [{ field: 'volume' }],
    });
  });

  it('is refused while a running guest writes to it', async () => {
    const { id, name } = await server.api.createInstance({ name: server.name('running') });
    const volume = { pool: server.disksPool, name: `${id}.qcow2` };
    const problem = await server.api.refused('POST', '/images', image(volume));
    expect(problem).toMatchObject({ status: 409, code: 'volumeInUse', domains: [name] });
    expect(problem.detail).toContain(`"${name}"`);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { openFiles } from '../support/process.js';
import { run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const MIB = 1024 ** 2;
const BOOT_SIGNATURE = 0xaa55;

let server: TestServer;
let folder: string;
/** A raw disk: data, zeros, data. */
let raw: Buffer;
let qcow2File: string;
let count = 0;

beforeAll(async () => {
  server = await TestServer.start();
  folder = join(server.folder, 'import');
  raw = Buffer.concat([randomBytes(3 * MIB), Buffer.alloc(4 * MIB), randomBytes(MIB)]);
  raw.writeUInt16LE(BOOT_SIGNATURE, 510);
  await writeFile(join(folder, 'disk.raw'), raw);
  qcow2File = join(folder, 'disk.qcow2');
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', join(folder, 'disk.raw'), qcow2File);
});
afterAll(() => server?.dispose());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const expectImage = (format: 'raw' | 'qcow2', more: object = {}): Promise<ImageDto> =>
  server.api.expectImage({ name: `image-${(count += 1)}`, format, ...more });
const remove = (image: ImageDto) => server.api.ask('DELETE', `/images/${image.id}`);

async function expectNothingLeft(): Promise<void> {
  expect((await server.api.images()).items).toEqual([]);
  expect(await volumeNames(server.imagesPool)).toEqual([]);
}

/** The image is stored as an independent, read-only qcow2 file with the same disk content. */
async function expectStored(image: ImageDto, source: Buffer): Promise<void> {
  expect(image).toMatchObject({
    status: 'ready',
    sha256: sha256(source),
    virtualSizeBytes: raw.length,
    uploadedBytes: null,
    lastError: null,
  });
  // The image and its description.
  expect(await volumeNames(server.imagesPool)).toEqual([`${image.id}.json`, `${image.id}.qcow2`]);
  const path = (await virsh('vol-path', `${image.id}.qcow2`, '--pool', server.imagesPool)).trim();
  expect((await stat(path)).mode & 0o777).toBe(0o400);
  const found: Record<string, unknown> = JSON.parse(
    await run('qemu-img', 'info', '--output=json', path),
  );
  expect(found).toMatchObject({ format: 'qcow2', 'virtual-size': raw.length });
  expect(found).not.toHaveProperty('backing-filename');
  await run('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', path, join(folder, 'disk.raw'));
  await run('qemu-img', 'check', '-f', 'qcow2', path);
}

describe('an upload', () => {
  it('of a raw disk becomes an image', async () => {
    const image = await expectImage('raw', { sha256: sha256(raw) });
    expect(image).toMatchObject({ status: 'importing', sha256: null, cloneCount: 0 });
    const ready = await server.api.ask<ImageDto>('PUT', `/images/${image.id}/content`, raw);
    await expectStored(ready, raw);
    await remove(ready);
    await expectNothingLeft();
  });

  it('of a qcow2 becomes an image, and comes back as one', async () => {
    const bytes = await readFile(qcow2File);
    const image = await expectImage('qcow2');
    const ready = await server.api.ask<ImageDto>('PUT', `/images/${image.name}/content`, bytes);
    await expectStored(ready, bytes);

    const response = await fetch(`${server.api.url}/api/v1/images/${image.id}/content`, {
      headers: { Authorization: `Bearer ${server.api.token}` },
    });
    const copy = join(server.folder, 'copy.qcow2');
    await writeFile(copy, Buffer.from(await response.arrayBuffer()));
    await run('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', copy, join(folder, 'disk.raw'));
    await remove(ready);
    await expectNothingLeft();
  });

  it.each(['raw', 'qcow2'] as const)(
    'of a %s in chunks, without a Content-Length, becomes an image',
    async (format) => {
      const bytes = format === 'raw' ? raw : await readFile(qcow2File);
      const image = await expectImage(format);
      const ready = await server.api.ask<ImageDto>(
        'PUT',
        `/images/${image.id}/content`,
        inChunks(bytes, 70_001),
      );
      await expectStored(ready, bytes);
      await remove(ready);
    },
  );

  it('becomes an image every time, however soon libvirt reads it', async () => {
    const bytes = await readFile(qcow2File);
    for (let round = 0; round < 10; round += 1) {
      const image = await expectImage('qcow2');
      const ready = await server.api.ask<ImageDto>('PUT', `/images/${image.id}/content`, bytes);
      expect(ready.status).toBe('ready');
      await remove(ready);
    }
  });

  it('is imported at the same time as others', async () => {
    const bytes = await readFile(qcow2File);
    const images = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const format = index % 2 === 0 ? 'qcow2' : 'raw';
        const { id } = await expectImage(format);
        const content = format === 'qcow2' ? bytes : raw;
        return server.api.ask<ImageDto>('PUT', `/images/${id}/content`, content);
      }),
    );
    expect(images.map(({ status }) => status)).toEqual(images.map(() => 'ready'));
    for (const image of images) await remove(image);
    await expectNothingLeft();
  });

  it('reports its progress on the event stream', async () => {
    const stream = await EventStream.open(server.api);
    const image = await expectImage('raw');
    const ready = await server.api.ask<ImageDto>(
      'PUT',
      `/images/${image.id}/content`,
      inChunks(raw, 4096),
    );
    await stream.change('image.ready', image.name, 10_000);
    const progress = stream.messages.find(({ type }) => type === 'image');
    expect(progress?.data).toMatchObject({ id: image.id, status: 'importing' });
    stream.close();
    await remove(ready);
  });

  it('is refused if the checksum does not match', async () => {
    const image = await expectImage('raw', { sha256: 'a'.repeat(64) });
    const problem = await server.api.refused('PUT', `/images/${image.id}/content`, raw);
    expect(problem).toMatchObject({ status: 422, code: 'checksumMismatch' });
    expect(problem.detail).toContain(sha256(raw));
    await expectNothingLeft();
  });

  it('that is cut off leaves nothing', async () => {
    const image = await expectImage('raw');
    const stream = await EventStream.open(server.api);
    const upload = server.api.beginUpload(image.id, raw.subarray(0, 5 * MIB), raw.length);
    await stream.next('progress', ({ type }) => type === 'image', 30_000);
    upload.destroy();
    const failed = await stream.change('image.failed', image.name, 30_000);
    expect(failed.data.cause).not.toBe('');
    stream.close();
    await expectNothingLeft();
    // A client that disconnects is not an error of the server.
    expect(server.output).not.toContain('ERROR');
  });

  it('is refused for an image that has its content, or is receiving it', async () => {
    const image = await expectImage('raw');
    const stream = await EventStream.open(server.api);
    const upload = server.api.beginUpload(image.id, raw.subarray(0, 5 * MIB), raw.length);
    const responded = once(upload, 'response');
    await stream.next('progress', ({ type }) => type === 'image', 30_000);
    stream.close();
    const busy = await server.api.refused('PUT', `/images/${image.id}/content`, raw);
    expect(busy).toMatchObject({ status: 409, code: 'imageBusy' });
    const notDeleted = await server.api.refused('DELETE', `/images/${image.id}`);
    expect(notDeleted).toMatchObject({ status: 409, code: 'imageBusy' });
    upload.end(raw.subarray(5 * MIB));
    await responded;
    const ready = await eventually('the image to be ready', 30_000, async () => {
      const now = await server.api.ask<ImageDto>('GET', `/images/${image.id}`);
      return now.status === 'ready' ? now : undefined;
    });
    await expectStored(ready, raw);

    const again = await server.api.refused('PUT', `/images/${image.id}/content`, raw);
    expect(again).toMatchObject({ status: 409, code: 'imageImmutable' });
    await expectStored(ready, raw);
    await remove(ready);
  });
});

describe('an image with clones', () => {
  it('is not deleted, and the error names the clones', async () => {
    const image = await expectImage('raw', { minMemoryMiB: 64 });
    await server.api.ask('PUT', `/images/${image.id}/content`, raw);
    const names = [server.name('clone-a'), server.name('clone-b')];
    for (const name of names) {
      await server.api.createInstance({ name, image: image.name, start: false });
    }
    const problem = await server.api.refused('DELETE', `/images/${image.id}`);
    expect(problem).toMatchObject({ status: 409, code: 'imageInUse', instances: names });
    for (const name of names) expect(problem.detail).toContain(name);
    expect(await server.api.ask('GET', `/images/${image.id}`)).toMatchObject({ cloneCount: 2 });
    expect(await volumeNames(server.imagesPool)).toHaveLength(2);

    await server.api.deleteInstances();
    await server.api.ask('DELETE', `/images/${image.id}`);
    await expectNothingLeft();
  });
});

describe('a file of the host', () => {
  it('becomes an image', async () => {
    const operation = await server.api.ask<OperationDto>('POST', '/images', {
      name: 'from-host',
      format: 'qcow2',
      path: qcow2File,
    });
    expect(operation).toMatchObject({ kind: 'image.import', resource: { name: 'from-host' } });
    const done = await finished(operation);
    expect(done).toMatchObject({ status: 'succeeded', progress: 1, error: null });
    const image = await server.api.ask<ImageDto>('GET', '/images/from-host');
    expect(image.source).toBe(qcow2File);
    await expectStored(image, await readFile(qcow2File));
    await remove(image);
    expect(openImports()).toEqual([]);
  });

  it('with holes takes only the space of its data', async () => {
    const path = join(folder, 'sparse.raw');
    const handle = await open(path, 'w');
    await handle.write(raw, 0, MIB, 0);
    await handle.write(raw, 0, MIB, 3 * 1024 * MIB);
    await handle.truncate(4096 * MIB);
    await handle.close();
    const startedAt = performance.now();
    const operation = await server.api.ask<OperationDto>('POST', '/images', {
      name: 'sparse',
      format: 'raw',
      path,
    });
    expect(await finished(operation)).toMatchObject({ status: 'succeeded' });
    console.log(`4 GiB of holes in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    const image = await server.api.ask<ImageDto>('GET', '/images/sparse');
    expect(image.virtualSizeBytes).toBe(4096 * MIB);
    expect(image.fileSizeBytes).toBeLessThan(8 * MIB);
    await remove(image);
  });

  it('that is refused leaves nothing, and does not stay open', async () => {
    const backed = join(folder, 'backed.qcow2');
    await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', qcow2File, '-F', 'qcow2', backed);
    const operation = await server.api.ask<OperationDto>('POST', '/images', {
      name: 'backed',
      format: 'qcow2',
      path: backed,
    });
    const done = await finished(operation);
    expect(done).toMatchObject({ status: 'failed', error: { code: 'imageHasBackingFile' } });
    await expectNothingLeft();
    await eventually('the file to be closed', 10_000, () =>
      openImports().length === 0 ? true : undefined,
    );
  });

  it('is refused within a second if it is not a regular file, or not in an allowed folder', async () => {
    const outside = join(server.folder, 'outside.raw');
    await writeFile(outside, raw);
    await mkdir(join(folder, 'folder'));
    await symlink(join(folder, 'disk.raw'), join(folder, 'link'));
    await symlink(outside, join(folder, 'link-out'));
    await symlink(server.folder, join(folder, 'folder-out'));
    await run('mkfifo', join(folder, 'fifo'));
    const device = join(folder, 'device');
    // Only root can create a device.
    if (process.getuid?.() === 0) await run('mknod', device, 'c', '1', '5');
    const paths = [
      outside,
      '/etc/passwd',
      'disk.raw',
      join(folder, 'link'),
      join(folder, 'link-out'),
      join(folder, 'folder-out', 'outside.raw'),
      `${folder}/../outside.raw`,
      join(folder, 'fifo'),
      device,
      join(folder, 'folder'),
      folder,
      join(folder, 'nothing-here'),
      `${folder}/disk.raw\0.png`,
      `json:{"driver":"file","filename":"${folder}/disk.raw"}`,
      `file:${folder}/disk.raw`,
      '/dev/zero',
      `/proc/${process.pid}/environ`,
    ];
    for (const path of paths) {
      const startedAt = performance.now();
      const body = { name: 'refused', format: 'raw', path };
      const problem = await server.api.refused('POST', '/images', body);
      expect(problem, path).toMatchObject({ status: 400, errors: [{ field: 'path' }] });
      expect(performance.now() - startedAt, path).toBeLessThan(1000);
    }
    await expectNothingLeft();
    expect(openImports()).toEqual([]);
  });

  /** The files of the folder that the server has open. */
  const openImports = (): string[] =>
    openFiles(server.pid).filter((path) => path.startsWith(folder));
});

function inChunks(bytes: Buffer, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
      if (at >= bytes.length) controller.close();
    },
  });
}

function finished(operation: OperationDto): Promise<OperationDto> {
  return server.api.ask('GET', `/operations/${operation.id}`, undefined, { Prefer: 'wait=60' });
}

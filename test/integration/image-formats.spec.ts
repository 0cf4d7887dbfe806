import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto, ImageFormat } from '../../src/images/dto.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { tinyImage } from '../support/tiny-image.js';

const run = promisify(execFile);
const MIB = 1024 ** 2;
/** Data at both ends and in between, in a disk whose size is not a multiple of any cluster. */
const DISK_BYTES = 40 * MIB + 512 * 7;

let server: TestServer;
let disk: Buffer;
let rawPath: string;

beforeAll(async () => {
  server = await TestServer.start();
  disk = Buffer.alloc(DISK_BYTES);
  disk.writeUInt16LE(0xaa55, 510);
  randomBytes(400).copy(disk, 0);
  for (const at of [3 * MIB - 1000, 17 * MIB, 31 * MIB + 123_456]) {
    randomBytes(MIB).copy(disk, at);
  }
  randomBytes(512).copy(disk, DISK_BYTES - 512);
  rawPath = join(server.folder, 'disk.raw');
  await writeFile(rawPath, disk);
});
afterAll(() => server?.dispose());

/** Upload content as an image, and return the disk that its clones see. */
async function imported(
  format: ImageFormat,
  content: Buffer,
): Promise<{ image: ImageDto; bytes: Buffer }> {
  const { id } = await server.api.expectImage({ name: 'made', format });
  const image = await server.api.ask<ImageDto>('PUT', `/images/${id}/content`, content);
  const stored = join(server.folder, 'pools', 'images', `${id}.qcow2`);
  const back = join(server.folder, 'back.raw');
  await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', stored, back]);
  const bytes = await readFile(back);
  await server.api.ask('DELETE', `/images/${id}`);
  expect(await readdir(join(server.folder, 'pools', 'images'))).toEqual([]);
  return { image, bytes };
}

/** Equal, and zeros where a format rounds the size up. */
function expectSameDisk(bytes: Buffer): void {
  expect(bytes.subarray(0, DISK_BYTES).equals(disk)).toBe(true);
  expect(bytes.subarray(DISK_BYTES).every((byte) => byte === 0)).toBe(true);
}

async function converted(format: string, options: string): Promise<Buffer> {
  const path = join(server.folder, `made.${format}`);
  const chosen = options === '' ? [] : ['-o', options];
  await run('qemu-img', ['convert', '-f', 'raw', '-O', format, ...chosen, rawPath, path]);
  return readFile(path);
}

describe.each<[ImageFormat, string]>([
  ['qcow2', ''],
  ['qcow2', 'compat=0.10'],
  ['raw', ''],
  ['vmdk', 'subformat=monolithicSparse'],
  ['vmdk', 'subformat=streamOptimized'],
  ['vdi', ''],
  ['vdi', 'static=on'],
  ['vhdx', ''],
  ['vhdx', 'subformat=fixed'],
  ['vhdx', 'block_size=1M'],
  ['vpc', ''],
  ['vpc', 'subformat=fixed'],
  ['vpc', 'force_size=on'],
  ['vpc', 'subformat=fixed,force_size=on'],
])('%s %s', (format, options) => {
  it('becomes an image with the same content, of the size that QEMU reads', async () => {
    const content = await converted(format, options);
    const path = join(server.folder, `made.${format}`);
    const { stdout } = await run('qemu-img', ['info', '-f', format, '--output=json', path]);
    const { 'virtual-size': size }: { 'virtual-size': number } = JSON.parse(stdout);
    const { image, bytes } = await imported(format, content);
    expect(image).toMatchObject({ status: 'ready', hasBootSignature: true });
    expect(image.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(image.virtualSizeBytes).toBe(size);
    expectSameDisk(bytes);
  });
});

describe('a clone of the tiny image', () => {
  /** Import the tiny disk in a format, and boot a clone. @returns what the guest answers, and the disk of the image */
  async function booted(format: ImageFormat, options: string): Promise<[string, Buffer]> {
    const name = server.name(`${format}-${options.length}`);
    const path = join(server.folder, `${name}.disk`);
    const chosen = options === '' ? [] : ['-o', options];
    const { path: tiny } = await tinyImage();
    await run('qemu-img', ['convert', '-f', 'raw', '-O', format, ...chosen, tiny, path]);
    const defaultPorts = [{ protocol: 'tcp' as const, guestPort: 80 }];
    const { id } = await server.api.expectImage({ name, format, minMemoryMiB: 256, defaultPorts });
    await server.api.ask('PUT', `/images/${id}/content`, await readFile(path));
    const guest = await server.api.createInstance({ name, image: id });
    const answer = await guestAnswer(guest.ports[0]?.hostPort ?? 0);
    await server.api.finish('DELETE', `/instances/${guest.id}?force=true`);
    const stored = join(server.folder, 'pools', 'images', `${id}.qcow2`);
    await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', stored, path]);
    await server.api.ask('DELETE', `/images/${id}`);
    return [answer === name ? 'its name' : answer, await readFile(path)];
  }

  it.each<[string, [ImageFormat, string][]]>([
    [
      'raw and qcow2',
      [
        ['raw', ''],
        ['qcow2', ''],
      ],
    ],
    [
      'both kinds of vmdk',
      [
        ['vmdk', 'subformat=monolithicSparse'],
        ['vmdk', 'subformat=streamOptimized'],
      ],
    ],
    [
      'vdi and vhdx',
      [
        ['vdi', ''],
        ['vhdx', ''],
      ],
    ],
    ['vpc', [['vpc', '']]],
  ])(
    'boots from %s',
    async (_, formats) => {
      const { bytes } = await tinyImage();
      const results = await Promise.all(
        formats.map(([format, options]) => booted(format, options)),
      );
      for (const [answer, content] of results) {
        expect(answer).toBe('its name');
        expect(content.subarray(0, bytes.length).equals(bytes)).toBe(true);
        expect(content.subarray(bytes.length).every((byte) => byte === 0)).toBe(true);
      }
    },
    180_000,
  );
});

describe.each([
  ['gzip', 'gz'],
  ['xz', 'xz'],
  ['zstd', 'zst'],
  ['bzip2', 'bz2'],
])('content compressed with %s', (program, ending) => {
  it.each<[ImageFormat, string]>([
    ['raw', ''],
    ['qcow2', ''],
    ['vmdk', 'subformat=streamOptimized'],
  ])('is decompressed: %s', async (format, options) => {
    await converted(format, options);
    const path = join(server.folder, `made.${format}`);
    const compress = [program, '-1', '-k', '-f', path];
    await run(compress[0] ?? '', compress.slice(1));
    const content = await readFile(`${path}.${ending}`);
    const { image, bytes } = await imported(format, content);
    expect(image.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expectSameDisk(bytes);
  });
});

it('refuses VMDK disks that consist of several files, by name', async () => {
  for (const subformat of ['monolithicFlat', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat']) {
    const content = await converted('vmdk', `subformat=${subformat}`);
    const { id } = await server.api.expectImage({ name: 'made', format: 'vmdk' });
    const problem = await server.api.refused('PUT', `/images/${id}/content`, content);
    expect(problem).toMatchObject({ status: 422, code: 'imageFormatMismatch' });
    expect(problem.detail).toContain('It is a text that names other files');
    expect(await readdir(join(server.folder, 'pools', 'images'))).toEqual([]);
  }
});

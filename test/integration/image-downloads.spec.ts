import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { TestServer } from '../support/test-server.js';
import { run, virsh } from '../support/virsh.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const CLUSTER = 64 * KIB;

let server: TestServer;
let image: ImageDto;
/** Data, holes, and an end in the middle of a cluster. */
let disk: Buffer;
/** The stored file. */
let stored: Buffer;

beforeAll(async () => {
  server = await TestServer.start();
  disk = Buffer.concat([
    randomBytes(3 * MIB),
    Buffer.alloc(9 * MIB),
    randomBytes(CLUSTER),
    Buffer.alloc(CLUSTER),
    randomBytes(5 * MIB + 512),
  ]);
  disk.writeUInt16LE(0xaa55, 510);
  const { id } = await server.api.expectImage({ name: 'disk', format: 'raw' });
  image = await server.api.ask('PUT', `/images/${id}/content`, disk);
  const path = await virsh('vol-path', `${id}.qcow2`, '--pool', server.imagesPool);
  stored = await readFile(path.trim());
});
afterAll(() => server?.dispose());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function get(format: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(`${server.api.url}/api/v1/images/disk/content?format=${format}`, {
    method,
    headers: { Authorization: `Bearer ${server.api.token}`, ...headers },
  });
  const body = Buffer.from(await response.arrayBuffer());
  const { status } = response;
  return { status, body, header: (name: string) => response.headers.get(name) };
}

describe.each(['qcow2', 'raw'])('a download as %s', (format) => {
  const content = (): Buffer => (format === 'raw' ? disk : stored);

  it('is the whole content, with its length, name and ETag', async () => {
    const { status, body, header } = await get(format);
    expect(status).toBe(200);
    expect(sha256(body)).toBe(sha256(content()));
    expect(header('content-length')).toBe(String(content().length));
    expect(header('content-disposition')).toBe(`attachment; filename=disk.${format}`);
    expect(header('accept-ranges')).toBe('bytes');
    expect(header('etag')).toMatch(/^"[\w-]+"$/);
    const head = await get(format, {}, 'HEAD');
    expect(head.header('content-length')).toBe(String(content().length));
    expect(head.header('etag')).toBe(header('etag'));
  });

  it.each([
    [0, 0],
    [511, 513],
    [CLUSTER - 1, CLUSTER],
    [3 * MIB - 100, 3 * MIB + 100],
    [3 * MIB + 5, 12 * MIB + 7],
    [12 * MIB + CLUSTER - 1, 12 * MIB + 2 * CLUSTER],
    [1 * MIB, 16 * MIB],
  ])('sends the bytes %i to %i', async (first, wanted) => {
    const last = Math.min(wanted, content().length - 1);
    const start = Math.min(first, last);
    const { status, body, header } = await get(format, { Range: `bytes=${start}-${last}` });
    expect(status).toBe(206);
    expect(header('content-range')).toBe(`bytes ${start}-${last}/${content().length}`);
    expect(body.equals(content().subarray(start, last + 1))).toBe(true);
  });

  it('sends the end, also if it is asked for more', async () => {
    const { length } = content();
    const end = content().subarray(length - 700);
    for (const range of [
      'bytes=-700',
      `bytes=${length - 700}-`,
      `bytes=${length - 700}-${2 * length}`,
    ]) {
      const { status, body } = await get(format, { Range: range });
      expect(status).toBe(206);
      expect(body.equals(end)).toBe(true);
    }
  });

  it('refuses a range after the end, with the length', async () => {
    const { length } = content();
    const { status, body, header } = await get(format, { Range: `bytes=${length}-` });
    expect(status).toBe(416);
    expect(header('content-range')).toBe(`bytes */${length}`);
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'rangeNotSatisfiable' });
  });

  it('sends everything for several ranges, other units, and another version', async () => {
    const all: Record<string, string>[] = [
      { Range: 'bytes=0-1,5-6' },
      { Range: 'lines=1-2' },
      { Range: 'bytes=5-6', 'If-Range': '"another"' },
    ];
    for (const headers of all) {
      const { status, body } = await get(format, headers);
      expect(status).toBe(200);
      expect(body).toHaveLength(content().length);
    }
    const etag = (await get(format, {}, 'HEAD')).header('etag') ?? '';
    const same = await get(format, { Range: 'bytes=5-6', 'If-Range': etag });
    expect(same.status).toBe(206);
    // Not fetch, which adds Cache-Control: no-cache.
    const headers = [`If-None-Match: ${etag}`, `Authorization: Bearer ${server.api.token}`];
    const options = ['--silent', '--include', ...headers.flatMap((each) => ['--header', each])];
    const url = `${server.api.url}/api/v1/images/disk/content?format=${format}`;
    expect(await run('curl', ...options, url)).toMatch(/^HTTP\/1.1 304 /);
  });
});

it('compressed with zstd, the disk is the same', async () => {
  const { status, body, header } = await get('zst', { Range: 'bytes=5-6' });
  expect(status).toBe(200);
  expect(header('accept-ranges')).toBe('none');
  expect(header('content-disposition')).toBe('attachment; filename=disk.raw.zst');
  const plain = execFileSync('zstd', ['-d', '-c'], { input: body, maxBuffer: 64 * MIB });
  expect(sha256(plain)).toBe(sha256(disk));
});

it('names the program that is missing, and the server goes on', async () => {
  await using other = await TestServer.start({ env: { PATH: '/nowhere' } });
  const { id } = await other.api.expectImage({ name: 'disk', format: 'raw' });
  await other.api.ask('PUT', `/images/${id}/content`, disk.subarray(0, MIB));
  const problem = await other.api.refused('GET', '/images/disk/content?format=zst');
  expect(problem).toMatchObject({ status: 409, code: 'compressorMissing' });
  expect(await other.api.images()).toMatchObject({ total: 1 });
});

it('in an unknown format is refused', async () => {
  const problem = await server.api.refused('GET', '/images/disk/content?format=vmdk');
  expect(problem).toMatchObject({ status: 400, errors: [{ field: 'format' }] });
});

describe('picostk image download', () => {
  const path = (name: string): string => join(server.folder, name);
  const download = (...args: string[]) =>
    run(
      'env',
      ...environment(),
      process.execPath,
      'dist/src/cli/main.js',
      'image',
      'download',
      ...args,
    );
  const environment = (): string[] =>
    Object.entries(server.environment).map(([name, value]) => `${name}=${value}`);

  it('writes the file once it is complete', async () => {
    const file = path('whole.raw');
    expect(await download('disk', file, '--format', 'raw')).toContain(`Downloaded ${file}`);
    expect(sha256(await readFile(file))).toBe(sha256(disk));
    expect(existsSync(`${file}.part`)).toBe(false);
    await expect(download('disk', file, '--format', 'raw')).rejects.toThrow('exists');
    await download('disk', file, '--format', 'qcow2', '--force');
    expect(sha256(await readFile(file))).toBe(sha256(stored));
  });

  it.each([0, 1, 5 * MIB, undefined])('continues after %s bytes', async (bytes) => {
    const file = path(`part-${bytes}.raw`);
    const etag = (await get('raw', {}, 'HEAD')).header('etag') ?? '';
    await writeFile(`${file}.part`, disk.subarray(0, bytes));
    await writeFile(`${file}.part.etag`, etag);
    await download('disk', file, '--format', 'raw');
    expect(sha256(await readFile(file))).toBe(sha256(disk));
  });

  it('starts again if the part is of another image, or nothing says of which', async () => {
    const file = path('other.raw');
    await writeFile(`${file}.part`, randomBytes(1000));
    await writeFile(`${file}.part.etag`, '"another"');
    await download('disk', file, '--format', 'raw');
    expect(sha256(await readFile(file))).toBe(sha256(disk));
    const unknown = path('unknown.raw');
    await writeFile(`${unknown}.part`, randomBytes(1000));
    await download('disk', unknown, '--format', 'raw');
    expect((await stat(unknown)).size).toBe(image.virtualSizeBytes);
  });
});

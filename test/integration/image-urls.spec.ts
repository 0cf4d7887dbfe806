import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { qcow2 } from '../support/qcow2.js';
import { RemoteServer, serveFile } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const run = promisify(execFile);
const MIB = 1024 ** 2;
const LIMIT_MS = 30_000;

let server: TestServer;
let remote: RemoteServer;
let respond: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = await TestServer.start({ env: { PICOSTACK_IMPORT_NETWORKS: '127.0.0.1' } });
  remote = await RemoteServer.start((request, response) => respond(request, response));
});
beforeEach(() => {
  respond = (_, response) => response.writeHead(404).end();
});
afterEach(async () => {
  const { items } = await server.api.images();
  for (const { id } of items) await server.api.ask('DELETE', `/images/${id}`);
  const left = await readdir(join(server.folder, 'pools', 'images'));
  if (left.length > 0) throw new Error(`Left in the pool: ${left.join(', ')}`);
  if (remote.openSockets > 0) throw new Error(`${remote.openSockets} connections are open`);
});
afterAll(async () => {
  await remote?.[Symbol.asyncDispose]();
  await server?.dispose();
});

/** A raw disk with a boot sector. */
function disk(bytes: number): Buffer {
  const content = randomBytes(bytes);
  content.fill(0, 0, 16);
  content.writeUInt16LE(0xaa55, 510);
  return content;
}

const hashOf = (algorithm: string, content: Buffer): string =>
  createHash(algorithm).update(content).digest('hex');

const urlOf = (path: string): string => remote.url(path).href;

async function imported(body: object): Promise<ImageDto> {
  const { resource } = await server.api.finish('POST', '/images', { name: 'made', ...body });
  return server.api.ask<ImageDto>('GET', `/images/${resource.id}`);
}

/** The end of an import whose operation fails. */
async function failed(body: object): Promise<OperationDto> {
  const started = await server.api.ask<OperationDto>('POST', '/images', { name: 'made', ...body });
  return eventually('the end of the import', LIMIT_MS, async () => {
    const operation = await server.api.ask<OperationDto>('GET', `/operations/${started.id}`);
    return ['failed', 'cancelled'].includes(operation.status) ? operation : undefined;
  });
}

async function expectContent(image: ImageDto, content: Buffer): Promise<void> {
  const stored = join(server.folder, 'pools', 'images', `${image.id}.qcow2`);
  const back = join(server.folder, 'back.raw');
  await run('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', stored, back]);
  expect(hashOf('sha256', await readFile(back))).toBe(hashOf('sha256', content));
}

describe('an image from a URL', () => {
  it('is downloaded and checked, and shows where it came from', async () => {
    const content = disk(5 * MIB);
    respond = (request, response) => serveFile(request, response, { content, etag: '"1"' });
    const url = urlOf('/images/disk.raw?token=secret');
    expect(await server.api.ask('POST', '/images/lookup', { url })).toEqual({
      finalUrl: urlOf('/images/disk.raw'),
      fileName: 'disk.raw',
      sizeBytes: 5 * MIB,
      mediaType: null,
      resumes: true,
    });
    for (const checksum of [
      {},
      { sha256: hashOf('sha256', content) },
      { sha512: hashOf('sha512', content) },
    ]) {
      const image = await imported({ format: 'raw', url, ...checksum });
      expect(image).toMatchObject({
        status: 'ready',
        source: urlOf('/images/disk.raw'),
        sha256: hashOf('sha256', content),
        virtualSizeBytes: 5 * MIB,
      });
      await expectContent(image, content);
      await server.api.ask('DELETE', `/images/${image.id}`);
    }
  });

  it('has the checksum of a list, by its published name, and follows redirections', async () => {
    const content = gzipSync(disk(2 * MIB));
    respond = (request, response) => {
      if (request.url === '/SHA512SUMS') {
        const line = `${hashOf('sha512', content)}  disk.raw.gz\n`;
        response.end(`${hashOf('sha512', randomBytes(1))} *other.raw\n${line}`);
      } else if (request.url === '/disk.raw.gz') {
        response.writeHead(302, { Location: '/mirror/5f3a' }).end();
      } else {
        serveFile(request, response, { content, chunked: true, ranges: false });
      }
    };
    const body = { format: 'raw', url: urlOf('/disk.raw.gz'), checksumUrl: urlOf('/SHA512SUMS') };
    const image = await imported(body);
    expect(image.sha256).toBe(hashOf('sha256', content));
    expect(image.virtualSizeBytes).toBe(2 * MIB);
  });

  it('arrives whole although the connection breaks', async () => {
    const content = disk(6 * MIB);
    let breaks = 3;
    respond = (request, response) => {
      const isBroken = request.method === 'GET' && (breaks -= 1) >= 0;
      const breakAfter = isBroken ? MIB + 12_345 : undefined;
      serveFile(request, response, { content, etag: '"1"', breakAfter });
    };
    await expectContent(await imported({ format: 'raw', url: urlOf('/disk.raw') }), content);
    const ranges = remote.requests.map(({ headers }) => headers.range);
    expect(ranges.filter((each) => each !== undefined).length).toBeGreaterThanOrEqual(3);
  });

  it('is downloaded again, once, when the file changes meanwhile', async () => {
    const [former, content] = [disk(4 * MIB), disk(4 * MIB)];
    let gets = 0;
    respond = (request, response) => {
      if (request.method === 'GET') gets += 1;
      if (gets <= 1) {
        serveFile(request, response, { content: former, etag: '"1"', breakAfter: 2 * MIB });
      } else {
        serveFile(request, response, { content, etag: '"2"' });
      }
    };
    await expectContent(await imported({ format: 'raw', url: urlOf('/disk.raw') }), content);

    let version = 0;
    respond = (request, response) => {
      if (request.method === 'GET') version += 1;
      const changing = { content, etag: `"${version}"`, breakAfter: 2 * MIB };
      serveFile(request, response, changing);
    };
    const { error } = await failed({ name: 'again', format: 'raw', url: urlOf('/disk.raw') });
    expect(error).toMatchObject({ code: 'remoteFileChanged' });
  });
});

describe('a URL', () => {
  it.each([
    ['http://169.254.169.254/latest/disk.raw', 'addressNotAllowed'],
    ['http://127.0.0.2/disk.raw', 'addressNotAllowed'],
    ['http://2130706434/disk.raw', 'addressNotAllowed'],
    ['http://[::1]/disk.raw', 'addressNotAllowed'],
    ['http://[::ffff:10.0.0.1]/disk.raw', 'addressNotAllowed'],
    ['http://0.0.0.0/disk.raw', 'addressNotAllowed'],
    ['http://10.0.0.1/disk.raw', 'addressNotAllowed'],
    ['file:///etc/passwd', 'invalidInput'],
    ['ftp://127.0.0.1/disk.raw', 'invalidInput'],
    ['http://user:secret@127.0.0.1/disk.raw', 'invalidInput'],
    ['disk.raw', 'invalidInput'],
  ])('is refused: %s', async (url, code) => {
    const problem = await server.api.refused('POST', '/images', {
      name: 'made',
      format: 'raw',
      url,
    });
    expect(problem).toMatchObject({ status: 400, code });
    expect(problem.detail).not.toContain('secret');
    expect(await server.api.refused('POST', '/images/lookup', { url })).toMatchObject({ code });
  });

  it.each([
    ['itself', (path: string) => path, 'redirectLoop'],
    ['another address', () => 'http://169.254.169.254/disk.raw', 'addressNotAllowed'],
    ['a file', () => 'file:///etc/passwd', 'redirectRefused'],
  ])('that redirects to %s is refused', async (_, location, code) => {
    respond = (request, response) =>
      response.writeHead(302, { Location: location(request.url ?? '') }).end();
    const body = { name: 'made', format: 'raw', url: urlOf('/disk.raw') };
    expect(await server.api.refused('POST', '/images', body)).toMatchObject({ code });
    const list = { ...body, checksumUrl: 'http://[::1]/SHA256SUMS' };
    respond = (request, response) => serveFile(request, response, { content: disk(MIB) });
    expect(await server.api.refused('POST', '/images', list)).toMatchObject({
      code: 'addressNotAllowed',
    });
  });

  it('that leads to no file, or to one that is encoded, is refused', async () => {
    const body = { name: 'made', format: 'raw', url: urlOf('/disk.raw') };
    expect(await server.api.refused('POST', '/images', body)).toMatchObject({
      status: 502,
      code: 'remoteStatus',
    });
    respond = (_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(disk(MIB)));
    expect(await server.api.refused('POST', '/images', body)).toMatchObject({
      status: 422,
      code: 'remoteContentEncoded',
    });
  });

  it('is refused together with a path, and a checksum without a URL', async () => {
    const url = urlOf('/disk.raw');
    const sha512 = 'a'.repeat(128);
    for (const [field, fields] of [
      ['url', { url, path: '/disk.raw' }],
      ['sha512', { sha512 }],
      ['checksumUrl', { checksumUrl: url }],
      ['checksumUrl', { url, checksumUrl: url, sha512 }],
    ] as const) {
      const body = { name: 'made', format: 'raw', ...fields };
      const problem = await server.api.refused('POST', '/images', body);
      expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
    }
  });

  it('with another ending than the format is refused before anything is downloaded', async () => {
    respond = (request, response) => serveFile(request, response, { content: disk(MIB) });
    const body = { name: 'made', format: 'raw', url: urlOf('/disk.qcow2') };
    expect(await server.api.refused('POST', '/images', body)).toMatchObject({
      status: 422,
      code: 'imageFormatMismatch',
    });
  });
});

describe('content from a URL', () => {
  const wrong = 'b'.repeat(64);
  it.each([
    ['with another hash', () => disk(MIB), { format: 'raw', sha256: wrong }, 'checksumMismatch'],
    ['that is text', () => Buffer.alloc(4096, 'text\n'), { format: 'raw' }, 'imageNotBootable'],
    [
      'with a backing file',
      () => qcow2({ backingFile: '/etc/passwd' }),
      { format: 'qcow2' },
      'imageHasBackingFile',
    ],
    [
      'with a backing file, compressed',
      () => gzipSync(qcow2({ backingFile: '/etc/passwd' })),
      { format: 'qcow2' },
      'imageHasBackingFile',
    ],
    ['of another format', () => qcow2(), { format: 'raw' }, 'imageFormatMismatch'],
  ])('is refused: %s', async (_, make, body, code) => {
    const content = make();
    respond = (request, response) => serveFile(request, response, { content });
    const { status, error } = await failed({ ...body, url: urlOf('/image') });
    expect({ status, code: error?.code }).toEqual({ status: 'failed', code });
    expect((await server.api.images()).items).toEqual([]);
  });

  it.each([4 * MIB, null])('shows its progress until it is cancelled: %s bytes', async (total) => {
    const content = disk(4 * MIB);
    respond = (request, response) => {
      response.writeHead(200, total === null ? {} : { 'Content-Length': total });
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      response.write(content.subarray(0, 2 * MIB));
      const timer = setInterval(() => response.write(content.subarray(0, 1000)), 50);
      response.once('close', () => clearInterval(timer));
    };
    const body = { name: 'made', format: 'raw', url: urlOf('/disk.raw') };
    const started = await server.api.ask<OperationDto>('POST', '/images', body);
    const progress = await eventually('the speed', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items[0]?.progress?.bytesPerSecond ? items[0].progress : undefined;
    });
    expect(progress).toMatchObject({ step: 'receiving', totalBytes: total });
    expect(progress.receivedBytes).toBeGreaterThan(2 * MIB);
    expect(progress.secondsLeft === null).toBe(total === null);
    const { step, transfer } = await server.api.ask<OperationDto>(
      'GET',
      `/operations/${started.id}`,
    );
    expect({ step, transfer }).toMatchObject({
      step: 'receiving',
      transfer: { totalBytes: total },
    });
    await server.api.ask('POST', `/operations/${started.id}/cancel`);
    await eventually('the end', LIMIT_MS, async () => {
      const { status } = await server.api.ask<OperationDto>('GET', `/operations/${started.id}`);
      return status === 'cancelled' ? true : undefined;
    });
    expect((await server.api.images()).items).toEqual([]);
  });
});

import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { canHavePrivateLibvirtd, PrivateLibvirtd } from '../support/private-libvirtd.js';
import { RemoteServer } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const MIB = 1024 ** 2;
/** Large enough that a test notices each step before it ends. */
const CONTENT_MIB = 384;
const LIMIT_MS = 60_000;

/** libvirtd is killed during an import, and started again: a private one, which no other test uses. */
describe.skipIf(!canHavePrivateLibvirtd)('an import, when libvirtd is killed', () => {
  let libvirtd: PrivateLibvirtd;
  let server: TestServer;
  let remote: RemoteServer;
  const block = randomBytes(16 * MIB);
  block.writeUInt16LE(0xaa55, 510);
  /** Sends the rest of the file that the remote server serves. */
  let sendRest: () => void;

  const file = (name: string): string => join(server.folder, 'import', name);
  const pool = { name: 'operator', folder: '' };

  beforeAll(async () => {
    libvirtd = await PrivateLibvirtd.start();
    server = await TestServer.start({
      env: { PICOSTACK_LIBVIRT_URI: libvirtd.uri, PICOSTACK_IMPORT_NETWORKS: '127.0.0.1' },
    });
    pool.folder = join(server.folder, 'operator');
    await mkdir(pool.folder);
    for (const path of [file('large.raw'), join(pool.folder, 'large.raw')]) {
      await using target = await open(path, 'w');
      for (let written = 0; written < CONTENT_MIB; written += 16) await target.write(block);
    }
    await writeFile(file('small.raw'), block);
    await writeFile(join(pool.folder, 'small.raw'), block);
    await libvirtd.virsh('pool-define-as', pool.name, 'dir', '--target', pool.folder);
    await libvirtd.virsh('pool-start', pool.name);
    remote = await RemoteServer.start((request, response) => {
      const length = request.url === '/small.raw' ? block.length : 2 * block.length;
      response.writeHead(200, { 'Content-Length': length });
      if (request.method === 'HEAD') return response.end();
      if (request.url === '/small.raw') return response.end(block);
      sendRest = () => response.end(block);
      return response.write(block);
    });
  });
  afterEach(async () => {
    const { items } = await server.api.images();
    for (const { id } of items) await server.api.request('DELETE', `/api/v1/images/${id}`);
  });
  afterAll(async () => {
    await remote?.[Symbol.asyncDispose]();
    await server?.dispose();
    await libvirtd?.dispose();
  });

  const start = (source: object): Promise<OperationDto> =>
    server.api.ask('POST', '/images', { name: 'disk', format: 'raw', ...source });

  /** Wait until the import is in this step, with this many bytes of it done. */
  const reached = (step: string, bytes: number): Promise<ImageDto> =>
    eventually(`the step ${step}`, LIMIT_MS, async () => {
      const [image] = (await server.api.images()).items;
      const progress = image?.progress;
      return progress?.step === step && progress.receivedBytes >= bytes ? image : undefined;
    });

  const ended = ({ id }: OperationDto): Promise<OperationDto> =>
    eventually('the end of the operation', LIMIT_MS, async () => {
      const operation = await server.api.ask<OperationDto>('GET', `/operations/${id}`);
      return ['pending', 'running'].includes(operation.status) ? undefined : operation;
    });

  async function startLibvirtdAgain(): Promise<void> {
    await libvirtd.startAgain();
    await server.ready();
  }

  /** The import failed because of libvirt, nothing of it is left, and the next one works. */
  async function expectRecovered(operation: OperationDto, next: object): Promise<void> {
    expect(await ended(operation)).toMatchObject({
      status: 'failed',
      error: { code: 'libvirtUnavailable' },
    });
    await eventually('the cleanup', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      const files = await readdir(join(server.folder, 'pools', 'images'));
      return items.length + files.length === 0 || undefined;
    });
    const volumes = await libvirtd.virsh('vol-list', server.imagesPool);
    expect(volumes.trim()).toBe('');
    await server.api.finish('POST', '/images', { name: 'disk', format: 'raw', ...next });
    expect(await server.api.ask('GET', '/images/disk')).toMatchObject({
      status: 'ready',
      virtualSizeBytes: block.length,
    });
  }

  it('fails while the content is converted', async () => {
    const operation = await start({ path: file('large.raw') });
    await reached('converting', 0);
    await libvirtd.kill();
    await startLibvirtdAgain();
    await expectRecovered(operation, { path: file('small.raw') });
  });

  it('fails while a file of the host is read', async () => {
    const operation = await start({ path: file('large.raw') });
    await reached('receiving', MIB);
    await libvirtd.kill();
    await startLibvirtdAgain();
    await expectRecovered(operation, { path: file('small.raw') });
  });

  it('fails while a volume of a pool is read', async () => {
    const operation = await start({ volume: { pool: pool.name, name: 'large.raw' } });
    await reached('receiving', MIB);
    await libvirtd.kill();
    await startLibvirtdAgain();
    await expectRecovered(operation, { volume: { pool: pool.name, name: 'small.raw' } });
  });

  it('fails while a file is downloaded, whose server sends nothing at the moment', async () => {
    const operation = await start({ url: remote.url('/large.raw').href });
    await reached('receiving', block.length);
    await libvirtd.kill();
    // Nothing arrives before libvirt is back: the import must notice the loss without it.
    expect(await ended(operation)).toMatchObject({ error: { code: 'libvirtUnavailable' } });
    await startLibvirtdAgain();
    sendRest();
    await expectRecovered(operation, { url: remote.url('/small.raw').href });
  });

  it('deletes an image that failed just after libvirt was connected again', async () => {
    await server.api.expectImage({ name: 'disk', format: 'raw' });
    const database = new Database(join(server.dataDir, 'picostack.sqlite'));
    database.exec("UPDATE image SET status = 'failed', lastError = 'libvirt was lost'");
    database.close();
    await eventually('the cleanup', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.length === 0 || undefined;
    });
  });
});

import { createCipheriv, createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import Database from 'better-sqlite3';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { freePort } from '../support/free-port.js';
import { canHavePrivateLibvirtd, PrivateLibvirtd } from '../support/private-libvirtd.js';
import { qcow2 } from '../support/qcow2.js';
import { random } from '../support/random.js';
import { TestServer } from '../support/test-server.js';
import { TusUpload, closeOf } from '../support/tus-upload.js';
import { virsh, volumeNames } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

const MIB = 1024 ** 2;
const LIMIT_MS = 60_000;
const BOOT_SIGNATURE = 0xaa55;

let count = 0;

/** Pseudorandom content that firmware could boot from. */
function content(lengthBytes: number): Buffer {
  const key = Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256)));
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const bytes = cipher.update(Buffer.alloc(lengthBytes));
  bytes.writeUInt16LE(BOOT_SIGNATURE, 510);
  return bytes;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function expectImage(server: TestServer, more: object = {}): Promise<TusUpload> {
  const name = `upload-${(count += 1)}`;
  const image = await server.api.expectImage({ name, format: 'raw', ...more });
  return new TusUpload(server.api, image.id);
}

const imageOf = (server: TestServer, { imageId }: TusUpload): Promise<ImageDto> =>
  server.api.ask('GET', `/images/${imageId}`);

/** Wait until the import has ended, whose operation the server started after the last byte. */
async function imported(server: TestServer, upload: TusUpload): Promise<ImageDto> {
  return eventually('the image to be ready', LIMIT_MS, async () => {
    const image = await imageOf(server, upload);
    return image.status === 'ready' ? image : undefined;
  });
}

/** A failed test must not fail the next ones. */
async function removeAll(server: TestServer): Promise<void> {
  for (const { id } of (await server.api.images()).items) {
    await new TusUpload(server.api, id).send('DELETE');
    await server.api.request('DELETE', `/api/v1/images/${id}`);
  }
}

async function expectNothingLeft(server: TestServer): Promise<void> {
  expect((await server.api.images()).items).toEqual([]);
  expect(await volumeNames(server.imagesPool)).toEqual([]);
}

async function expectStored(server: TestServer, upload: TusUpload, bytes: Buffer): Promise<void> {
  const image = await imported(server, upload);
  expect(image).toMatchObject({
    sha256: sha256(bytes),
    virtualSizeBytes: bytes.length,
    upload: null,
    uploadedBytes: null,
  });
  const names = [`${image.id}.json`, `${image.id}.qcow2`];
  await eventually('the upload to be deleted', LIMIT_MS, async () => {
    const found = await volumeNames(server.imagesPool);
    return JSON.stringify(found) === JSON.stringify(names) || undefined;
  });
  await server.api.ask('DELETE', `/images/${image.id}`);
  await expectNothingLeft(server);
}

/** Wait until the server has received at least this much. */
const received = (server: TestServer, upload: TusUpload, bytes: number): Promise<ImageDto> =>
  eventually(`${bytes} bytes`, LIMIT_MS, async () => {
    const image = await imageOf(server, upload);
    return (image.uploadedBytes ?? 0) >= bytes ? image : undefined;
  });

describe('an upload that can be resumed', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterEach(() => removeAll(server));
  afterAll(() => server?.dispose());

  it('says what it supports', async () => {
    const upload = await expectImage(server);
    const { status, headers } = await upload.send('OPTIONS');
    expect(status).toBe(204);
    expect(headers.get('tus-version')).toBe('1.0.0');
    expect(headers.get('tus-extension')).toBe('creation,termination,expiration');
    expect(Number(headers.get('tus-max-size'))).toBeGreaterThan(MIB);
    await server.api.ask('DELETE', `/images/${upload.imageId}`);
  });

  it('becomes an image after its last part', async () => {
    const bytes = content(3 * MIB + 512);
    const upload = await expectImage(server, { sha256: sha256(bytes) });
    const created = await upload.send('POST', {
      'Upload-Length': String(bytes.length),
      'Upload-Metadata': `filename ${Buffer.from('dïsk.raw').toString('base64')},other`,
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(upload.path);
    const expires = Date.parse(created.headers.get('upload-expires') ?? '') - Date.now();
    expect(expires / 3600_000).toBeCloseTo(24, 0);

    const first = await upload.patch(0, bytes.subarray(0, MIB));
    expect(first.status).toBe(204);
    expect(first.headers.get('upload-offset')).toBe(String(MIB));
    expect(first.headers.get('tus-resumable')).toBe('1.0.0');
    expect(await imageOf(server, upload)).toMatchObject({
      status: 'importing',
      uploadedBytes: MIB,
      upload: { lengthBytes: bytes.length, fileName: 'dïsk.raw', isReceiving: false },
    });
    const head = await upload.send('HEAD');
    expect(head.headers.get('upload-offset')).toBe(String(MIB));
    expect(head.headers.get('upload-length')).toBe(String(bytes.length));
    expect(head.headers.get('cache-control')).toBe('no-store');

    const last = await upload.patch(MIB, bytes.subarray(MIB));
    expect(last.headers.get('upload-offset')).toBe(String(bytes.length));
    await expectStored(server, upload, bytes);
    const { items } = await server.api.ask<{ items: OperationDto[] }>(
      'GET',
      `/operations?resourceId=${upload.imageId}`,
    );
    expect(items).toMatchObject([{ kind: 'image.import', status: 'succeeded' }]);
  });

  it('survives five cuts at random points, with the connection reset', async () => {
    const bytes = content(256 * MIB);
    const upload = await expectImage(server, { sha256: sha256(bytes) });
    await upload.create(bytes.length);
    let offset = 0;
    for (let cut = 0; cut < 5; cut += 1) {
      const end = offset + Math.ceil(random() * ((bytes.length - offset) / 3));
      await upload.cut(offset, bytes.subarray(offset, end), bytes.length - offset);
      const next = await upload.offset();
      console.log(`cut at ${end}, continued at ${next}`);
      expect(next).toBeGreaterThanOrEqual(offset);
      expect(next).toBeLessThanOrEqual(end);
      offset = next;
    }
    const rest = Readable.from(chunksOf(bytes.subarray(offset)));
    const response = await upload.sendRest(offset, rest, bytes.length - offset);
    expect(response.statusCode).toBe(204);
    await expectStored(server, upload, bytes);
  });

  it('continues with a second PATCH while the first one hangs, and keeps its bytes', async () => {
    const bytes = content(2 * MIB);
    const upload = await expectImage(server);
    await upload.create(bytes.length);
    const hanging = upload.open(0, bytes.length);
    hanging.write(bytes.subarray(0, MIB));
    expect((await received(server, upload, MIB)).upload?.isReceiving).toBe(true);
    const closed = closeOf(hanging);
    const second = await upload.patch(MIB, bytes.subarray(MIB));
    expect(second.status).toBe(204);
    await closed;
    await expectStored(server, upload, bytes);
  });

  it('answers HEAD during a PATCH with the true offset', async () => {
    const bytes = content(2 * MIB);
    const upload = await expectImage(server);
    await upload.create(bytes.length);
    const hanging = upload.open(0, bytes.length);
    hanging.write(bytes.subarray(0, MIB + 5));
    await received(server, upload, MIB + 5);
    const closed = closeOf(hanging);
    expect(await upload.offset()).toBe(MIB + 5);
    await closed;
    // Several requests at the same time get the same offset.
    expect(await Promise.all([1, 2, 3, 4].map(() => upload.offset()))).toEqual(
      [1, 2, 3, 4].map(() => MIB + 5),
    );
    expect((await upload.patch(MIB + 5, bytes.subarray(MIB + 5))).status).toBe(204);
    await expectStored(server, upload, bytes);
  });

  it('refuses a part at another offset, and names the true one', async () => {
    const bytes = content(MIB);
    const upload = await expectImage(server);
    await upload.create(bytes.length);
    for (const offset of [1, MIB, 5 * MIB]) {
      const { status, body, headers } = await upload.patch(offset, bytes.subarray(0, 1000));
      expect(status).toBe(409);
      expect(body).toMatchObject({ code: 'uploadOffsetMismatch', offsetBytes: 0 });
      expect(headers.get('tus-resumable')).toBe('1.0.0');
    }
    expect((await upload.send('DELETE')).status).toBe(204);
    await expectNothingLeft(server);
  });

  it('refuses more bytes than its length, and stores none of the surplus', async () => {
    const bytes = content(MIB);
    const upload = await expectImage(server);
    await upload.create(1000);
    const known = await upload.patch(0, bytes.subarray(0, 1001));
    expect(known).toMatchObject({ status: 413, body: { code: 'uploadTooLong', offsetBytes: 0 } });
    const chunks = Readable.toWeb(Readable.from([bytes.subarray(0, 600), bytes.subarray(0, 600)]));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's and the DOM's type of the same class
    const unknown = await upload.patch(0, chunks as ReadableStream);
    expect(unknown).toMatchObject({ status: 413, body: { code: 'uploadTooLong' } });
    expect(await upload.offset()).toBeLessThanOrEqual(600);
    await upload.send('DELETE');
    await expectNothingLeft(server);
  });

  it('refuses what is not the protocol', async () => {
    const upload = await expectImage(server);
    const post = (headers: Record<string, string>) => upload.send('POST', headers);
    expect(await post({ 'Tus-Resumable': '0.2.2', 'Upload-Length': '1' })).toMatchObject({
      status: 412,
      body: { code: 'tusVersionNotSupported' },
    });
    expect(await post({})).toMatchObject({ status: 400, body: { code: 'uploadLengthMissing' } });
    for (const length of ['-1', '1.5', '1e3', 'x', '99999999999999999999']) {
      expect((await post({ 'Upload-Length': length })).status, length).toBe(400);
    }
    expect(await post({ 'Upload-Length': '0' })).toMatchObject({
      status: 400,
      body: { code: 'imageTooShort' },
    });
    expect((await post({ 'Upload-Defer-Length': '1' })).status).toBe(400);
    expect(await post({ 'Upload-Length': String(10 ** 15) })).toMatchObject({
      status: 413,
      body: { code: 'imageTooLarge' },
    });
    expect(await upload.send('HEAD')).toMatchObject({ status: 404 });
    expect(await upload.patch(0, Buffer.alloc(5))).toMatchObject({
      status: 404,
      body: { code: 'uploadNotFound' },
    });

    await upload.create(1000);
    expect(await post({ 'Upload-Length': '1000' })).toMatchObject({
      status: 409,
      body: { code: 'imageBusy' },
    });
    const type = { 'Content-Type': 'application/octet-stream' };
    expect((await upload.patch(0, Buffer.alloc(5), type)).status).toBe(415);
    const encoded = { 'Content-Encoding': 'gzip' };
    expect((await upload.patch(0, Buffer.alloc(5), encoded)).status).toBe(415);
    expect(await upload.patch(0, Buffer.alloc(5), { 'Upload-Offset': 'x' })).toMatchObject({
      status: 400,
      body: { code: 'uploadOffsetMissing' },
    });
    // Its content cannot come another way meanwhile.
    const put = await server.api.refused('PUT', `/images/${upload.imageId}/content`, content(1000));
    expect(put.code).toBe('imageBusy');
    const remove = await server.api.refused('DELETE', `/images/${upload.imageId}`);
    expect(remove.code).toBe('imageBusy');
    expect((await upload.send('DELETE')).status).toBe(204);
    expect((await upload.send('HEAD')).status).toBe(404);
    await expectNothingLeft(server);
  });

  it('is cancelled during a PATCH', async () => {
    const upload = await expectImage(server);
    await upload.create(2 * MIB);
    const hanging = upload.open(0, 2 * MIB);
    hanging.write(content(MIB));
    await received(server, upload, MIB);
    const closed = closeOf(hanging);
    expect((await upload.send('DELETE')).status).toBe(204);
    await closed;
    await expectNothingLeft(server);
  });

  it('reserves the space of all open uploads', async () => {
    const first = await expectImage(server);
    await first.create(MIB);
    const { bavail, bsize } = await statfs(server.folder);
    // Each fits alone, also twice: the import makes a copy. Both do not fit.
    const third = Math.floor((bavail * bsize) / 3);
    const second = await expectImage(server);
    await second.create(third);
    const last = await expectImage(server);
    expect(await last.send('POST', { 'Upload-Length': String(third) })).toMatchObject({
      status: 507,
      body: { code: 'insufficientStorage' },
    });
    await second.send('DELETE');
    await last.create(third);
    await last.send('DELETE');
    await first.send('DELETE');
    await expectNothingLeft(server);
  });

  it.each([
    ['with a backing file', qcow2({ backingFile: '/etc/passwd' }), 'imageHasBackingFile'],
    ['that is a text', Buffer.alloc(100_000, 'a line of text\n'), 'imageFormatMismatch'],
  ])('refuses a qcow2 %s before all of it has arrived', async (_label, bytes, code) => {
    const upload = await expectImage(server, { format: 'qcow2' });
    await upload.create(bytes.length);
    expect(await upload.patch(0, bytes)).toMatchObject({ status: 422, body: { code } });
    await expectNothingLeft(server);
  });

  it('refuses a qcow2 with a backing file in parts that are too small to be checked at once', async () => {
    const bytes = qcow2({ backingFile: '/etc/passwd' });
    const upload = await expectImage(server, { format: 'qcow2' });
    await upload.create(bytes.length);
    const { imageId } = upload;
    for (let at = 0; at < bytes.length; at += 50_000) {
      expect((await upload.patch(at, bytes.subarray(at, at + 50_000))).status).toBe(204);
    }
    await eventually('the import to fail', LIMIT_MS, async () => {
      const { items } = await server.api.ask<{ items: OperationDto[] }>(
        'GET',
        `/operations?resourceId=${imageId}`,
      );
      return items[0]?.error?.code === 'imageHasBackingFile' || undefined;
    });
    await expectNothingLeft(server);
  });

  it('is removed with its image if its file was deleted by hand', async () => {
    const upload = await expectImage(server);
    await upload.create(MIB);
    await upload.patch(0, content(1000));
    const name = `${upload.imageId}.upload`;
    await rm((await virsh('vol-path', name, '--pool', server.imagesPool)).trim());
    expect((await upload.patch(1000, content(1000))).status).toBe(409);
    expect((await upload.send('HEAD')).status).toBe(404);
    await expectNothingLeft(server);
  });

  it('refuses another checksum after the last byte', async () => {
    const upload = await expectImage(server, { sha256: 'a'.repeat(64) });
    const bytes = content(MIB);
    await upload.create(bytes.length);
    expect((await upload.patch(0, bytes)).status).toBe(204);
    await eventually('the image to be deleted', LIMIT_MS, async () =>
      (await server.api.images()).items.length === 0 ? true : undefined,
    );
    await expectNothingLeft(server);
  });

  it('is for operators: a viewer cannot even end a PATCH with HEAD', async () => {
    const upload = await expectImage(server);
    await upload.create(MIB);
    const token = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: 'viewer',
      role: 'viewer',
    });
    const headers = { Authorization: `Bearer ${token.token}`, 'Upload-Length': '5' };
    for (const method of ['OPTIONS', 'HEAD', 'POST', 'DELETE']) {
      expect((await upload.send(method, headers)).status, method).toBe(403);
    }
    expect((await upload.patch(0, Buffer.alloc(5), headers)).status).toBe(403);
    expect(await upload.offset()).toBe(0);
    await upload.send('DELETE');
    await expectNothingLeft(server);
  });
});

describe('an upload and the end of the server', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterEach(() => removeAll(server));
  afterAll(() => server?.dispose());

  const again = (upload: TusUpload): TusUpload => new TusUpload(server.api, upload.imageId);

  it('continues after kill -9, and loses at most 64 MiB', async () => {
    const bytes = content(160 * MIB);
    let upload = await expectImage(server, { sha256: sha256(bytes) });
    await upload.create(bytes.length);
    const sent = upload.open(0, bytes.length);
    sent.write(bytes.subarray(0, 150 * MIB));
    await received(server, upload, 150 * MIB);
    await server.kill();
    await server.start();
    upload = again(upload);
    const offset = await upload.offset();
    expect(offset).toBeGreaterThanOrEqual(128 * MIB);
    expect((await imageOf(server, upload)).upload).toMatchObject({ isReceiving: false });
    expect((await upload.patch(offset, bytes.subarray(offset))).status).toBe(204);
    await expectStored(server, upload, bytes);
  });

  it('loses nothing when the server is stopped', async () => {
    const bytes = content(8 * MIB);
    let upload = await expectImage(server);
    await upload.create(bytes.length);
    const sent = upload.open(0, bytes.length);
    sent.write(bytes.subarray(0, 5 * MIB));
    await received(server, upload, 5 * MIB);
    const { tookMs } = await server.signal('SIGTERM');
    expect(tookMs).toBeLessThan(2000);
    await server.start();
    upload = again(upload);
    expect(await upload.offset()).toBe(5 * MIB);
    await upload.patch(5 * MIB, bytes.subarray(5 * MIB));
    await expectStored(server, upload, bytes);
  });

  it('is imported by the next server if it was complete', async () => {
    const bytes = content(8 * MIB);
    let upload = await expectImage(server);
    await upload.create(bytes.length);
    await upload.patch(0, bytes.subarray(0, 8 * MIB - 1));
    await server.kill();
    // The last byte is a zero already, because the volume was created with its size: as if it was stored before the kill.
    bytes[bytes.length - 1] = 0;
    changeRow(server, upload, { offsetBytes: bytes.length });
    await server.start();
    upload = again(upload);
    await expectStored(server, upload, bytes);
  });

  it('is removed a day after its last byte', async () => {
    const upload = await expectImage(server);
    await upload.create(MIB);
    await upload.patch(0, content(1000));
    await server.kill();
    changeRow(server, upload, { expiresAt: new Date(Date.now() - 1000).toISOString() });
    await server.start();
    await eventually('the upload to be removed', LIMIT_MS, async () =>
      (await server.api.images()).items.length === 0 ? true : undefined,
    );
    expect((await again(upload).send('HEAD')).status).toBe(404);
    await expectNothingLeft(server);
  });

  it('leaves nothing if the server is killed after the importer has read it', async () => {
    const upload = await expectImage(server);
    await upload.create(MIB);
    await upload.patch(0, content(1000));
    await server.kill();
    // The row is deleted before the volume.
    withDatabase(server, (database) => database.exec('DELETE FROM image_upload'));
    await server.start();
    await expectNothingLeft(server);
  });
});

// A private libvirtd requires root and namespaces.
describe.skipIf(!canHavePrivateLibvirtd)('an upload and a restart of libvirtd', () => {
  it('continues', async () => {
    await using libvirtd = await PrivateLibvirtd.start();
    await using server = await TestServer.prepare({
      env: { PICOSTACK_LIBVIRT_URI: libvirtd.uri },
    });
    await server.start();
    const bytes = content(100 * MIB);
    const upload = await expectImage(server, { sha256: sha256(bytes) });
    await upload.create(bytes.length);
    const sent = upload.open(0, bytes.length);
    sent.write(bytes.subarray(0, 90 * MIB));
    await received(server, upload, 90 * MIB);
    await libvirtd.kill();
    await libvirtd.startAgain();
    await server.ready();
    const offset = await upload.offset();
    expect(offset).toBeGreaterThanOrEqual(64 * MIB);
    const response = await eventually('libvirt to be connected', LIMIT_MS, async () => {
      const answer = await upload.patch(offset, bytes.subarray(offset));
      return answer.status === 503 ? undefined : answer;
    });
    expect(response.status).toBe(204);
    expect((await imported(server, upload)).sha256).toBe(sha256(bytes));
    await server.api.ask('DELETE', `/images/${upload.imageId}`);

    // Content that cannot continue: nothing of it stays, and the next import works.
    const { id } = await server.api.expectImage({ name: 'whole', format: 'raw' });
    const whole = server.api.beginUpload(id, bytes.subarray(0, 20 * MIB), bytes.length);
    const answered = once(whole, 'response');
    await eventually('the first bytes', LIMIT_MS, async () => {
      const { uploadedBytes } = await server.api.ask<ImageDto>('GET', `/images/${id}`);
      return (uploadedBytes ?? 0) > MIB || undefined;
    });
    await libvirtd.kill();
    whole.end(bytes.subarray(20 * MIB));
    const [refused]: IncomingMessage[] = await within('the refusal', LIMIT_MS, answered);
    expect(refused?.statusCode).toBe(503);
    await libvirtd.startAgain();
    await server.ready();
    await eventually('the cleanup', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      const files = await readdir(join(server.folder, 'pools', 'images'));
      return items.length + files.length === 0 || undefined;
    });
    await server.ready();
    const next = await server.api.expectImage({ name: 'whole', format: 'raw' });
    const small = bytes.subarray(0, 2 * MIB);
    expect(await server.api.ask('PUT', `/images/${next.id}/content`, small)).toMatchObject({
      status: 'ready',
    });
  });
});

describe('picostk image add', () => {
  let server: TestServer;
  let file: string;
  let bytes: Buffer;

  beforeAll(async () => {
    const listen = `127.0.0.1:${await freePort()}`;
    server = await TestServer.start({ env: { PICOSTACK_LISTEN: listen } });
    bytes = content(192 * MIB);
    file = join(server.folder, 'disk.raw');
    await writeFile(file, bytes);
  });
  afterEach(() => removeAll(server));
  afterAll(() => server?.dispose());

  const start = (...more: string[]) =>
    startPicostk(server, ['image', 'add', file, '--name', 'disk', ...more]);

  /** Wait until the command has sent at least this much. */
  const sent = (least: number): Promise<ImageDto> =>
    eventually(`${least} bytes`, LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.find(({ uploadedBytes }) => (uploadedBytes ?? 0) >= least);
    });

  it('continues after kill -9 of the server', async () => {
    const command = start();
    await sent(70 * MIB);
    await server.kill();
    await server.start();
    expect(await command.ended).toMatchObject({ code: 0, err: '' });
    expect(command.out()).toContain('Image "disk" is ready');
    const [image] = (await server.api.images()).items;
    expect(image?.sha256).toBe(sha256(bytes));
  });

  it('continues where an interrupted command was', async () => {
    const first = start();
    const { id } = await sent(30 * MIB);
    first.child.kill('SIGINT');
    await first.ended;
    await eventually('the server to notice', LIMIT_MS, async () => {
      const image = await server.api.ask<ImageDto>('GET', `/images/${id}`);
      return image.upload?.isReceiving === false || undefined;
    });
    const list = startPicostk(server, ['image', 'list']);
    await list.ended;
    expect(list.out()).toMatch(/disk +interrupted \d+%/);
    const second = start();
    expect(await second.ended).toMatchObject({
      code: 0,
      err: 'Continuing the upload of "disk".\n',
    });
    const [image] = (await server.api.images()).items;
    expect(image).toMatchObject({ id, sha256: sha256(bytes) });
  });

  it('does not continue with another file, and an interrupted upload can be deleted', async () => {
    const first = start();
    await sent(30 * MIB);
    first.child.kill('SIGINT');
    await first.ended;
    const other = join(server.folder, 'other.raw');
    await writeFile(other, content(MIB));
    const second = startPicostk(server, ['image', 'add', other, '--name', 'disk']);
    const { code, err } = await second.ended;
    expect(code).toBe(6);
    expect(err).toContain('nameTaken');
    const remove = startPicostk(server, ['image', 'delete', 'disk', '--yes']);
    expect((await remove.ended).code).toBe(0);
    await expectNothingLeft(server);
  });

  it('reports why the content is refused', async () => {
    const hostile = join(server.folder, 'hostile.qcow2');
    await writeFile(hostile, qcow2({ backingFile: '/etc/passwd' }));
    const command = startPicostk(server, ['image', 'add', hostile]);
    const { code, err } = await command.ended;
    expect(code).toBe(1);
    expect(err).toContain('imageHasBackingFile');
    await expectNothingLeft(server);
  });
});

/** Start the command of the user whom the server belongs to. */
function startPicostk(server: TestServer, args: readonly string[]) {
  const child = spawn(process.execPath, [resolve('dist/src/cli/main.js'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...server.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, err }));
  return { child, out: () => out, ended };
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

function withDatabase(server: TestServer, change: (database: Database.Database) => void): void {
  const database = new Database(join(server.dataDir, 'picostack.sqlite'));
  try {
    change(database);
  } finally {
    database.close();
  }
}

function changeRow(server: TestServer, { imageId }: TusUpload, values: object): void {
  withDatabase(server, (database) => {
    for (const [column, value] of Object.entries(values)) {
      const sql = `UPDATE image_upload SET "${column}" = ? WHERE "imageId" = ?`;
      database.prepare(sql).run(value, imageId);
    }
  });
}

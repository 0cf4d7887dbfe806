import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { LibvirtError } from '../src/index.js';
import { PacketStatus, PacketType } from '../src/rpc/index.js';
import { asTyped } from '../src/xdr/index.js';
import { eventually } from '../../../test/support/wait.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const hostile = useHostileServer();
const args = { vol: { pool: 'p', name: 'v', key: '/v' }, offset: 0, length: 0, flags: 0 };
const CHUNK_BYTES = 256 * 1024;
const CHUNKS = 400;
const LIMIT_MS = 30_000;

const isAbort = ({ type, status }: { type: number; status: number }): boolean =>
  type === PacketType.stream && status === PacketStatus.error;
const isEnd = ({ type, status }: { type: number; status: number }): boolean =>
  type === PacketType.stream && status === PacketStatus.ok;

/** Opens a download as a web stream, from a server that sends as much as the socket accepts. */
async function openDownload() {
  const progress = { sent: 0, stalled: false };
  const connection = await hostile.open({
    storageVolDownload: (call) => {
      call.reply();
      const sendMore = (): void => {
        while (progress.sent < CHUNKS) {
          progress.sent++;
          call.stream(PacketStatus.continue, Buffer.alloc(CHUNK_BYTES, progress.sent));
          if (call.client.socket.writableNeedDrain) {
            progress.stalled = true;
            call.client.socket.once('drain', sendMore);
            return;
          }
        }
        call.stream(PacketStatus.continue);
        void call.client.waitFor(isEnd).then(() => call.stream(PacketStatus.ok));
      };
      sendMore();
    },
  });
  const { stream } = await connection.openStream('storageVolDownload', args);
  const web = asTyped<ReadableStream<Uint8Array>>(Readable.toWeb(stream));
  return { connection, progress, reader: web.getReader() };
}

/** Opens an upload, and creates a web stream as its source that counts the chunks that were read from it. */
async function openUpload() {
  const connection = await hostile.open({
    storageVolUpload: (call) => {
      call.reply();
      void call.client.waitFor(isEnd).then(() => call.stream(PacketStatus.ok));
    },
  });
  const { stream } = await connection.openStream('storageVolUpload', args);
  const progress = { pulled: 0 };
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (progress.pulled === CHUNKS) {
        controller.close();
        return;
      }
      controller.enqueue(Buffer.alloc(CHUNK_BYTES, progress.pulled));
      progress.pulled++;
    },
  });
  return { connection, stream, source, progress };
}

describe('a download as a web stream', () => {
  it('makes the server wait while its reader is idle, and then returns all data', async () => {
    const { progress, reader } = await openDownload();
    await eventually('a server that waits', LIMIT_MS, () => progress.stalled || undefined);
    let received = 0;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      // 16 MiB in the client, the kernel's buffers, and the buffers of the two streams.
      expect(progress.sent * CHUNK_BYTES - received).toBeLessThan(32 * 1024 * 1024);
      received += value.length;
    }
    expect(received).toBe(CHUNKS * CHUNK_BYTES);
  });

  it('is aborted on the server when its reader cancels', async () => {
    const { connection, reader } = await openDownload();
    await reader.read();
    await reader.cancel();
    await hostile.server.client.waitFor(isAbort);
    expect(await connection.getHostname()).toBe('fake');
  });

  it('fails with the error of the server', async () => {
    const connection = await hostile.open({
      storageVolDownload: (call) => {
        call.reply();
        call.stream(PacketStatus.continue, Buffer.from('half'));
        setTimeout(() => call.fail(38, 'disk on fire', PacketType.stream), 20);
      },
    });
    const { stream } = await connection.openStream('storageVolDownload', args);
    const reader = asTyped<ReadableStream>(Readable.toWeb(stream)).getReader();
    await reader.read();
    expect(await failureOf(reader.read())).toBeInstanceOf(LibvirtError);
  });
});

describe('an upload of a web stream', () => {
  it('stops reading its source while the server does not read, and loses no data', async () => {
    const { stream, source, progress } = await openUpload();
    const { client } = hostile.server;
    client.socket.pause();
    const upload = pipeline(source, stream);
    let before = -1;
    // The upload is stalled if two checks find the same number.
    await eventually('an upload that waits', LIMIT_MS, () => {
      const isStalled = progress.pulled === before && progress.pulled > 0;
      before = progress.pulled;
      return isStalled || undefined;
    });
    expect(progress.pulled).toBeLessThan(CHUNKS / 4);
    client.socket.resume();
    await upload;
    const received = client.packets
      .filter(({ status }) => status === PacketStatus.continue)
      .reduce((sum, { body }) => sum + body.length, 0);
    expect(received).toBe(CHUNKS * CHUNK_BYTES);
  });

  it('is aborted on the server when the program aborts it', async () => {
    const { connection, stream, source } = await openUpload();
    hostile.server.client.socket.pause();
    const abort = new AbortController();
    const upload = failureOf(pipeline(source, stream, { signal: abort.signal }));
    abort.abort();
    expect(await upload).toMatchObject({ name: 'AbortError' });
    hostile.server.client.socket.resume();
    await hostile.server.client.waitFor(isAbort);
    expect(await connection.getHostname()).toBe('fake');
  });

  it('is aborted on the server when its writer aborts', async () => {
    const { connection, stream } = await openUpload();
    const writer = asTyped<WritableStream>(Writable.toWeb(stream)).getWriter();
    await writer.write(Buffer.alloc(CHUNK_BYTES));
    await writer.abort(new Error('changed my mind'));
    await hostile.server.client.waitFor(isAbort);
    expect(await connection.getHostname()).toBe('fake');
  });
});

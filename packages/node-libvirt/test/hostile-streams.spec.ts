import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it, vi } from 'vitest';
import { ConnectionClosedError, ProtocolError, TimeoutError } from '../src/index.js';
import { PacketStatus, PacketType } from '../src/rpc/index.js';
import { asTyped } from '../src/xdr/index.js';
import { type FakeCall, type Handlers } from './fake/fake-libvirtd.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const hostile = useHostileServer();
const vol = { pool: 'p', name: 'v', key: '/v' };

const download: Handlers = { storageVolDownload: (call) => call.reply() };

describe('streams', () => {
  it('an error reaches the reader after the bytes before it', async () => {
    const conn = await hostile.open({
      storageVolDownload: (call) => {
        call.reply();
        call.stream(PacketStatus.continue, Buffer.from('half'));
        setTimeout(() => call.fail(38, 'disk on fire', PacketType.stream), 20);
      },
    });
    const { stream } = await conn.openStream('storageVolDownload', {
      vol,
      offset: 0,
      length: 0,
      flags: 0,
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of stream) {
        seen.push(String(chunk));
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 38, procedure: 'storageVolDownload' });
    expect(seen).toEqual(['half']);
    expect(conn.isAlive).toBe(true);
  });

  it('an error in the same chunk as the reply rejects the call', async () => {
    const conn = await hostile.open({
      storageVolUpload: (call) => {
        const reply = call.replyBytes(undefined);
        call.client.socket.cork();
        call.client.send(reply);
        call.fail(1, 'at once', PacketType.stream);
        call.client.socket.uncork();
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    await expect(conn.openStream('storageVolUpload', args)).rejects.toMatchObject({ code: 1 });
    expect(conn.isAlive).toBe(true);
  });

  it('a call that fails opens no stream', async () => {
    const conn = await hostile.open({ storageVolDownload: (call) => call.fail(50) });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    await expect(conn.openStream('storageVolDownload', args)).rejects.toMatchObject({ code: 50 });
    expect(await conn.getHostname()).toBe('fake');
    expect(hostile.server.client.packets).toEqual([]);
  });

  it('the server confirms the end of a download', async () => {
    const conn = await hostile.open({
      storageVolDownload: (call) => {
        call.reply();
        call.stream(PacketStatus.continue, Buffer.from('abcd'));
        call.stream(PacketStatus.continue);
        void call.client
          .waitFor(({ type, status }) => type === PacketType.stream && status === PacketStatus.ok)
          .then(() => call.stream(PacketStatus.ok));
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream('storageVolDownload', args);
    expect(Buffer.concat(await stream.toArray()).toString()).toBe('abcd');
  });

  it('an upload fails if the server reports an error at its end', async () => {
    const conn = await hostile.open({
      storageVolUpload: (call) => {
        call.reply();
        void call.client
          .waitFor(({ type, status }) => type === PacketType.stream && status === PacketStatus.ok)
          .then(() => call.fail(38, 'no space', PacketType.stream));
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream('storageVolUpload', args);
    const upload = pipeline(Readable.from([Buffer.from('a'), Buffer.from('b')]), stream);
    await expect(upload).rejects.toMatchObject({ code: 38 });
  });

  it('destroying a stream aborts it on the server, and later bytes are ignored', async () => {
    const conn = await hostile.open({
      storageVolDownload: (call) => {
        call.reply();
        void (async () => {
          await call.client.waitFor(({ status }) => status === PacketStatus.error);
          call.stream(PacketStatus.continue, Buffer.from('late'));
          call.fail(39, 'stream aborted', PacketType.stream);
        })();
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream('storageVolDownload', args);
    stream.destroy();
    await hostile.server.client.waitFor(({ status }) => status === PacketStatus.error);
    expect(await conn.getHostname()).toBe('fake');
  });

  it('a stream whose opening timed out is aborted on the server', async () => {
    let held: FakeCall | undefined;
    const conn = await hostile.open({ storageVolDownload: (call) => (held = call) });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const opening = conn.openStream('storageVolDownload', args, { timeoutMs: 20 });
    await expect(opening).rejects.toBeInstanceOf(TimeoutError);
    held?.reply();
    held?.stream(PacketStatus.continue, Buffer.from('unwanted'));
    await hostile.server.client.waitFor(({ status }) => status === PacketStatus.error);
    expect(await conn.getHostname()).toBe('fake');
  });

  it.each([
    ['bytes on an upload', PacketStatus.continue, PacketType.stream, 'storageVolUpload'],
    [
      'an end that the client did not request',
      PacketStatus.ok,
      PacketType.stream,
      'storageVolDownload',
    ],
    ['an unknown status', 7, PacketType.stream, 'storageVolDownload'],
    [
      'a hole on a stream that does not support holes',
      PacketStatus.continue,
      PacketType.streamHole,
      'storageVolDownload',
    ],
  ] as const)(
    'the client closes the connection after %s',
    async (_name, status, type, procedure) => {
      const conn = await hostile.open({
        [procedure]: (call: FakeCall) => {
          call.reply();
          setTimeout(() => call.stream(status, Buffer.alloc(12), type), 10);
        },
      });
      const args = { vol, offset: 0, length: 0, flags: 0 };
      const { stream } = await conn.openStream(procedure, args);
      stream.on('error', () => {});
      expect(await conn.closed).toBeInstanceOf(ProtocolError);
    },
  );

  it('an idle reader pauses the socket, so memory use stays bounded', async () => {
    const chunk = Buffer.alloc(256 * 1024);
    let sent = 0;
    let stalled = false;
    const conn = await hostile.open({
      ...download,
      storageVolDownload: (call) => {
        call.reply();
        const sendMore = (): void => {
          while (sent < 400) {
            sent++;
            call.stream(PacketStatus.continue, chunk);
            if (call.client.socket.writableNeedDrain) {
              stalled = true;
              call.client.socket.once('drain', sendMore);
              return;
            }
          }
          call.stream(PacketStatus.continue);
          void call.client
            .waitFor(({ status, type }) => type === PacketType.stream && status === 0)
            .then(() => call.stream(PacketStatus.ok));
        };
        sendMore();
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream('storageVolDownload', args);
    await vi.waitFor(() => expect(stalled).toBe(true), { timeout: 10_000, interval: 5 });
    // 16 MiB in the client, plus the kernel's buffers.
    expect(sent).toBeLessThan(120);
    let received = 0;
    for await (const bytes of stream) {
      received += asTyped<Buffer>(bytes).length;
    }
    expect(received).toBe(400 * chunk.length);
  });
});

describe('events', () => {
  const lifecycle = { dom: { name: 'd', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 } };

  it('that arrive before the response to the registration are not lost', async () => {
    const conn = await hostile.open({
      connectDomainEventCallbackRegisterAny: (call) => {
        call.client.sendEvent('domainEventCallbackLifecycle', {
          callbackID: 5,
          msg: { ...lifecycle, event: 2, detail: 0 },
        });
        call.reply({ callbackID: 5 });
        call.client.sendEvent('domainEventCallbackLifecycle', {
          callbackID: 5,
          msg: { ...lifecycle, event: 3, detail: 1 },
        });
      },
    });
    const queue = await conn.domainEvents(0);
    const first = await queue.next();
    const second = await queue.next();
    expect(first.value).toMatchObject({ event: 2, detail: 0 });
    expect(second.value).toMatchObject({ event: 3, detail: 1 });
    expect(first.value?.domain.uuid).toBe(lifecycle.dom.uuid);
  });

  it('of an unknown callback are dropped', async () => {
    const conn = await hostile.open();
    hostile.server.client.sendEvent('domainEventCallbackLifecycle', {
      callbackID: 77,
      msg: { ...lifecycle, event: 2, detail: 0 },
    });
    expect(await conn.getHostname()).toBe('fake');
  });

  it('end with the connection', async () => {
    const conn = await hostile.open({
      connectDomainEventCallbackRegisterAny: (call) => call.reply({ callbackID: 1 }),
    });
    const queue = await conn.domainEvents(0);
    const next = failureOf(queue.next());
    hostile.server.client.socket.destroy();
    expect(await next).toBeInstanceOf(ConnectionClosedError);
    await queue.unsubscribe();
  });
});

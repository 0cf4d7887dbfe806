import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Connection,
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  TimeoutError,
  UnsupportedAuthenticationError,
} from '../src/index.js';
import { encodePacket, MAX_PACKET_BYTES, PacketStatus, PacketType } from '../src/rpc/index.js';
import { asTyped } from '../src/xdr/index.js';
import { type FakeCall, FakeLibvirtd, type Handlers, header, raw } from './fake/fake-libvirtd.js';

let server: FakeLibvirtd;
let connection: Connection | undefined;

async function open(handlers: Handlers = {}, options = {}): Promise<Connection> {
  server = await FakeLibvirtd.start(handlers);
  connection = await Connection.open(server.uri, { keepAliveIntervalMs: 0, ...options });
  return connection;
}

afterEach(async () => {
  await server.stop();
});

const vol = { pool: 'p', name: 'v', key: '/v' };

/** What a promise is rejected with; it may be rejected long before anybody looks. */
function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** A server that does this instead of answering getHostname, and is then never believed again. */
async function closedAfter(misbehave: (call: FakeCall) => void): Promise<unknown> {
  const conn = await open({ connectGetHostname: misbehave });
  const results = await Promise.allSettled([conn.getHostname(), conn.getType()]);
  for (const result of results) {
    expect(result.status).toBe('rejected');
  }
  expect(conn.isAlive).toBe(false);
  await expect(conn.getURI()).rejects.toBeInstanceOf(ConnectionClosedError);
  return conn.closed;
}

describe('a server that breaks the protocol loses the connection', () => {
  it.each([0, 3, 27, MAX_PACKET_BYTES + 1, 0xffff_ffff])('packet length %i', async (length) => {
    const error = await closedAfter((call) => {
      const bytes = call.replyBytes({ hostname: 'x' });
      bytes.writeUInt32BE(length);
      call.client.send(bytes);
    });
    expect(error).toBeInstanceOf(ProtocolError);
  });

  const bodies: [string, Buffer][] = [
    ['string over 4 MiB', Buffer.from('0040000161626364', 'hex')],
    ['string longer than the bytes left', Buffer.from('0000000961626364', 'hex')],
    ['no body', Buffer.alloc(0)],
    ['bytes behind the result', Buffer.from('000000016100000000000000', 'hex')],
  ];
  it.each(bodies)('%s', async (_name, body) => {
    const error = await closedAfter((call) =>
      call.client.send(encodePacket(call.header(), raw, body)),
    );
    expect(error).toBeInstanceOf(ProtocolError);
  });

  it.each([
    ['a serial that no call has', { serial: 4_711 }],
    ['serial 0', { serial: 0 }],
    ['an unknown program', { program: 0x2000_8089 }],
    ['an unknown version', { version: 2 }],
    ['another procedure', { procedure: 3 }],
    ['an unknown status', { status: 9 }],
    ['status continue', { status: PacketStatus.continue }],
    ['an unknown type', { type: 17 }],
    ['a call', { type: PacketType.call }],
    ['a reply with file descriptors', { type: PacketType.replyWithFds }],
    ['a stream packet of no stream', { type: PacketType.stream }],
    ['a message of an unknown procedure', { type: PacketType.message, procedure: 9_999 }],
    ['a message that is a call', { type: PacketType.message, procedure: 59 }],
    ['a malformed keepalive packet', { program: 0x6b65_6570, type: PacketType.message }],
  ])('%s', async (_name, fields) => {
    const error = await closedAfter((call) =>
      call.client.send(call.replyBytes({ hostname: 'x' }, fields)),
    );
    expect(error).toBeInstanceOf(ProtocolError);
  });

  it('a duplicate reply', async () => {
    const conn = await open({
      connectGetHostname: (call) => {
        const bytes = call.replyBytes({ hostname: 'x' });
        call.client.send(Buffer.concat([bytes, bytes]));
      },
    });
    // The first of the two is as good as any; the second shows that the server is broken.
    expect(await conn.getHostname()).toBe('x');
    expect(await conn.closed).toBeInstanceOf(ProtocolError);
  });

  it('an error that does not decode', async () => {
    const error = await closedAfter((call) =>
      call.client.send(
        encodePacket(call.header({ status: PacketStatus.error }), raw, Buffer.alloc(5)),
      ),
    );
    expect(error).toBeInstanceOf(ProtocolError);
  });

  it('an array over its limit, or longer than the bytes left', async () => {
    for (const body of ['00004001', '0000000300000000']) {
      const conn = await open({
        connectListAllDomains: (call) =>
          call.client.send(encodePacket(call.header(), raw, Buffer.from(body, 'hex'))),
      });
      await expect(conn.listAllDomains()).rejects.toBeInstanceOf(ProtocolError);
      expect(await conn.closed).toBeInstanceOf(ProtocolError);
      await server.stop();
    }
  });
});

describe('a server that is slow or dies', () => {
  it('one byte at a time', async () => {
    const conn = await open({
      connectGetHostname: (call) => {
        const bytes = call.replyBytes({ hostname: 'slow' });
        void (async () => {
          for (const byte of bytes) {
            call.client.send(Buffer.from([byte]));
            await new Promise((resolve) => setImmediate(resolve));
          }
        })();
      },
    });
    expect(await conn.getHostname()).toBe('slow');
  });

  it('answers many calls in one chunk, in another order', async () => {
    const replies: Buffer[] = [];
    const conn = await open({
      connectGetMaxVcpus: (call) => {
        const { type } = asTyped<{ type: string }>(call.args);
        replies.unshift(call.replyBytes({ max_vcpus: Number(type) }));
        if (replies.length === 50) {
          call.client.send(Buffer.concat(replies));
        }
      },
    });
    const calls = Array.from({ length: 50 }, (_, i) => conn.getMaxVcpus(String(i)));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(conn.pendingCalls).toBe(0);
  });

  it('a silent server: the call times out, the connection stays', async () => {
    const held: FakeCall[] = [];
    const conn = await open({ connectGetType: (call) => held.push(call) }, { callTimeoutMs: 50 });
    await expect(conn.getType()).rejects.toBeInstanceOf(TimeoutError);
    await expect(conn.getType({ timeoutMs: 10 })).rejects.toBeInstanceOf(TimeoutError);
    // The late answers are dropped, not taken for somebody else's.
    for (const call of held) {
      call.reply({ type: 'late' });
    }
    expect(await conn.getHostname()).toBe('fake');
    expect(conn.pendingCalls).toBe(0);
  });

  it('a call that is aborted', async () => {
    const conn = await open();
    const abort = new AbortController();
    const call = conn.getType({ signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(call).rejects.toThrow('changed my mind');
    await expect(conn.getType({ signal: abort.signal })).rejects.toThrow('changed my mind');
    expect(await conn.getHostname()).toBe('fake');
  });

  it('a server that goes away: every call and stream fails at once', async () => {
    const conn = await open({ storageVolDownload: (call) => call.reply() });
    const { stream } = await conn.openStream('storageVolDownload', {
      vol,
      offset: 0,
      length: 0,
      flags: 0,
    });
    const calls = Array.from({ length: 100 }, () => conn.getType());
    const read = stream.toArray();
    server.client.socket.destroy();
    const started = performance.now();
    const results = await Promise.allSettled([...calls, read]);
    expect(performance.now() - started).toBeLessThan(100);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: expect.any(ConnectionClosedError) as unknown,
      });
    }
    expect(await conn.closed).toBeInstanceOf(ConnectionClosedError);
  });

  it('a server that goes away while the connection is opened', async () => {
    server = await FakeLibvirtd.start({ connectOpen: (call) => call.client.socket.destroy() });
    await expect(Connection.open(server.uri)).rejects.toBeInstanceOf(ConnectionClosedError);
  });

  it('a server that never answers while the connection is opened', async () => {
    server = await FakeLibvirtd.start({ authList: () => {} });
    const opening = Connection.open(server.uri, { callTimeoutMs: 30 });
    await expect(opening).rejects.toBeInstanceOf(TimeoutError);
    const signal = AbortSignal.timeout(30);
    await expect(Connection.open(server.uri, { signal })).rejects.toThrow(/timeout/);
  });

  it('close() rejects what waits and resolves `closed` with undefined', async () => {
    const conn = await open();
    const call = failureOf(conn.getType());
    const told: unknown[] = [];
    conn.onClose((error) => told.push(error));
    await conn.close();
    expect(await call).toBeInstanceOf(ConnectionClosedError);
    expect(await conn.closed).toBe(undefined);
    expect(told).toEqual([undefined]);
    await conn.close();
  });
});

describe('errors', () => {
  it('carry every field and the procedure', async () => {
    const conn = await open({ connectGetType: (call) => call.fail(38, 'no such thing') });
    const error: unknown = await conn.getType().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({
      code: 38,
      domain: 10,
      message: 'no such thing',
      level: 2,
      str1: 'one',
      str2: null,
      str3: null,
      int1: 7,
      int2: -1,
      procedure: 'connectGetType',
    });
    expect(conn.isAlive).toBe(true);
  });

  it('arguments that cannot be sent fail their call only', async () => {
    const conn = await open();
    await expect(conn.domainLookupByName('a\0b')).rejects.toThrow(/name: .*NUL/);
    await expect(conn.domainLookupByUUID('none')).rejects.toThrow(/uuid/);
    expect(conn.pendingCalls).toBe(0);
    expect(await conn.getHostname()).toBe('fake');
  });
});

describe('authentication', () => {
  it('polkit', async () => {
    const asked: string[] = [];
    await open({
      authList: (call) => call.reply({ types: [2] }),
      authPolkit: (call) => {
        asked.push('polkit');
        call.reply({ complete: 1 });
      },
    });
    expect(asked).toEqual(['polkit']);
  });

  it('polkit denies: the error is told and nothing else is tried', async () => {
    const asked: string[] = [];
    server = await FakeLibvirtd.start({
      authList: (call) => call.reply({ types: [2, 0] }),
      authPolkit: (call) => call.fail(45, 'authentication failed'),
      connectOpen: () => asked.push('open'),
    });
    await expect(Connection.open(server.uri)).rejects.toMatchObject({ code: 45 });
    expect(asked).toEqual([]);
  });

  it.each([[[1]], [[99]], [[1, 99]]])('mechanisms %j are refused by name', async (types) => {
    server = await FakeLibvirtd.start({ authList: (call) => call.reply({ types }) });
    await expect(Connection.open(server.uri)).rejects.toBeInstanceOf(
      UnsupportedAuthenticationError,
    );
  });
});

describe('keepalive', () => {
  it('a ping is answered', async () => {
    await open();
    server.client.send(
      encodePacket(
        header({ program: 0x6b65_6570, procedure: 1, type: PacketType.message, serial: 0 }),
        raw,
        Buffer.alloc(0),
      ),
    );
    const pong = await server.client.waitFor(({ program }) => program === 0x6b65_6570);
    expect(pong).toMatchObject({ procedure: 2, type: PacketType.message, status: 0 });
  });

  it('a server without a sign of life is given up', async () => {
    const conn = await open({}, { keepAliveIntervalMs: 20, keepAliveCount: 2 });
    const call = failureOf(conn.getType());
    expect(await conn.closed).toBeInstanceOf(ConnectionClosedError);
    expect(await call).toBeInstanceOf(ConnectionClosedError);
    expect(server.client.packets.length).toBe(2);
  });

  it('a server that does not know keepalive is not asked', async () => {
    const conn = await open(
      { connectSupportsFeature: (call) => call.reply({ supported: 0 }) },
      { keepAliveIntervalMs: 5, keepAliveCount: 1 },
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(conn.isAlive).toBe(true);
    expect(server.client.packets).toEqual([]);
  });
});

const download: Handlers = { storageVolDownload: (call) => call.reply() };

describe('streams', () => {
  it('an error half-way reaches the reader, behind what came before it', async () => {
    const conn = await open({
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
    const conn = await open({
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
    const conn = await open({ storageVolDownload: (call) => call.fail(50) });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    await expect(conn.openStream('storageVolDownload', args)).rejects.toMatchObject({ code: 50 });
    expect(await conn.getHostname()).toBe('fake');
    expect(server.client.packets).toEqual([]);
  });

  it('the end of a download is agreed with the server', async () => {
    const conn = await open({
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

  it('an upload whose last byte fails does not finish', async () => {
    const conn = await open({
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

  it('destroying a stream aborts it; what still comes is ignored', async () => {
    const conn = await open({
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
    await server.client.waitFor(({ status }) => status === PacketStatus.error);
    expect(await conn.getHostname()).toBe('fake');
  });

  it('a call that was given up while its stream opened is aborted on the server', async () => {
    let held: FakeCall | undefined;
    const conn = await open({ storageVolDownload: (call) => (held = call) });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const opening = conn.openStream('storageVolDownload', args, { timeoutMs: 20 });
    await expect(opening).rejects.toBeInstanceOf(TimeoutError);
    held?.reply();
    held?.stream(PacketStatus.continue, Buffer.from('unwanted'));
    await server.client.waitFor(({ status }) => status === PacketStatus.error);
    expect(await conn.getHostname()).toBe('fake');
  });

  it.each([
    ['bytes on an upload', PacketStatus.continue, PacketType.stream, 'storageVolUpload'],
    ['an end that nobody asked for', PacketStatus.ok, PacketType.stream, 'storageVolDownload'],
    ['an unknown status', 7, PacketType.stream, 'storageVolDownload'],
    [
      'a hole on a stream without',
      PacketStatus.continue,
      PacketType.streamHole,
      'storageVolDownload',
    ],
  ] as const)('%s: the connection is closed', async (_name, status, type, procedure) => {
    const conn = await open({
      [procedure]: (call: FakeCall) => {
        call.reply();
        setTimeout(() => call.stream(status, Buffer.alloc(12), type), 10);
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream(procedure, args);
    stream.on('error', () => {});
    expect(await conn.closed).toBeInstanceOf(ProtocolError);
  });

  it('a reader that does not read stops the socket, and memory stays bounded', async () => {
    const chunk = Buffer.alloc(256 * 1024);
    let sent = 0;
    let stalled = false;
    const conn = await open({
      ...download,
      storageVolDownload: (call) => {
        call.reply();
        const more = (): void => {
          while (sent < 400) {
            sent++;
            call.stream(PacketStatus.continue, chunk);
            if (call.client.socket.writableNeedDrain) {
              stalled = true;
              call.client.socket.once('drain', more);
              return;
            }
          }
          call.stream(PacketStatus.continue);
          void call.client
            .waitFor(({ status, type }) => type === PacketType.stream && status === 0)
            .then(() => call.stream(PacketStatus.ok));
        };
        more();
      },
    });
    const args = { vol, offset: 0, length: 0, flags: 0 };
    const { stream } = await conn.openStream('storageVolDownload', args);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stalled).toBe(true);
    // 16 MiB here, and what the kernel's buffers hold.
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

  it('one that comes before the answer to the registration is not lost', async () => {
    const conn = await open({
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

  it('of a callback that nobody has are dropped', async () => {
    const conn = await open();
    server.client.sendEvent('domainEventCallbackLifecycle', {
      callbackID: 77,
      msg: { ...lifecycle, event: 2, detail: 0 },
    });
    expect(await conn.getHostname()).toBe('fake');
  });

  it('end with the connection', async () => {
    const conn = await open({
      connectDomainEventCallbackRegisterAny: (call) => call.reply({ callbackID: 1 }),
    });
    const queue = await conn.domainEvents(0);
    const next = failureOf(queue.next());
    server.client.socket.destroy();
    expect(await next).toBeInstanceOf(ConnectionClosedError);
    await queue.unsubscribe();
  });
});

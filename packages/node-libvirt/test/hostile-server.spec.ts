import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
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
import { type FakeCall, header, raw } from './fake/fake-libvirtd.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const hostile = useHostileServer();
const vol = { pool: 'p', name: 'v', key: '/v' };

/** Starts a server that misbehaves instead of replying to getHostname. The client must close the connection. */
async function closedAfter(misbehave: (call: FakeCall) => void): Promise<unknown> {
  const conn = await hostile.open({ connectGetHostname: misbehave });
  const results = await Promise.allSettled([conn.getHostname(), conn.getType()]);
  for (const result of results) {
    expect(result.status).toBe('rejected');
  }
  expect(conn.isAlive).toBe(false);
  await expect(conn.getURI()).rejects.toBeInstanceOf(ConnectionClosedError);
  return conn.closed;
}

describe('the client closes the connection if the server sends', () => {
  it.each([0, 3, 27, MAX_PACKET_BYTES + 1, 0xffff_ffff])(
    'a packet of length %i',
    async (length) => {
      const error = await closedAfter((call) => {
        const bytes = call.replyBytes({ hostname: 'x' });
        bytes.writeUInt32BE(length);
        call.client.send(bytes);
      });
      expect(error).toBeInstanceOf(ProtocolError);
    },
  );

  const bodies: [string, Buffer][] = [
    ['a string over 4 MiB', Buffer.from('0040000161626364', 'hex')],
    ['a string longer than the remaining bytes', Buffer.from('0000000961626364', 'hex')],
    ['no body', Buffer.alloc(0)],
    ['extra bytes after the result', Buffer.from('000000016100000000000000', 'hex')],
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
    ['a stream packet without a stream', { type: PacketType.stream }],
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
    const conn = await hostile.open({
      connectGetHostname: (call) => {
        const bytes = call.replyBytes({ hostname: 'x' });
        call.client.send(Buffer.concat([bytes, bytes]));
      },
    });
    // The first of the two is valid; the second proves that the server is broken.
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

  it('an array over its limit, or longer than the remaining bytes', async () => {
    for (const body of ['00004001', '0000000300000000']) {
      const conn = await hostile.open({
        connectListAllDomains: (call) =>
          call.client.send(encodePacket(call.header(), raw, Buffer.from(body, 'hex'))),
      });
      await expect(conn.listAllDomains()).rejects.toBeInstanceOf(ProtocolError);
      expect(await conn.closed).toBeInstanceOf(ProtocolError);
      await hostile.server.stop();
    }
  });
});

describe('slow and failing servers', () => {
  it('a reply may arrive one byte at a time', async () => {
    const conn = await hostile.open({
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

  it('many replies may arrive in one chunk, in a different order', async () => {
    const replies: Buffer[] = [];
    const conn = await hostile.open({
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

  it.each([Infinity, 2 ** 40])(
    'a call with a limit of %d ms does not time out, even if the default limit is shorter',
    async (timeoutMs) => {
      const conn = await hostile.open(
        { connectGetType: (call) => setTimeout(() => call.reply({ type: 'slow' }), 50) },
        { callTimeoutMs: 10 },
      );
      expect(await conn.getType({ timeoutMs })).toBe('slow');
      await conn.close();
    },
  );

  it('a call to a silent server times out, and the connection stays open', async () => {
    const heldCalls: FakeCall[] = [];
    const conn = await hostile.open(
      { connectGetType: (call) => heldCalls.push(call) },
      { callTimeoutMs: 50 },
    );
    await expect(conn.getType()).rejects.toBeInstanceOf(TimeoutError);
    await expect(conn.getType({ timeoutMs: 10 })).rejects.toBeInstanceOf(TimeoutError);
    // The late replies are dropped, and not used for other calls.
    for (const call of heldCalls) {
      call.reply({ type: 'late' });
    }
    expect(await conn.getHostname()).toBe('fake');
    expect(conn.pendingCalls).toBe(0);
  });

  it('an aborted call is rejected with the reason, and the connection stays open', async () => {
    const conn = await hostile.open();
    const abort = new AbortController();
    const call = conn.getType({ signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(call).rejects.toThrow('changed my mind');
    await expect(conn.getType({ signal: abort.signal })).rejects.toThrow('changed my mind');
    expect(await conn.getHostname()).toBe('fake');
  });

  it('a lost connection rejects all calls and streams immediately', async () => {
    const conn = await hostile.open({ storageVolDownload: (call) => call.reply() });
    const { stream } = await conn.openStream('storageVolDownload', {
      vol,
      offset: 0,
      length: 0,
      flags: 0,
    });
    const calls = Array.from({ length: 100 }, () => conn.getType());
    const read = stream.toArray();
    hostile.server.client.socket.destroy();
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

  it('opening a connection fails if the server closes it', async () => {
    await hostile.start({ connectOpen: (call) => call.client.socket.destroy() });
    await expect(Connection.open(hostile.server.uri)).rejects.toBeInstanceOf(ConnectionClosedError);
  });

  it('opening a connection times out if the server never responds', async () => {
    await hostile.start({ authList: () => {} });
    const opening = Connection.open(hostile.server.uri, { callTimeoutMs: 30 });
    await expect(opening).rejects.toBeInstanceOf(TimeoutError);
    const signal = AbortSignal.timeout(30);
    await expect(Connection.open(hostile.server.uri, { signal })).rejects.toThrow(/timeout/);
  });

  it('close() rejects pending calls and resolves `closed` to undefined', async () => {
    const conn = await hostile.open();
    const call = failureOf(conn.getType());
    const closeErrors: unknown[] = [];
    conn.onClose((error) => closeErrors.push(error));
    await conn.close();
    expect(await call).toBeInstanceOf(ConnectionClosedError);
    expect(await conn.closed).toBe(undefined);
    expect(closeErrors).toEqual([undefined]);
    await conn.close();
  });
});

describe('errors', () => {
  it('have all fields of libvirt, and the procedure', async () => {
    const conn = await hostile.open({ connectGetType: (call) => call.fail(38, 'no such thing') });
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

  it('in the arguments reject only their call', async () => {
    const conn = await hostile.open();
    await expect(conn.domainLookupByName('a\0b')).rejects.toThrow(/name: .*NUL/);
    await expect(conn.domainLookupByUUID('none')).rejects.toThrow(/uuid/);
    expect(conn.pendingCalls).toBe(0);
    expect(await conn.getHostname()).toBe('fake');
  });
});

describe('authentication', () => {
  it('uses polkit if the server requires it', async () => {
    const calls: string[] = [];
    await hostile.open({
      authList: (call) => call.reply({ types: [2] }),
      authPolkit: (call) => {
        calls.push('polkit');
        call.reply({ complete: 1 });
      },
    });
    expect(calls).toEqual(['polkit']);
  });

  it('reports that polkit refuses, and tries no other mechanism', async () => {
    const calls: string[] = [];
    await hostile.start({
      authList: (call) => call.reply({ types: [2, 0] }),
      authPolkit: (call) => call.fail(45, 'authentication failed'),
      connectOpen: () => calls.push('open'),
    });
    await expect(Connection.open(hostile.server.uri)).rejects.toMatchObject({ code: 45 });
    expect(calls).toEqual([]);
  });

  it.each([[[1]], [[99]], [[1, 99]]])('refuses the mechanisms %j', async (types) => {
    await hostile.start({
      authList: (call) => call.reply({ types }),
      authSaslInit: (call) => call.reply({ mechlist: 'GSSAPI' }),
    });
    await expect(Connection.open(hostile.server.uri)).rejects.toBeInstanceOf(
      UnsupportedAuthenticationError,
    );
  });
});

describe('keepalive', () => {
  it('replies to a ping', async () => {
    await hostile.open();
    hostile.server.client.send(
      encodePacket(
        header({ program: 0x6b65_6570, procedure: 1, type: PacketType.message, serial: 0 }),
        raw,
        Buffer.alloc(0),
      ),
    );
    const pong = await hostile.server.client.waitFor(({ program }) => program === 0x6b65_6570);
    expect(pong).toMatchObject({ procedure: 2, type: PacketType.message, status: 0 });
  });

  it('closes the connection to a silent server', async () => {
    const conn = await hostile.open({}, { keepAliveIntervalMs: 20, keepAliveCount: 2 });
    const call = failureOf(conn.getType());
    expect(await conn.closed).toBeInstanceOf(ConnectionClosedError);
    expect(await call).toBeInstanceOf(ConnectionClosedError);
    expect(hostile.server.client.packets.length).toBe(2);
  });

  it('does not ping a server that does not support keepalive', async () => {
    const conn = await hostile.open(
      { connectSupportsFeature: (call) => call.reply({ supported: 0 }) },
      { keepAliveIntervalMs: 5, keepAliveCount: 1 },
    );
    await Promise.race([conn.closed, once(AbortSignal.timeout(60), 'abort')]);
    expect(conn.isAlive).toBe(true);
    expect(hostile.server.client.packets).toEqual([]);
  });
});

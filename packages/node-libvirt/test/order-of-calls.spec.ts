import { describe, expect, it } from 'vitest';
import { Connection, ConnectionClosedError, ProtocolError, TimeoutError } from '../src/index.js';
import type { FakeCall } from './fake/fake-libvirtd.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const hostile = useHostileServer();
const dom = { name: 'd', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 };
const LIMITS = { maxCallsUnderWay: 4 };

/** Connects to a busy server: it replies to a normal call on `replyNext()`, and to a high-priority call immediately. */
async function openBusy() {
  const heldCalls: FakeCall[] = [];
  const seen: string[] = [];
  const connection = await hostile.open(
    {
      connectGetCapabilities: (call) => {
        seen.push('capabilities');
        heldCalls.push(call);
      },
      domainGetXMLDesc: (call) => {
        seen.push('xml');
        heldCalls.push(call);
      },
      domainDestroy: (call) => {
        seen.push('destroy');
        call.reply();
      },
      connectClose: (call) => {
        seen.push('close');
        call.reply();
      },
    },
    LIMITS,
  );
  const replyNext = (): void => {
    const call = heldCalls.shift();
    call?.reply(call.name === 'domainGetXMLDesc' ? { xml: '<d/>' } : { capabilities: '<c/>' });
  };
  const getXml = (options = {}): Promise<unknown> =>
    connection.call('domainGetXMLDesc', { dom, flags: 0 }, options);
  return { connection, seen, replyNext, getXml };
}

describe('the order of calls', () => {
  it('a high-priority call is sent before thousands of normal ones, which follow in order', async () => {
    const { connection, seen, replyNext, getXml } = await openBusy();
    const completed: number[] = [];
    const all = Array.from({ length: 5_000 }, (_, i) => getXml().then(() => completed.push(i)));
    await connection.call('domainDestroy', { dom });
    expect(seen).toEqual(['xml', 'xml', 'xml', 'xml', 'destroy']);
    expect(connection.pendingCalls).toBe(5_000);
    for (let i = 0; i < 5_000; i++) {
      replyNext();
      await all[i];
    }
    expect(completed).toEqual(Array.from({ length: 5_000 }, (_, i) => i));
    expect(connection.pendingCalls).toBe(0);
  });

  it('the caller can set the priority', async () => {
    const { connection, seen, getXml } = await openBusy();
    const waiting = Array.from({ length: 10 }, () => failureOf(getXml()));
    waiting.push(failureOf(connection.getCapabilities({ priority: 'urgent' })));
    await connection.getHostname();
    expect(seen).toEqual(['xml', 'xml', 'xml', 'xml', 'capabilities']);
    await connection.close();
    expect(seen.at(-1)).toBe('close');
    for (const failure of await Promise.all(waiting)) {
      expect(failure).toBeInstanceOf(ConnectionClosedError);
    }
  });

  it('a call that is aborted before it is sent has no effect', async () => {
    const { connection, seen, replyNext, getXml } = await openBusy();
    const first = Array.from({ length: 4 }, () => getXml());
    const abort = new AbortController();
    const aborted = failureOf(connection.getCapabilities({ signal: abort.signal }));
    const timedOut = failureOf(connection.getCapabilities({ timeoutMs: 20 }));
    const stream = failureOf(
      connection.openStream(
        'domainScreenshot',
        { dom, screen: 0, flags: 0 },
        { signal: abort.signal },
      ),
    );
    const last = getXml();
    abort.abort(new Error('changed my mind'));
    expect(await aborted).toMatchObject({ message: 'changed my mind' });
    expect(await stream).toMatchObject({ message: 'changed my mind' });
    expect(await timedOut).toBeInstanceOf(TimeoutError);
    expect(connection.pendingCalls).toBe(5);
    for (const call of first) {
      replyNext();
      await call;
    }
    replyNext();
    await last;
    expect(seen).toEqual(['xml', 'xml', 'xml', 'xml', 'xml']);
    expect(connection.pendingCalls).toBe(0);
  });

  it('a reply to a call that was not sent yet ends the connection', async () => {
    const { connection, getXml } = await openBusy();
    const waiting = Array.from({ length: 5 }, () => failureOf(getXml()));
    await connection.getHostname();
    const client = hostile.server.client;
    const [call] = client.calls.filter(({ name }) => name === 'domainGetXMLDesc');
    client.send(call!.replyBytes({ xml: '' }, { serial: call!.packet.serial + 4 }));
    expect(await connection.closed).toBeInstanceOf(ProtocolError);
    await Promise.all(waiting);
  });

  it('maxCallsUnderWay must be at least 1', async () => {
    await hostile.start();
    await expect(Connection.open(hostile.server.uri, { maxCallsUnderWay: 0 })).rejects.toThrow(
      RangeError,
    );
  });
});

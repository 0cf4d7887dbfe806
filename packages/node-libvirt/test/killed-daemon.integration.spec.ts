import { once } from 'node:events';
import { mkdir, chown, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Connection,
  ConnectionClosedError,
  type StoragePool,
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
} from '../src/index.js';
import { asTyped } from '../src/xdr/index.js';
import { failureOf } from './fake/use-hostile-server.js';
import { PrivateLibvirtd } from './support/private-libvirtd.js';

// A real daemon and its processes take longer to start than the fake server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 1024 * 1024;
const LIMIT_MS = 100;
const NOTICED_LIMIT_MS = 5_000;

let daemon: PrivateLibvirtd;

beforeEach(async () => {
  daemon = await PrivateLibvirtd.start();
});

afterEach(async () => {
  await daemon.remove();
});

async function makePool(connection: Connection): Promise<StoragePool> {
  const path = join(daemon.folder, 'pool');
  await mkdir(path);
  const { uid, gid } = await stat(daemon.folder);
  await chown(path, uid, gid);
  return connection.storagePoolCreateXML(
    `<pool type='dir'><name>pool</name><target><path>${path}</path></target></pool>`,
  );
}

/** Uploads data without end. `underWay` resolves when a part of it was sent. */
async function startUpload(pool: StoragePool) {
  const volume = await pool.storageVolCreateXML(
    `<volume><name>up</name><capacity>${64 * MIB}</capacity><allocation>0</allocation></volume>`,
  );
  const stream = await volume.upload(0, 0);
  let markUnderWay: (() => void) | undefined;
  const underWay = new Promise<void>((resolve) => (markUnderWay = resolve));
  async function* source(): AsyncIterable<Buffer> {
    for (let sent = 0; ; sent++) {
      if (sent === 16) markUnderWay?.();
      yield Buffer.alloc(MIB / 4);
      // The content does not matter, but the upload must not end.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { underWay, ended: pipeline(Readable.from(source()), stream) };
}

/** Downloads a volume of zeros that is too large to finish. `underWay` resolves when a part of it was received. */
async function startDownload(pool: StoragePool) {
  const volume = await pool.storageVolCreateXML(
    `<volume><name>down</name><capacity>${64 * 1024 * MIB}</capacity><allocation>0</allocation></volume>`,
  );
  const stream = await volume.download();
  let markUnderWay: (() => void) | undefined;
  const underWay = new Promise<void>((resolve) => (markUnderWay = resolve));
  const ended = (async () => {
    let received = 0;
    for await (const chunk of stream) {
      received += asTyped<Buffer>(chunk).length;
      if (received > 4 * MIB) markUnderWay?.();
    }
  })();
  return { underWay, ended };
}

describe('a daemon that is killed', () => {
  it('settles all calls and streams within 100 ms', async () => {
    const connection = await daemon.connect();
    const pool = await makePool(connection);
    const poolEvents = await connection.storagePoolEvents(VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE);
    const domainEvents = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_LIFECYCLE);
    // A plain socket shows when the kernel has closed the sockets of the daemon.
    const witness = createConnection({ path: daemon.socket });
    await once(witness, 'connect');

    let lastSettled = 0;
    const settles = async (promise: Promise<unknown>): Promise<unknown> => {
      const failure = await failureOf(promise);
      lastSettled = Math.max(lastSettled, performance.now());
      return failure;
    };
    const upload = await startUpload(pool);
    const download = await startDownload(pool);
    const streams = [settles(upload.ended), settles(download.ended)];
    await Promise.all([upload.underWay, download.underWay]);
    const waiting = [settles(poolEvents.next()), settles(domainEvents.next())];
    const calls = Array.from({ length: 2_000 }, () => connection.getCapabilities());
    const outcomes = calls.map(settles);
    await calls[20];
    expect(connection.pendingCalls).toBeGreaterThan(1_000);

    const endedAt = async (end: Promise<unknown>): Promise<number> => {
      await end;
      return performance.now();
    };
    const kernelClosed = endedAt(once(witness, 'close'));
    const socketEnded = endedAt(connection.closed);
    daemon.signal('SIGKILL');
    for (const failure of await Promise.all([...streams, ...waiting])) {
      expect(failure).toBeInstanceOf(ConnectionClosedError);
    }
    const failures = (await Promise.all(outcomes)).filter((failure) => failure !== undefined);
    expect(failures.length).toBeGreaterThan(1_000);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(ConnectionClosedError);
    }
    expect(lastSettled - (await socketEnded)).toBeLessThan(LIMIT_MS);
    // The bytes in the kernel's buffers are read first; the time for that depends on the machine.
    expect(lastSettled - (await kernelClosed)).toBeLessThan(NOTICED_LIMIT_MS);
    expect(connection.pendingCalls).toBe(0);
    expect(await connection.closed).toBeInstanceOf(ConnectionClosedError);
    await expect(connection.getHostname()).rejects.toBeInstanceOf(ConnectionClosedError);
  });

  it('does not restore the connection when it restarts; a new connection works', async () => {
    const connection = await daemon.connect();
    await daemon.kill();
    expect(await connection.closed).toBeInstanceOf(ConnectionClosedError);
    await expect(connection.duplicate()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await daemon.run();
    await using other = await connection.duplicate();
    expect(await other.getURI()).toBe('qemu:///session');
    expect(connection.isAlive).toBe(false);
  });
});

describe('a suspended daemon', () => {
  it('loses its connection and all pending calls, because it does not respond to pings', async () => {
    const connection = await daemon.connect({ keepAliveIntervalMs: 100, keepAliveCount: 3 });
    daemon.signal('SIGSTOP');
    const call = failureOf(connection.getCapabilities());
    expect(await connection.closed).toBeInstanceOf(ConnectionClosedError);
    expect(await call).toBeInstanceOf(ConnectionClosedError);
  });

  it('causes an opening connection to fail when it is killed', async () => {
    daemon.signal('SIGSTOP');
    const opening = failureOf(daemon.connect());
    await new Promise((resolve) => setImmediate(resolve));
    daemon.signal('SIGKILL');
    expect(await opening).toBeInstanceOf(Error);
  });
});

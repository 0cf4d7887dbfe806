import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection, TimeoutError } from '../src/index.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const LIMIT_MS = 200;

describe('connectTimeoutMs', () => {
  const hostile = useHostileServer();
  let folder: string;
  let silent: Server | undefined;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-libvirt-silent-'));
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    silent?.close();
    silent = undefined;
    await rm(folder, { recursive: true });
  });

  /** Starts a server that accepts connections and never responds. */
  async function listen(pathOrPort: string | number): Promise<number> {
    silent = createServer((socket) => sockets.push(socket.on('error', () => {}).resume())).listen(
      pathOrPort,
    );
    await once(silent, 'listening');
    const address = silent.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  async function expectTimeout(uri: string): Promise<void> {
    const error = await failureOf(Connection.open(uri, { connectTimeoutMs: LIMIT_MS }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain(uri);
  }

  it('limits the wait for a silent Unix socket, and closes the socket', async () => {
    const path = join(folder, 'socket');
    await listen(path);
    await expectTimeout(`qemu:///system?socket=${path}`);
    const [socket] = sockets;
    if (socket && !socket.destroyed) await once(socket, 'close');
  });

  it('limits the wait for a silent TCP server', async () => {
    await expectTimeout(`qemu+tcp://127.0.0.1:${await listen(0)}/system`);
  });

  it('limits the wait for ssh', async () => {
    const command = join(folder, 'ssh');
    // sleep: a helper that never responds; it is killed with its connection.
    await writeFile(command, '#!/bin/sh\nexec sleep 600\n');
    await chmod(command, 0o755);
    await expectTimeout(`qemu+ssh://host/system?command=${command}`);
  });

  it('applies to each call that opens the connection, even after the first replies', async () => {
    await hostile.start({ connectOpen: () => undefined });
    await expectTimeout(hostile.server.uri);
    await hostile.server.stop();
    await hostile.start({ connectSupportsFeature: () => undefined });
    await expectTimeout(hostile.server.uri);
  });

  it('applies to a duplicate connection, and not to later calls', async () => {
    let isSilent = false;
    const connection = await hostile.open(
      {
        authList: (call) => (isSilent ? undefined : call.reply({ types: [0] })),
        connectGetHostname: () => undefined,
      },
      { connectTimeoutMs: LIMIT_MS },
    );
    const laterCall = failureOf(connection.getHostname());
    isSilent = true;
    expect(await failureOf(connection.duplicate())).toBeInstanceOf(TimeoutError);
    expect(connection.pendingCalls).toBe(1);
    connection.destroy(new Error('enough'));
    expect(String(await laterCall)).toContain('enough');
    expect(String(await connection.closed)).toContain('enough');
  });
});

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Connection, ConnectionClosedError, VIR_DOMAIN_EVENT_ID_LIFECYCLE } from '../src/index.js';
import { asTyped } from '../src/xdr/index.js';
import { failureOf } from './fake/use-hostile-server.js';

// A real daemon and its processes take longer to start than the fake server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const execute = promisify(execFile);
// sshd executes itself again, so it needs its full path, which differs between distributions.
const SSHD = ['/usr/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path)) ?? 'sshd';
const PRIVILEGE_SEPARATION = '/run/sshd';

let folder: string;
let server: Server;
let port: number;

async function makeKey(name: string): Promise<string> {
  const path = join(folder, name);
  await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return (await readFile(`${path}.pub`, 'utf8')).trim();
}

/** Starts a real sshd for each connection, like inetd, so that any free port works. */
async function listen(config: string): Promise<void> {
  server = createServer({ pauseOnConnect: true }, (socket) => {
    const sshd = spawn(SSHD, ['-i', '-e', '-f', config], { stdio: [socket, socket, 'ignore'] });
    sshd.once('exit', () => socket.destroy());
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = asTyped<{ port: number }>(server.address()));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'node-libvirt-ssh-'));
  const [hostKey, userKey] = [await makeKey('host'), await makeKey('user')];
  await makeKey('stranger');
  await writeFile(join(folder, 'authorized'), `${userKey}\n`);
  const config = join(folder, 'sshd_config');
  await writeFile(
    config,
    [
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized')}`,
      // The folder is in /tmp, which everyone can write to.
      'StrictModes no',
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
    ].join('\n'),
  );
  if (process.getuid?.() === 0) await mkdir(PRIVILEGE_SEPARATION, { recursive: true });
  await listen(config);
  await writeFile(join(folder, 'known'), `[127.0.0.1]:${port} ${hostKey}\n`);
  await writeFile(join(folder, 'unknown'), '');
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function uri(key: string, known: string): string {
  const path = process.getuid?.() === 0 ? 'system' : 'session';
  const files = `keyfile=${join(folder, key)}&known_hosts=${join(folder, known)}`;
  return `qemu+ssh://${userInfo().username}@127.0.0.1:${port}/${path}?${files}`;
}

describe('a real ssh', () => {
  it('transports calls and events', async () => {
    await using connection = await Connection.open(uri('user', 'known'));
    expect(await connection.getURI()).toMatch(/^qemu:\/\/\/(system|session)$/);
    const names = await Promise.all(Array.from({ length: 500 }, () => connection.getHostname()));
    expect(new Set(names).size).toBe(1);
    const events = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_LIFECYCLE);
    await events.unsubscribe();
  });

  it('refuses and reports an unknown host key and a wrong user key', async () => {
    const unknown = await failureOf(Connection.open(uri('user', 'unknown')));
    expect(unknown).toBeInstanceOf(ConnectionClosedError);
    expect(String(unknown)).toMatch(/Host key verification failed/);
    const stranger = await failureOf(Connection.open(uri('stranger', 'known')));
    expect(stranger).toBeInstanceOf(ConnectionClosedError);
    expect(String(stranger)).toMatch(/Permission denied \(publickey\)/);
  });
});

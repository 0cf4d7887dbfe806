import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection } from '../src/index.js';
import { eventually } from '../../../test/support/wait.js';
import { freePort } from './support/free-port.js';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const LIMIT_MS = 30_000;
const NOBODY = 65_534;
const DAEMON = 1;

/** Forwards bytes to the daemon, which sees the user who runs this program as its client. */
const FORWARDER = `
import { createConnection, createServer } from 'node:net';
createServer((client) => {
  const daemon = createConnection('/run/libvirt/libvirt-sock');
  client.pipe(daemon).pipe(client);
  for (const end of [client, daemon]) end.on('error', () => {});
}).listen(Number(process.argv[1]), '127.0.0.1');
`;

/** Authorizes only the user `nobody`. On a terminal, polkit would prompt others for an administrator's password. */
const RULES = `
polkit.addRule(function (action, subject) {
  if (action.id === 'org.libvirt.unix.manage' && subject.user === 'nobody') return polkit.Result.YES;
});
`;

const POLKITD = ['/usr/lib/polkit-1/polkitd', '/usr/libexec/polkitd'];
const hasPolkit = POLKITD.some((path) => existsSync(path)) && existsSync('/usr/bin/dbus-daemon');

// A private system bus needs root, and not every host has polkit and that bus.
describe.skipIf(!canHaveSystemLibvirtd || !hasPolkit)('a libvirtd that uses polkit', () => {
  let folder: string;
  let libvirtd: SystemLibvirtd;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-libvirt-polkit-'));
    await writeFile(join(folder, 'libvirt.rules'), RULES);
    await writeFile(join(folder, 'forwarder.mjs'), FORWARDER);
    libvirtd = await SystemLibvirtd.start({
      hostname: 'asks-polkit',
      // The bus starts polkitd on demand.
      prepare: [
        'mkdir -p /run/dbus',
        'mount -t tmpfs tmpfs /run/dbus',
        'mount -t tmpfs -o mode=755 tmpfs /etc/polkit-1/rules.d',
        `cp ${folder}/libvirt.rules /etc/polkit-1/rules.d/`,
        'dbus-daemon --system --fork',
      ].join('\n'),
      settings: ['auth_unix_rw = "polkit"', 'unix_sock_rw_perms = "0777"'],
    });
  });

  afterAll(async () => {
    await libvirtd?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** Connects through a process that runs as that user. */
  async function connectAs(uid: number): Promise<Connection> {
    const port = await freePort();
    // The shell reads the program, because only root can read the folder.
    const node = `node --input-type=module --eval "$(cat ${folder}/forwarder.mjs)" ${port}`;
    await libvirtd.run(`setpriv --reuid=${uid} --regid=${uid} --clear-groups ${node} &`);
    await eventually('the forwarder', LIMIT_MS, async () => {
      const socket = createConnection(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
      return true;
    });
    return Connection.open(`qemu+tcp://127.0.0.1:${port}/system`);
  }

  it('authorizes a user', async () => {
    const connection = await connectAs(NOBODY);
    expect(await connection.getHostname()).toBe('asks-polkit');
    await connection.close();
  });

  it('reports why it does not authorize another user', async () => {
    await expect(connectAs(DAEMON)).rejects.toMatchObject({
      code: libvirt.VIR_ERR_AUTH_UNAVAILABLE,
      domain: libvirt.VIR_FROM_POLKIT,
    });
  });
});

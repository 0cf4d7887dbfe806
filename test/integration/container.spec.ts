import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { Podman } from '../support/podman.js';
import { PrivateLibvirtd } from '../support/private-libvirtd.js';
import { eventually } from '../support/wait.js';

const execute = promisify(execFile);
/** A container must work again this soon after libvirtd has returned. */
const HEAL_LIMIT_MS = 10_000;
const START_LIMIT_MS = 30_000;
/** A user that every host has: libvirtd refuses the ids of unknown users. */
const USER_ID = 65534;

let podman: Podman;
let libvirtd: PrivateLibvirtd;
let port: number;
let socketGroup: string;

beforeAll(async () => {
  // As on a host with a group for libvirt, and without polkit.
  libvirtd = await PrivateLibvirtd.start([
    'unix_sock_group = "libvirt"',
    'unix_sock_rw_perms = "0770"',
    'auth_unix_rw = "none"',
  ]);
  port = await freePort();
  const { stdout } = await execute('getent', ['group', 'libvirt']);
  socketGroup = stdout.split(':')[2] ?? '';
  podman = await Podman.create();
  await execute(process.execPath, ['scripts/package.mjs', '--container']);
  await podman.importBase('localhost/base');
  await podman.run(
    `build --quiet --format docker --isolation chroot --build-arg BASE=localhost/base --tag picostk build/container`,
  );
});
afterAll(async () => {
  await podman?.[Symbol.asyncDispose]();
  await libvirtd?.dispose();
});
afterEach(() => podman.run('rm --all --force --time 5'));

/** Start the server in a container, with the options of docs/container.md. */
async function start(groupId: string): Promise<void> {
  // Podman sets higher limits than a container of a test may set.
  const { stdout: files } = await execute('bash', ['-c', 'ulimit -Hn']);
  const limit = files.trim();
  await podman.run(
    `run --detach --name picostack --network host --read-only --tmpfs /tmp --cap-drop all
    --security-opt no-new-privileges --no-healthcheck
    --ulimit nofile=${limit}:${limit} --ulimit nproc=4096 --user ${USER_ID}:${groupId}
    --env PICOSTACK_LISTEN=127.0.0.1:${port} --volume ${libvirtd.runFolder}:/run/libvirt:ro
    --volume data:/var/lib/picostack picostk`,
  );
  await eventually('the server in the container', START_LIMIT_MS, () => isOk('/healthz'));
}

async function isOk(path: string): Promise<true | undefined> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).ok || undefined;
}

async function isNotReady(): Promise<true | undefined> {
  return (await isOk('/readyz')) ? undefined : true;
}

/** Run `picostk` in the container. */
async function picostk(command: string): Promise<string> {
  return (await podman.run(`exec picostack picostk ${command}`)).stdout;
}

async function log(): Promise<string> {
  const { stdout, stderr } = await podman.run('logs picostack');
  return stdout + stderr;
}

it('starts before libvirtd, connects when it is there, and again after each restart', async () => {
  await libvirtd.kill();
  await rm(join(libvirtd.runFolder, 'libvirt-sock'));
  await start(socketGroup);
  expect(await isNotReady()).toBe(true);
  expect(await picostk('status')).toContain('not connected');
  for (const round of ['first', 'second']) {
    await libvirtd.startAgain();
    await eventually(`${round} connection`, HEAL_LIMIT_MS, () => isOk('/readyz'));
    await libvirtd.kill();
    await eventually('the loss of the connection', HEAL_LIMIT_MS, isNotReady);
  }
  await libvirtd.startAgain();
});

it('gets what decompresses images from apt', async () => {
  await start(socketGroup);
  const { stdout } = await podman.run(
    "exec picostack /usr/lib/picostk/bin/node -p fs.readFileSync('/apt-calls','utf8')",
  );
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^install .*xz-utils zstd bzip2$/);
});

it('ends at SIGTERM by itself, and a new container has the same data', async () => {
  await start(socketGroup);
  await eventually('the connection', HEAL_LIMIT_MS, () => isOk('/readyz'));
  await picostk('token create kept');
  await podman.run('stop --time 5 picostack');
  const { stdout } = await podman.run('inspect picostack --format {{.State.ExitCode}}');
  expect(stdout.trim()).toBe('0');
  const lines = (await log()).split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line)).at(-1)).toMatchObject({
    message: 'picostack stops (SIGTERM)',
  });
  await podman.run('rm picostack');
  await start(socketGroup);
  expect(await picostk('token list')).toContain('kept');
});

it('says how to run it if libvirt refuses its user', async () => {
  await start(String(USER_ID));
  await eventually('the reason in the log', HEAL_LIMIT_MS, async () =>
    (await log()).includes('--user UID:GID') ? true : undefined,
  );
});

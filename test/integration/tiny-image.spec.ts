import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildTinyImage, runProgram, type TinyImage } from '@picostack/tiny-image';
import { freePort } from '../support/free-port.js';
import { guestRun } from '../support/guest-ssh.js';
import { eventually } from '../support/wait.js';

const CACHE = resolve('node_modules/.cache/picostack-tiny');
const MIB = 1024 * 1024;
const BOOT_LIMIT_MS = 90_000;
const POWER_OFF_LIMIT_MS = 20_000;

let folder: string;
let image: TinyImage;
const running: Guest[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picostack-tiny-'));
  image = await buildTinyImage({
    cacheDir: CACHE,
    outputPath: join(folder, 'tiny.raw'),
    log: () => undefined,
  });
});

afterEach(() => {
  for (const guest of running.splice(0)) guest.process.kill('SIGKILL');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the tiny image', () => {
  it('is a small raw disk, and the same packages result in the same bytes', async () => {
    const again = join(folder, 'again.raw');
    await buildTinyImage({ cacheDir: CACHE, outputPath: again, log: () => undefined });
    expect(image.format).toBe('raw');
    expect((await stat(image.path)).size).toBe(image.virtualSizeBytes);
    expect(image.virtualSizeBytes).toBeLessThan(40 * MIB);
    await runProgram('cmp', [image.path, again]);
    expect((await readdir(folder)).toSorted()).toEqual(['again.raw', 'tiny.raw']);
  });

  it('responds, accepts logins, shuts down by the power button and keeps the files in /root', async () => {
    const disk = join(folder, 'guest.raw');
    await runProgram('cp', [image.path, disk]);

    const first = await boot(disk, 256, ['-smbios', 'type=1,serial=ds=nocloud;h=web-1']);
    expect(await hostnameOf(first)).toBe('web-1\n');
    await signInOnSerial(first, 'web-1');
    await guestRun(first.sshPort, 'echo kept >/root/note');
    const hostKey = await guestRun(first.sshPort, 'md5sum /etc/dropbear/dropbear_ed25519_host_key');
    await pressPowerButton(first);

    // Without a name in SMBIOS, the name comes from the MAC address. 128 MiB are enough.
    const second = await boot(disk, 128, []);
    expect(await hostnameOf(second)).toBe('tiny-0a0b0c\n');
    expect(await guestRun(second.sshPort, 'cat /root/note')).toBe('kept\n');
    expect(await guestRun(second.sshPort, 'md5sum /etc/dropbear/dropbear_ed25519_host_key')).toBe(
      hostKey,
    );
    await pressPowerButton(second);
  }, 300_000);
});

interface Guest {
  readonly process: ChildProcess;
  readonly httpPort: number;
  readonly sshPort: number;
  readonly serial: Terminal;
  readonly monitor: Terminal;
}

async function boot(disk: string, memoryMiB: number, more: readonly string[]): Promise<Guest> {
  const [httpPort, sshPort] = [await freePort(), await freePort()];
  const sockets = await mkdtemp(join(folder, 'sockets-'));
  const forward = `hostfwd=tcp:127.0.0.1:${httpPort}-:80,hostfwd=tcp:127.0.0.1:${sshPort}-:22`;
  const [serial, monitor] = [join(sockets, 'serial'), join(sockets, 'qmp')];
  const process = spawn(
    'qemu-system-x86_64',
    [
      '-machine',
      'q35,accel=tcg',
      '-m',
      String(memoryMiB),
      '-display',
      'none',
      '-drive',
      `if=virtio,format=raw,file=${disk}`,
      '-netdev',
      `user,id=net,${forward}`,
      '-device',
      'virtio-net-pci,netdev=net,mac=52:54:00:0a:0b:0c',

      '-serial',
      `unix:${serial},server=on,wait=off`,
      '-qmp',
      `unix:${monitor},server=on,wait=off`,
      ...more,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const guest = {
    process,
    httpPort,
    sshPort,
    serial: await Terminal.connect(serial),
    monitor: await Terminal.connect(monitor),
  };
  running.push(guest);
  return guest;
}

/** Wait until the guest's web server responds, and return its response. */
async function hostnameOf(guest: Guest): Promise<string> {
  return eventually('a response over HTTP', BOOT_LIMIT_MS, async () => {
    const response = await fetch(`http://127.0.0.1:${guest.httpPort}/`, {
      signal: AbortSignal.timeout(2000),
    });
    expect(response.headers.get('content-type')).toBe('text/plain');
    return response.text();
  });
}

async function signInOnSerial(guest: Guest, hostname: string): Promise<void> {
  await guest.serial.until(`${hostname} login:`);
  guest.serial.write('root\n');
  await guest.serial.until('Password:');
  guest.serial.write('picostack\n');
  await guest.serial.until(`root@${hostname}:~# `);
}

async function pressPowerButton(guest: Guest): Promise<void> {
  guest.monitor.write('{"execute":"qmp_capabilities"}\n{"execute":"system_powerdown"}\n');
  const signal = AbortSignal.timeout(POWER_OFF_LIMIT_MS);
  if (guest.process.exitCode === null) await once(guest.process, 'exit', { signal });
  expect(guest.process.exitCode).toBe(0);
}

/** A stream socket that can wait for a text. */
class Terminal {
  private seen = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (this.seen += text));
    // QEMU closes the socket when the guest is off.
    socket.on('error', () => undefined);
  }

  static connect(path: string): Promise<Terminal> {
    return eventually(`a connection to ${path}`, 10_000, async () => {
      const socket = createConnection(path);
      await once(socket, 'connect');
      return new Terminal(socket);
    });
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** Wait for a text, and discard everything received up to its end. */
  async until(text: string): Promise<void> {
    await eventually(`"${text}"`, 30_000, () => {
      const at = this.seen.indexOf(text);
      if (at < 0) throw new Error(`received: ${this.seen}`);
      this.seen = this.seen.slice(at + text.length);
      return true;
    });
  }
}

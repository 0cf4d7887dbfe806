import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceNotification } from '../../src/service-notification.js';
import { freePort } from '../support/free-port.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
/** Long enough for a busy host: three messages are sent in it. */
const WATCHDOG_S = 3;

interface Heard {
  readonly lines?: readonly string[];
  /** The status of the URL when READY=1 arrived. */
  readonly status?: number | string | null;
  /** The watchdog would restart the service now. */
  readonly timeout?: true;
}

/** A real datagram socket, which Node cannot open: the counterpart of systemd. */
class NotifyListener {
  readonly heard: Heard[] = [];
  private constructor(
    readonly socket: string,
    private readonly child: ChildProcess,
  ) {}

  static async open(folder: string, watchdogS: number, url?: string): Promise<NotifyListener> {
    const socket = join(folder, 'notify.socket');
    const args = [resolve('test/support/notify-listener.py'), socket, String(watchdogS)];
    const child = spawn('python3', url === undefined ? args : [...args, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const listener = new NotifyListener(socket, child);
    createInterface(child.stdout).on('line', (line) => {
      const heard: Heard = JSON.parse(line);
      listener.heard.push(heard);
    });
    await eventually('the listener', LIMIT_MS, () => listener.heard.shift());
    return listener;
  }

  /** Wait for the next message with this line, or for the end of the watchdog's time; forget those before it. */
  next(what: string): Promise<Heard> {
    return eventually(what, LIMIT_MS, () => {
      for (let heard = this.heard.shift(); heard; heard = this.heard.shift()) {
        if (what === 'timeout' ? heard.timeout : heard.lines?.includes(what)) return heard;
      }
      return undefined;
    });
  }

  async close(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}

let folder: string;
let listener: NotifyListener | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-notify-'));
});
afterEach(async () => {
  await listener?.close();
  listener = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe('a server that systemd has started', () => {
  it('is ready when it responds, feeds the watchdog until it is stopped, and says that it ends', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    // Without a session 401. The socket listens before the application is loaded, and responds 503 until then.
    listener = await NotifyListener.open(folder, WATCHDOG_S, `http://${address}/api/v1/instances`);
    await using server = await TestServer.start({
      env: {
        PICOSTACK_LISTEN: address,
        NOTIFY_SOCKET: listener.socket,
        WATCHDOG_USEC: String(WATCHDOG_S * 1_000_000),
      },
    });
    expect(await listener.next('READY=1')).toMatchObject({ status: 401 });
    await listener.next('WATCHDOG=1');
    await listener.next('WATCHDOG=1');

    process.kill(server.pid, 'SIGSTOP');
    await listener.next('timeout');
    expect(listener.heard).toEqual([]);
    process.kill(server.pid, 'SIGCONT');
    await listener.next('WATCHDOG=1');

    const { code } = await server.signal('SIGTERM');
    expect(code).toBe(0);
    await listener.next('STOPPING=1');
  });

  it('is ready without libvirt: a host whose libvirt does not start still gets a page that says so', async () => {
    listener = await NotifyListener.open(folder, WATCHDOG_S);
    await using server = await TestServer.prepare();
    await server.start({
      PICOSTACK_LIBVIRT_URI: `qemu+unix:///system?socket=${join(folder, 'none')}`,
      NOTIFY_SOCKET: listener.socket,
    });
    await listener.next('READY=1');
  });
});

describe('the notification', () => {
  const WATCHDOG_USEC = '600000';

  const notificationFor = async (more: Record<string, string>) => {
    const open = await NotifyListener.open(folder, Number(WATCHDOG_USEC) / 1e6);
    listener = open;
    const env = { ...process.env, NOTIFY_SOCKET: open.socket, WATCHDOG_USEC, ...more };
    return { notification: new ServiceNotification(env), open };
  };

  it('does not feed the watchdog while the server does not respond, and does again afterwards', async () => {
    const { notification, open } = await notificationFor({});
    let healthy = false;
    await notification.ready(() => Promise.resolve(healthy));
    await open.next('READY=1');
    expect(await eventually('the end of the time', LIMIT_MS, () => open.heard.shift())).toEqual({
      timeout: true,
    });
    healthy = true;
    await open.next('WATCHDOG=1');
    await notification.stopping();
  });

  it('leaves the watchdog of another process alone', async () => {
    const { notification, open } = await notificationFor({ WATCHDOG_PID: '1' });
    await notification.ready(() => Promise.resolve(true));
    await open.next('READY=1');
    expect(await eventually('the end of the time', LIMIT_MS, () => open.heard.shift())).toEqual({
      timeout: true,
    });
    await notification.stopping();
  });

  it('starts no program without NOTIFY_SOCKET', async () => {
    const trace = join(folder, 'trace');
    writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\n: > ${trace}\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const unused = new ServiceNotification({ ...env, WATCHDOG_USEC });
    await unused.ready(() => Promise.resolve(true));
    await unused.stopping();
    expect(existsSync(trace)).toBe(false);

    const used = new ServiceNotification({ ...env, NOTIFY_SOCKET: join(folder, 'socket') });
    await used.ready(() => Promise.resolve(true));
    expect(existsSync(trace)).toBe(true);
  });
});

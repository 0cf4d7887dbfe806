import { execFile } from 'node:child_process';

/** On a very busy host, starting a program takes seconds. */
const NOTIFY_LIMIT_MS = 30_000;

/**
 * Tells systemd how the server is: the protocol of sd_notify(3). Node has no datagram sockets of the Unix domain, so the
 * program `systemd-notify` sends the messages; it comes with systemd, and waits until systemd has read them. Without
 * `NOTIFY_SOCKET`, nothing is sent.
 */
export class ServiceNotification {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly env: NodeJS.ProcessEnv = process.env) {}

  /** The server responds to requests. From now on, tell the watchdog that it still does. */
  async ready(isHealthy: () => Promise<boolean>): Promise<void> {
    await this.send(['READY=1', 'STATUS=Ready']);
    const limitMs = Number(this.env['WATCHDOG_USEC']) / 1000;
    const isOurs = (this.env['WATCHDOG_PID'] ?? String(process.pid)) === String(process.pid);
    if (!this.env['NOTIFY_SOCKET'] || !(limitMs > 0) || !isOurs) return;
    // systemd asks for at least twice the rate.
    this.timer = setInterval(() => void this.feed(isHealthy), limitMs / 3).unref();
  }

  async stopping(): Promise<void> {
    clearInterval(this.timer);
    await this.send(['STOPPING=1', 'STATUS=Stopping']);
  }

  /** A process whose event loop is blocked, or that does not respond to requests, sends nothing. */
  private async feed(isHealthy: () => Promise<boolean>): Promise<void> {
    if (await isHealthy()) await this.send(['WATCHDOG=1']);
  }

  private send(message: readonly string[]): Promise<void> {
    if (!this.env['NOTIFY_SOCKET']) return Promise.resolve();
    return new Promise((resolve) => {
      const args = [`--pid=${process.pid}`, ...message];
      execFile('systemd-notify', args, { env: this.env, timeout: NOTIFY_LIMIT_MS }, (error) => {
        if (error) process.stderr.write(`systemd-notify failed: ${error.message.trim()}\n`);
        resolve();
      });
    });
  }
}

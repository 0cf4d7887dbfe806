/** libvirt's keepalive program ("keep" in ASCII) and its two procedures. */
export const KEEPALIVE_PROGRAM = 0x6b65_6570;
export const KEEPALIVE_VERSION = 1;
export const KEEPALIVE_PING = 1;
export const KEEPALIVE_PONG = 2;

export interface KeepAliveOptions {
  /** How long the server may be silent before a ping. */
  intervalMs: number;
  /** How many pings in a row may stay without a response. */
  count: number;
  ping: () => void;
  dead: () => void;
  /**
   * How many times longer than usual the server may currently be silent; Infinity while silence proves nothing, such as
   * while this client does not read.
   */
  patience: () => number;
}

const LONGEST_TIMER_MS = 0x7fff_ffff;

/** Pings a silent server, and reports when it does not respond. */
export class KeepAlive {
  private hasHeard = false;
  private unanswered = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: KeepAliveOptions) {}

  start(): void {
    // Node changes a longer interval to 1 ms.
    const intervalMs = Math.min(this.options.intervalMs, LONGEST_TIMER_MS);
    // The socket keeps the process alive; this timer must not.
    this.timer ??= setInterval(() => this.tick(), intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Any bytes show that the server is alive. */
  received(): void {
    this.hasHeard = true;
    this.unanswered = 0;
  }

  private tick(): void {
    // A flag instead of a clock: a change of the host's clock cannot make a server look dead.
    if (this.hasHeard) {
      this.hasHeard = false;
      return;
    }
    // Ping even if no response is expected: the server counts pings as a sign of life.
    const patience = this.options.patience();
    if (patience === Infinity) {
      this.unanswered = 0;
    } else if (this.unanswered >= this.options.count * patience) {
      this.stop();
      this.options.dead();
      return;
    }
    this.unanswered++;
    this.options.ping();
  }
}

/** libvirt's keepalive program ("keep" in ASCII) and its two procedures. */
export const KEEPALIVE_PROGRAM = 0x6b65_6570;
export const KEEPALIVE_VERSION = 1;
export const KEEPALIVE_PING = 1;
export const KEEPALIVE_PONG = 2;

export interface KeepAliveOptions {
  /** How long the server may be silent before it is asked. */
  intervalMs: number;
  /** How many questions in a row may stay unanswered. */
  count: number;
  ping: () => void;
  dead: () => void;
  /**
   * How many times longer than usual the server may be silent just now; Infinity while silence
   * proves nothing, as when we do not read ourselves.
   */
  patience: () => number;
}

const LONGEST_TIMER_MS = 0x7fff_ffff;

/** Asks a silent server whether it lives and tells when it does not answer. */
export class KeepAlive {
  private hasHeard = false;
  private unanswered = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: KeepAliveOptions) {}

  start(): void {
    // Node takes a longer interval for one of a millisecond.
    const intervalMs = Math.min(this.options.intervalMs, LONGEST_TIMER_MS);
    // The socket keeps the process alive, this timer must not.
    this.timer ??= setInterval(() => this.tick(), intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Any bytes at all show that the server lives. */
  received(): void {
    this.hasHeard = true;
    this.unanswered = 0;
  }

  private tick(): void {
    // A flag instead of a clock: setting the host's clock cannot make a server look dead.
    if (this.hasHeard) {
      this.hasHeard = false;
      return;
    }
    // Pings go out even when no answer is expected: the server counts ours as a sign of life.
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

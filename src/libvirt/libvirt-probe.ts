import { type Connection, LibvirtError } from 'node-libvirt';

const PROBE_EVERY_MS = 2_000;
const PROBE_LIMIT_MS = 4_000;
/** One may be late because this process, and not libvirtd, was held up. */
const PROBES_MISSED = 2;

/**
 * Asks libvirtd again and again whether it still answers. It asks on a connection of its own: libvirtd stops reading
 * from a client that has five calls under way, and such a one must not be taken for a libvirtd that hangs.
 */
export class LibvirtProbe {
  private own: Connection | undefined;
  private timer: NodeJS.Timeout | undefined;
  private missed = 0;
  private isOver = false;
  private askedAt = performance.now();

  /** @param onSilent told once, when libvirtd has not answered for long */
  constructor(
    private readonly watched: Connection,
    private readonly onSilent: (reason: string) => void,
  ) {
    this.schedule();
  }

  /** For how long libvirtd has not answered; undefined while it does. */
  get silentForMs(): number | undefined {
    return this.missed > 0 ? performance.now() - this.askedAt : undefined;
  }

  stop(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.own?.destroy();
  }

  private schedule(): void {
    if (!this.isOver) this.timer = setTimeout(() => void this.turn(), PROBE_EVERY_MS).unref();
  }

  private async turn(): Promise<void> {
    if (this.missed === 0) this.askedAt = performance.now();
    try {
      await this.ask();
      this.missed = 0;
    } catch (error) {
      // An error of libvirt's is an answer.
      this.missed = error instanceof LibvirtError ? 0 : this.missed + 1;
      this.own?.destroy();
      this.own = undefined;
    }
    if (this.isOver) return;
    if (this.missed < PROBES_MISSED) return this.missed > 0 ? this.turn() : this.schedule();
    this.stop();
    const seconds = Math.round((this.silentForMs ?? 0) / 1000);
    this.onSilent(`it has not answered for ${seconds} s`);
  }

  private async ask(): Promise<void> {
    if (!this.own?.isAlive) {
      this.own = await this.watched.duplicate({ connectTimeoutMs: PROBE_LIMIT_MS });
      if (this.isOver) return this.own.destroy();
    }
    await this.own.getLibVersion({ timeoutMs: PROBE_LIMIT_MS });
  }
}

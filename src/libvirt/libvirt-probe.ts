import { type Connection, LibvirtError } from 'node-libvirt';

const PROBE_EVERY_MS = 2_000;
const PROBE_LIMIT_MS = 4_000;
/** A single late response is allowed: this process may have been delayed, not libvirtd. */
const PROBES_MISSED = 2;

/**
 * Checks regularly that libvirtd responds. It uses a separate connection: libvirtd reads no more from a client with five
 * running calls, which must not look like a libvirtd that hangs.
 */
export class LibvirtProbe {
  private own: Connection | undefined;
  private timer: NodeJS.Timeout | undefined;
  private missed = 0;
  private isOver = false;
  private askedAt = performance.now();

  /** @param onSilent called once when libvirtd has not responded for long */
  constructor(
    private readonly watched: Connection,
    private readonly onSilent: (reason: string) => void,
  ) {
    this.schedule();
  }

  /** How long libvirtd has not responded; undefined while it does. */
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
      // An error from libvirt is a response.
      this.missed = error instanceof LibvirtError ? 0 : this.missed + 1;
      this.own?.destroy();
      this.own = undefined;
    }
    if (this.isOver) return;
    if (this.missed < PROBES_MISSED) return this.missed > 0 ? this.turn() : this.schedule();
    this.stop();
    const seconds = Math.round((this.silentForMs ?? 0) / 1000);
    this.onSilent(`it has not responded for ${seconds} s`);
  }

  private async ask(): Promise<void> {
    if (!this.own?.isAlive) {
      this.own = await this.watched.duplicate({ connectTimeoutMs: PROBE_LIMIT_MS });
      if (this.isOver) return this.own.destroy();
    }
    await this.own.getLibVersion({ timeoutMs: PROBE_LIMIT_MS });
  }
}

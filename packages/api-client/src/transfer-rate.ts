/** How long past speeds count: after this time, their weight is about a third. */
const MEMORY_MS = 5_000;
/** Shorter times say nothing about the speed. */
const MIN_INTERVAL_MS = 500;

/** The smoothed speed of a transfer. All times are in milliseconds, from any clock that never goes back. */
export class TransferRate {
  private sampledAt: number;
  private sampledBytes: number;
  private smoothed: number | undefined;

  /** @param bytes those that were there before, such as the first part of an upload that continues */
  constructor(nowMs: number, bytes = 0) {
    this.sampledAt = nowMs;
    this.sampledBytes = bytes;
  }

  /** Note the number of bytes so far. */
  note(bytes: number, nowMs: number): void {
    if (nowMs - this.sampledAt < MIN_INTERVAL_MS) return;
    this.smoothed = this.blend(bytes, nowMs);
    this.sampledAt = nowMs;
    this.sampledBytes = bytes;
  }

  /** The speed now, which falls while nothing arrives; undefined if it is not known yet. */
  bytesPerSecond(nowMs: number): number | undefined {
    if (this.smoothed === undefined) return undefined;
    const isSilent = nowMs - this.sampledAt > 2 * MIN_INTERVAL_MS;
    return isSilent ? this.blend(this.sampledBytes, nowMs) : this.smoothed;
  }

  private blend(bytes: number, nowMs: number): number {
    const elapsedMs = nowMs - this.sampledAt;
    const latest = Math.max(0, ((bytes - this.sampledBytes) / elapsedMs) * 1000);
    if (this.smoothed === undefined) return latest;
    const weight = Math.exp(-elapsedMs / MEMORY_MS);
    return this.smoothed * weight + latest * (1 - weight);
  }
}

/** The time until the rest has arrived, in whole seconds; undefined if nobody can know. */
export function secondsLeft(
  restBytes: number | undefined,
  bytesPerSecond: number | undefined,
): number | undefined {
  if (restBytes === undefined || bytesPerSecond === undefined || bytesPerSecond < 1) {
    return undefined;
  }
  return Math.ceil(Math.max(0, restBytes) / bytesPerSecond);
}

/** Format a duration in its largest units: `45 s`, `3 min`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

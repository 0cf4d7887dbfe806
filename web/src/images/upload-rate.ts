/** How fast an upload went lately. */
export interface UploadRate {
  sentBytes: number;
  atMs: number;
  bytesPerSecond: number | null;
}

const SMOOTHING = 0.3;
const MIN_SAMPLE_MS = 200;

export function startRate(atMs: number): UploadRate {
  return { sentBytes: 0, atMs, bytesPerSecond: null };
}

/** Takes one progress report; reports closer together than a fifth of a second are too noisy and wait. */
export function advanceRate(rate: UploadRate, sentBytes: number, atMs: number): UploadRate {
  const elapsedMs = atMs - rate.atMs;
  if (elapsedMs < MIN_SAMPLE_MS) return rate;
  const sample = ((sentBytes - rate.sentBytes) * 1000) / elapsedMs;
  const before = rate.bytesPerSecond;
  const bytesPerSecond = before === null ? sample : before + SMOOTHING * (sample - before);
  return { sentBytes, atMs, bytesPerSecond };
}

/** Seconds until all is sent; null while nobody can tell. */
export function remainingSeconds(
  totalBytes: number,
  sentBytes: number,
  { bytesPerSecond }: UploadRate,
): number | null {
  if (!bytesPerSecond || bytesPerSecond <= 0) return null;
  return (totalBytes - sentBytes) / bytesPerSecond;
}

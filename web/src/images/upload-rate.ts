/** The recent speed of an upload. */
export interface UploadRate {
  sentBytes: number;
  atMs: number;
  bytesPerSecond: number | null;
}

const SMOOTHING = 0.3;
const MIN_SAMPLE_MS = 200;

/** Start to measure a rate. `sentBytes` were sent before. */
export function startRate(atMs: number, sentBytes = 0): UploadRate {
  return { sentBytes, atMs, bytesPerSecond: null };
}

/** Add a progress report. Reports within the minimum sample time are ignored, because their rate is inaccurate. */
export function advanceRate(rate: UploadRate, sentBytes: number, atMs: number): UploadRate {
  const elapsedMs = atMs - rate.atMs;
  if (elapsedMs < MIN_SAMPLE_MS) return rate;
  const sample = ((sentBytes - rate.sentBytes) * 1000) / elapsedMs;
  const before = rate.bytesPerSecond;
  const bytesPerSecond = before === null ? sample : before + SMOOTHING * (sample - before);
  return { sentBytes, atMs, bytesPerSecond };
}

/** Return the seconds until the upload ends; null if the rate is unknown. */
export function remainingSeconds(
  totalBytes: number,
  sentBytes: number,
  { bytesPerSecond }: UploadRate,
): number | null {
  if (!bytesPerSecond || bytesPerSecond <= 0) return null;
  return (totalBytes - sentBytes) / bytesPerSecond;
}

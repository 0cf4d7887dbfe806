/** The number of bytes received at a point in time. */
interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** The progress of a transfer. */
export interface TransferProgress {
  readonly bytes: number;
  /** Undefined if the length is unknown. */
  readonly totalBytes: number | undefined;
  /** The average of the last seconds; undefined until it can be measured. */
  readonly bytesPerSecond: number | undefined;
  /** Undefined without a total, and while nothing arrives. */
  readonly secondsLeft: number | undefined;
  /** What the next report is compared with, oldest first. */
  readonly samples: readonly Sample[];
}

/** The rate is the average over this time: long enough to be steady, short enough to show a line that stalls. */
const WINDOW_MS = 5_000;
/** Samples that are closer together would only cost memory. */
const SAMPLE_MS = 200;
/** A rate over a shorter time would be a guess. */
const MIN_SPAN_MS = 500;

/** Start to measure; a resumed transfer starts with the bytes that it has. */
export function startProgress(
  atMs: number,
  totalBytes: number | undefined,
  bytes = 0,
): TransferProgress {
  return {
    bytes,
    totalBytes,
    bytesPerSecond: undefined,
    secondsLeft: undefined,
    samples: [{ atMs, bytes }],
  };
}

/**
 * Return the progress after a report.
 * @param bytes all bytes received so far
 * @param atMs a time that does not go back, such as `performance.now()`
 */
export function advanceProgress(
  before: TransferProgress,
  bytes: number,
  atMs: number,
): TransferProgress {
  const { totalBytes } = before;
  const samples = recentSamples(before.samples, atMs);
  const [oldest] = samples;
  const spanMs = oldest === undefined ? 0 : atMs - oldest.atMs;
  const bytesPerSecond =
    oldest === undefined || spanMs < MIN_SPAN_MS
      ? before.bytesPerSecond
      : (Math.max(0, bytes - oldest.bytes) * 1000) / spanMs;
  const newest = samples.at(-1);
  const isFarEnough = newest === undefined || atMs - newest.atMs >= SAMPLE_MS;
  return {
    bytes,
    totalBytes,
    bytesPerSecond,
    secondsLeft: secondsLeft(bytes, totalBytes, bytesPerSecond),
    samples: isFarEnough ? [...samples, { atMs, bytes }] : samples,
  };
}

/** Keep the samples in the window, or the newest one if it is empty: the rate is measured from the oldest that is kept. */
function recentSamples(samples: readonly Sample[], atMs: number): readonly Sample[] {
  const firstRecent = samples.findIndex((sample) => sample.atMs > atMs - WINDOW_MS);
  return samples.slice(firstRecent);
}

function secondsLeft(
  bytes: number,
  totalBytes: number | undefined,
  bytesPerSecond: number | undefined,
): number | undefined {
  if (totalBytes === undefined || bytesPerSecond === undefined) return undefined;
  const bytesLeft = Math.max(0, totalBytes - bytes);
  if (bytesLeft === 0) return 0;
  return bytesPerSecond > 0 ? bytesLeft / bytesPerSecond : undefined;
}

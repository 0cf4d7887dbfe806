import { describe, expect, it } from 'vitest';
import { advanceProgress, startProgress, type TransferProgress } from './transfer-progress.js';

/** Report bytes at times in seconds. */
function report(
  progress: TransferProgress,
  reports: readonly (readonly [seconds: number, bytes: number])[],
): TransferProgress {
  return reports.reduce(
    (before, [seconds, bytes]) => advanceProgress(before, bytes, seconds * 1000),
    progress,
  );
}

describe('the progress of a transfer', () => {
  it('has a rate and a time left once it can be measured', () => {
    const start = startProgress(0, 1000);
    expect(start).toMatchObject({ bytes: 0, bytesPerSecond: undefined, secondsLeft: undefined });
    expect(report(start, [[0.1, 50]])).toMatchObject({ bytes: 50, bytesPerSecond: undefined });
    expect(report(start, [[1, 100]])).toMatchObject({
      bytes: 100,
      bytesPerSecond: 100,
      secondsLeft: 9,
    });
  });

  it('measures the last seconds only', () => {
    const slow = Array.from({ length: 60 }, (_, index) => [index + 1, (index + 1) * 10] as const);
    const fast = Array.from(
      { length: 6 },
      (_, index) => [index + 61, 600 + (index + 1) * 100] as const,
    );
    expect(report(startProgress(0, 10_000), slow).bytesPerSecond).toBe(10);
    expect(report(startProgress(0, 10_000), [...slow, ...fast]).bytesPerSecond).toBe(100);
  });

  it('has no time left without a total, but a rate', () => {
    expect(report(startProgress(0, undefined), [[2, 100]])).toMatchObject({
      bytesPerSecond: 50,
      secondsLeft: undefined,
      totalBytes: undefined,
    });
  });

  it('has no time left while nothing arrives, and recovers', () => {
    const start = startProgress(0, 1000);
    const stalled = report(start, [
      [1, 100],
      [3, 100],
      [20, 100],
    ]);
    expect(stalled).toMatchObject({ bytesPerSecond: 0, secondsLeft: undefined });
    expect(
      report(stalled, [
        [21, 200],
        [22, 300],
      ]),
    ).toMatchObject({ bytesPerSecond: 100 });
  });

  it('does not count the bytes from before a resume', () => {
    expect(report(startProgress(0, 1000, 500), [[1, 600]])).toMatchObject({
      bytesPerSecond: 100,
      secondsLeft: 4,
    });
  });

  it('has no time left at the end, even if more arrives than announced', () => {
    expect(report(startProgress(0, 100), [[1, 100]]).secondsLeft).toBe(0);
    expect(report(startProgress(0, 100), [[1, 150]]).secondsLeft).toBe(0);
  });

  it('keeps few samples, however many reports there are', () => {
    const reports = Array.from({ length: 100_000 }, (_, index) => [index / 1000, index] as const);
    const { samples, bytesPerSecond } = report(startProgress(0, undefined), reports);
    expect(samples.length).toBeLessThan(30);
    expect(bytesPerSecond).toBeCloseTo(1000);
  });
});

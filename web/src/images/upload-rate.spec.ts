import { describe, expect, it } from 'vitest';

import { advanceRate, remainingSeconds, startRate } from './upload-rate';

describe('the rate of an upload', () => {
  it('is unknown at first, as is the remaining time', () => {
    const rate = startRate(1000);
    expect(rate.bytesPerSecond).toBeNull();
    expect(remainingSeconds(100, 0, rate)).toBeNull();
  });

  it('ignores reports that are too close together', () => {
    const rate = startRate(1000);
    expect(advanceRate(rate, 500, 1100)).toBe(rate);
  });

  it('smooths the samples after the first one', () => {
    const first = advanceRate(startRate(0), 1000, 1000);
    expect(first.bytesPerSecond).toBe(1000);
    const second = advanceRate(first, 3000, 2000);
    expect(second.bytesPerSecond).toBeCloseTo(1300);
    expect(remainingSeconds(5600, 3000, second)).toBeCloseTo(2);
  });

  it('does not divide by zero if the upload stalls', () => {
    const stalled = advanceRate(startRate(0), 0, 1000);
    expect(remainingSeconds(100, 0, stalled)).toBeNull();
  });
});

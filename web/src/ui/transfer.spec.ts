import { describe, expect, it } from 'vitest';

import { describeTransfer, transferPercent } from './transfer';

const MIB = 1024 ** 2;

describe('describeTransfer', () => {
  it('has bytes, rate and the time left', () => {
    const transfer = {
      receivedBytes: 12 * MIB,
      totalBytes: 40 * MIB,
      bytesPerSecond: 5 * MIB,
      secondsLeft: 5.6,
    };
    expect(describeTransfer(transfer)).toBe('12 MiB of 40 MiB, 5 MiB/s, 6 s left');
  });

  it('omits what is unknown', () => {
    const unknown = { totalBytes: null, bytesPerSecond: null, secondsLeft: null };
    expect(describeTransfer({ receivedBytes: 12 * MIB, ...unknown })).toBe('12 MiB');
  });
});

describe('transferPercent', () => {
  it.each([
    [0, 100, 0],
    [999, 1000, 99],
    [2000, 1000, 100],
    [5, null, null],
    [0, 0, null],
  ])('%s of %s -> %s', (receivedBytes, totalBytes, percent) => {
    expect(transferPercent({ receivedBytes, totalBytes })).toBe(percent);
  });
});

import { describe, expect, it } from 'vitest';
import { TransferRate, formatSeconds, secondsLeft } from './transfer-rate.js';

/** A transfer that notes its bytes ten times a second. */
function transferred(...phases: { seconds: number; bytesPerSecond: number }[]) {
  const rate = new TransferRate(0);
  let [bytes, now] = [0, 0];
  for (const { seconds, bytesPerSecond } of phases) {
    for (let step = 0; step < seconds * 10; step += 1) {
      bytes += bytesPerSecond / 10;
      now += 100;
      rate.note(bytes, now);
    }
  }
  return { rate, now };
}

describe('the rate of a transfer', () => {
  it('is unknown at first', () => {
    const rate = new TransferRate(1000);
    rate.note(50_000, 1100);
    expect(rate.bytesPerSecond(1100)).toBeUndefined();
  });

  it('is the speed of a steady transfer', () => {
    const { rate, now } = transferred({ seconds: 10, bytesPerSecond: 1000 });
    expect(rate.bytesPerSecond(now)).toBeCloseTo(1000, 3);
  });

  it('follows a change within seconds, without jumping', () => {
    const before = { seconds: 30, bytesPerSecond: 1000 };
    const soon = transferred(before, { seconds: 1, bytesPerSecond: 10_000 });
    expect(soon.rate.bytesPerSecond(soon.now)).toBeLessThan(4000);
    const later = transferred(before, { seconds: 20, bytesPerSecond: 10_000 });
    expect(later.rate.bytesPerSecond(later.now)).toBeGreaterThan(9500);
  });

  it('falls to nothing while nothing arrives', () => {
    const { rate, now } = transferred({ seconds: 10, bytesPerSecond: 1000 });
    expect(rate.bytesPerSecond(now + 900)).toBeCloseTo(1000, 3);
    expect(rate.bytesPerSecond(now + 5000)).toBeLessThan(400);
    expect(rate.bytesPerSecond(now + 60_000)).toBeLessThan(1);
  });

  it('does not count what was there before', () => {
    const rate = new TransferRate(0, 10 ** 9);
    rate.note(10 ** 9 + 500, 500);
    expect(rate.bytesPerSecond(500)).toBe(1000);
  });

  it('is never negative: a transfer may start again', () => {
    const { rate, now } = transferred({ seconds: 5, bytesPerSecond: 1000 });
    rate.note(0, now + 1000);
    expect(rate.bytesPerSecond(now + 1000)).toBeGreaterThanOrEqual(0);
  });
});

describe('the time left', () => {
  it.each([
    [1000, 100, 10],
    [1001, 100, 11],
    [0, 100, 0],
    [-5, 100, 0],
    [undefined, 100, undefined],
    [1000, undefined, undefined],
    [1000, 0, undefined],
    [1000, 0.5, undefined],
  ])('of %s bytes at %s bytes per second is %s', (rest, rate, expected) => {
    expect(secondsLeft(rest, rate)).toBe(expected);
  });

  it.each([
    [0, '0 s'],
    [89, '89 s'],
    [100, '2 min'],
    [3599, '1 h'],
    [3600, '1 h'],
    [7500, '2 h 5 min'],
  ])('of %i s is written as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startLongTimer } from './long-timer.js';

const DAY_MS = 24 * 3600_000;

// The module imports its timers from node:timers, which fake timers do not replace.
vi.mock('node:timers', () => ({
  setTimeout: (fire: () => void, durationMs: number) => setTimeout(fire, durationMs),
}));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('never fires if the duration is Infinity', () => {
  const fire = vi.fn();
  startLongTimer(Infinity, fire);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(400 * DAY_MS);
  expect(fire).not.toHaveBeenCalled();
});

it('waits longer than the maximum of a Node timer', () => {
  const fire = vi.fn();
  startLongTimer(60 * DAY_MS, fire);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(fire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(fire).toHaveBeenCalledOnce();
});

it('can be stopped during its second timer', () => {
  const fire = vi.fn();
  const stop = startLongTimer(60 * DAY_MS, fire);
  vi.advanceTimersByTime(30 * DAY_MS);
  stop();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(fire).not.toHaveBeenCalled();
});

import { expect, it } from 'vitest';
import { isAlive, isStale } from './session-lifetime.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIMITS = { sessionIdleMs: 7 * DAY, sessionAbsoluteMs: 30 * DAY };
const NOW = Date.parse('2026-06-15T12:00:00Z');

/** A session opened and last seen so long ago; negative: in the future. */
function session(openedAgo: number, seenAgo: number) {
  return {
    idHash: '',
    userId: '',
    userAgent: '',
    createdAt: new Date(NOW - openedAgo).toISOString(),
    lastSeenAt: new Date(NOW - seenAgo).toISOString(),
    expiresAt: new Date(NOW - openedAgo + LIMITS.sessionAbsoluteMs).toISOString(),
  };
}

it.each([
  ['just opened', 0, 0, true],
  ['used for weeks', 29 * DAY, HOUR, true],
  ['at its absolute limit', 30 * DAY, HOUR, false],
  ['almost idle for too long', 7 * DAY, 7 * DAY - 1, true],
  ['idle for too long', 8 * DAY, 7 * DAY, false],
  ['a clock set back by a day', -DAY, -DAY, true],
  ['a clock set back by a day, and used since', -DAY, 0, true],
  ['a clock set forward by a day', DAY, DAY, true],
  ['a clock set back by a month', -30 * DAY, -30 * DAY, false],
  ['a clock set back by a month, seen now', -30 * DAY, 0, false],
])('%s', (_, openedAgo, seenAgo, alive) => {
  expect(isAlive(session(openedAgo, seenAgo), LIMITS, NOW)).toBe(alive);
});

it('rejects a damaged record', () => {
  expect(isAlive({ ...session(0, 0), createdAt: 'soon' }, LIMITS, NOW)).toBe(false);
});

it('writes "last seen" at most once a minute, and corrects it when the clock was set back', () => {
  const at = (agoMs: number) => new Date(NOW - agoMs).toISOString();
  expect(isStale(at(59_000), NOW)).toBe(false);
  expect(isStale(at(60_000), NOW)).toBe(true);
  expect(isStale(at(-DAY), NOW)).toBe(true);
  expect(isStale(null, NOW)).toBe(true);
});

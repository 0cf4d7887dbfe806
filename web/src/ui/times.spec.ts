import { describe, expect, it } from 'vitest';

import { formatAge, formatDuration } from './times';

const NOW = Date.parse('2026-05-10T12:00:00Z');

describe('formatAge', () => {
  it.each([
    ['2026-05-10T12:00:05Z', 'just now'],
    ['2026-05-10T11:59:01Z', 'just now'],
    ['2026-05-10T11:58:59Z', '1 min ago'],
    ['2026-05-10T09:00:00Z', '3 h ago'],
    ['2026-05-09T11:00:00Z', 'yesterday'],
    ['2026-05-07T11:00:00Z', '3 days ago'],
    ['not a time', ''],
  ])('%s -> %s', (time, text) => {
    expect(formatAge(time, NOW)).toBe(text);
  });

  it('is a date after a week', () => {
    expect(formatAge('2025-01-31T12:00:00Z', NOW)).toContain('2025');
  });
});

describe('formatDuration', () => {
  it.each([
    [0.2, '1 s'],
    [59.9, '1 min 0 s'],
    [75, '1 min 15 s'],
    [3700, '1 h 1 min'],
  ])('%d -> %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

import { expect, it } from 'vitest';
import { formatAge, formatSize } from './units.js';

it.each([
  [1536, '1.5 KiB'],
  [28_311_552, '27 MiB'],
  [null, '-'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

it.each([
  [5, '5 s'],
  [90, '1 min'],
  [7200, '2 h'],
  [200_000, '2 d'],
  [-30, '0 s'],
])('%s seconds ago are %s', (seconds, text) => {
  const now = Date.parse('2026-01-10T00:00:00Z');
  expect(formatAge(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

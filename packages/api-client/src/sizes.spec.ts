import { expect, it } from 'vitest';
import { formatBytes } from './sizes.js';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [1024 * 1024 - 1, '1 MiB'],
  [1000 * 1024, '1000 KiB'],
  [28_311_552, '27 MiB'],
  [37 * 2 ** 20, '37 MiB'],
  [600 * 1024 ** 2, '600 MiB'],
  [1.5 * 2 ** 30, '1.5 GiB'],
  [10 * 2 ** 30, '10 GiB'],
  [2 ** 60, '1024 PiB'],
])('formats %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

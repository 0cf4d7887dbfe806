import { expect, it } from 'vitest';
import { cutText, padText, textWidth, wrapText } from './text-width.js';

it.each([
  ['plain', 5],
  ['网络', 4],
  ['e\u0301te\u0301', 3],
  ['👩‍💻🇩🇪', 4],
  ['', 0],
])('%s has %d columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

it.each([
  ['plain', 3, 'pla'],
  ['plain', 5, 'plain'],
  ['网络', 3, '网'],
  ['e\u0301te\u0301', 1, 'e\u0301'],
  ['👩‍💻🇩🇪', 3, '👩‍💻'],
  ['👩‍💻', 1, ''],
])('cuts %s to %d columns, and splits no character', (text, columns, expected) => {
  expect(cutText(text, columns)).toBe(expected);
});

it('pads to columns, and cuts nothing', () => {
  expect(padText('网', 4)).toBe('网  ');
  expect(padText('网络', 3)).toBe('网络');
});

it('wraps between words, and breaks no word', () => {
  expect(wrapText('one two three', 4, 18)).toBe('one two three');
  expect(wrapText('one two three', 4, 17)).toBe('one two three');
  expect(wrapText('one two three four', 4, 17)).toBe('one two three\n    four');
  expect(wrapText('one two', 4, undefined)).toBe('one two');
});

it('wraps words of wide characters at 80 columns', () => {
  const words = '网络服务器 e\u0301te\u0301 👩‍💻🇩🇪 '.repeat(20).trim();
  const lines = wrapText(words, 12, 80).split('\n');
  expect(lines.length).toBeGreaterThan(5);
  // Only the first line is printed after a name; the others have the indent.
  const widths = lines.map((line, index) => textWidth(line) + (index === 0 ? 12 : 0));
  expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  // fast-wrap-ansi joins a letter and its accent to one code point where there is one.
  expect(lines.map((line) => line.trim()).join(' ')).toBe(words.normalize());
});

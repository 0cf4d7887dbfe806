import { describe, expect, it } from 'vitest';
import { isSafeLine, isSafeText, safeJson, shortText, visibleText } from './text.js';

const UNSAFE = [
  ['NUL', '\u0000'],
  ['ESC', '\u001b'],
  ['CR', '\r'],
  ['DEL', '\u007f'],
  ['CSI (C1)', '\u009b'],
  ['a lone high surrogate', '\ud800'],
  ['a lone low surrogate', '\udc00'],
  ['the Arabic letter mark', '\u061c'],
  ['a left-to-right mark', '\u200e'],
  ['a right-to-left mark', '\u200f'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a left-to-right embedding', '\u202a'],
  ['a right-to-left override', '\u202e'],
  ['a left-to-right isolate', '\u2066'],
  ['a pop of isolates', '\u2069'],
  ['a byte order mark', '\ufeff'],
  ['a noncharacter', '\uffff'],
] as const;

describe.each(UNSAFE)('%s', (_, character) => {
  const text = `a${character}b`;

  it('is not allowed, on one line or several', () => {
    expect(isSafeLine(text)).toBe(false);
    expect(isSafeText(text)).toBe(false);
  });

  it('is shown as U+FFFD', () => {
    expect(visibleText(text)).toBe('a\ufffdb');
  });

  it('is escaped in JSON, which means the same', () => {
    const json = safeJson({ text }, 2);
    expect(json).toMatch(/^[\n\x20-\x7e]*$/);
    expect(JSON.parse(json)).toEqual({ text });
  });
});

it.each(['Zürich', '日本語', 'שלום', '👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'a\u00a0b', '<>&\'"'])('%s is allowed', (text) => {
  expect(isSafeLine(text)).toBe(true);
  expect(isSafeText(text)).toBe(true);
  expect(visibleText(text)).toBe(text);
  expect(safeJson(text)).toBe(JSON.stringify(text));
});

it('allows line feeds and tabs only in text of several lines', () => {
  expect(isSafeText('one\n\ttwo')).toBe(true);
  expect(isSafeLine('one\ntwo')).toBe(false);
  expect(isSafeLine('one\ttwo')).toBe(false);
});

it('shortens by characters, and never splits one', () => {
  expect(shortText('abc', 3)).toBe('abc');
  expect(shortText('abcd', 3)).toBe('ab…');
  expect(shortText('😀😀😀', 3)).toBe('😀😀😀');
  expect(shortText('😀😀😀😀', 3)).toBe('😀😀…');
  expect(shortText('x'.repeat(50_000_000), 3)).toBe('xx…');
});

it('converts undefined to JSON', () => {
  expect(safeJson(undefined)).toBe('null');
});

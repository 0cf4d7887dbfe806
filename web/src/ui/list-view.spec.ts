import { describe, expect, it } from 'vitest';

import { clampPage, formatCount, matchesQuery, sortRows } from './list-view';

describe('sortRows', () => {
  const rows = [
    { name: 'tiny-10', size: 1 },
    { name: 'tiny-2', size: 2 },
    { name: 'Alpha', size: 1 },
  ];

  it('sorts names in natural order', () => {
    const names = sortRows(rows, ({ name }) => name, 'asc').map(({ name }) => name);
    expect(names).toEqual(['Alpha', 'tiny-2', 'tiny-10']);
  });

  it('sorts numbers descending, and equal ones by name ascending', () => {
    const names = sortRows(rows, ({ size }) => size, 'desc').map(({ name }) => name);
    expect(names).toEqual(['tiny-2', 'Alpha', 'tiny-10']);
  });
});

describe('matchesQuery', () => {
  it('requires every word, and ignores case', () => {
    expect(matchesQuery('  WEB 40001', ['web-1', null, '40001'])).toBe(true);
    expect(matchesQuery('web 40002', ['web-1', '40001'])).toBe(false);
    expect(matchesQuery('', [])).toBe(true);
  });
});

describe('clampPage', () => {
  it('falls back to the last page that has rows', () => {
    expect(clampPage(5, 20, 41)).toBe(3);
    expect(clampPage(5, 20, 0)).toBe(1);
    expect(clampPage(2, 20, 40)).toBe(2);
  });
});

describe('formatCount', () => {
  it.each([
    [{ shown: 1, total: 1 }, '1 image'],
    [{ shown: 0, total: 0 }, '0 images'],
    [{ shown: 3, total: 12 }, '3 of 12 images'],
    [{ shown: 0, total: 1 }, '0 of 1 image'],
  ])('%j: %s', (counts, text) => {
    expect(formatCount({ ...counts, singular: 'image', plural: 'images' })).toBe(text);
  });
});

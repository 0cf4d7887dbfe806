import { describe, expect, it } from 'vitest';

import { parseTags, validateTags } from './tags';

describe('parseTags', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['web', ['web']],
    ['web, staging  web,,x.y', ['web', 'staging', 'x.y']],
  ])('%j -> %j', (text, tags) => {
    expect(parseTags(text)).toEqual(tags);
  });
});

describe('validateTags', () => {
  it.each(['', 'web staging', 'a_b.c-D', 'x'.repeat(32)])('accepts %j', (text) => {
    expect(validateTags(text)).toBeNull();
  });

  it.each(['a/b', 'ä', 'x'.repeat(33), Array.from({ length: 17 }, (_, n) => `t${n}`).join(' ')])(
    'refuses %j',
    (text) => {
      expect(validateTags(text)).not.toBeNull();
    },
  );
});

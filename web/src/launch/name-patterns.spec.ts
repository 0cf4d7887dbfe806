import { withoutNumber } from '@picostack/api-client/formats';
import { describe, expect, it } from 'vitest';

import {
  describeNames,
  firstFreeNumber,
  suggestPattern,
  toPattern,
  validateCount,
  validateNamePattern,
} from './name-patterns';

describe('name patterns', () => {
  it.each([
    ['web', 20, 'web-%02d'],
    ['web', 100, 'web-%03d'],
    ['web-%d', 20, 'web-%d'],
    ['a'.repeat(63), 2, `${'a'.repeat(58)}-%02d`],
  ])('%s for %d -> %s', (name, count, pattern) => {
    expect(toPattern(name, count)).toBe(pattern);
    expect(validateNamePattern(pattern, count)).toBeNull();
  });

  it('are derived from an image name, and converted back to a name', () => {
    expect(suggestPattern('Debian 12', 3)).toBe('debian-12-%02d');
    expect(withoutNumber('web-%02d')).toBe('web');
  });

  it('show the first and the last name', () => {
    expect(describeNames('web-%02d', 20, 1)).toBe('web-01 to web-20');
    expect(describeNames('web-%02d', 3, 5)).toBe('web-05 to web-07');
  });

  it.each(['', 'web', 'web-%d-%d', 'web-%s', '%', '-%d', 'Web-%d', `${'a'.repeat(60)}-%02d`])(
    'refuse %j',
    (pattern) => {
      expect(validateNamePattern(pattern, 3)).not.toBeNull();
    },
  );

  it('refuse a pattern that is too long only with the highest number', () => {
    const pattern = `${'a'.repeat(61)}%d`;
    expect(validateNamePattern(pattern, 99)).toBeNull();
    expect(validateNamePattern(pattern, 100)).not.toBeNull();
  });
});

describe('firstFreeNumber', () => {
  it.each([
    [[], 1],
    [['web-01', 'web-02'], 3],
    [['web-02'], 3],
    [['web-04'], 1],
    [['web-03', 'web-07'], 4],
    [['web-03', 'web-05'], 6],
  ])('beside %j -> %d', (taken, first) => {
    expect(firstFreeNumber('web-%02d', 3, new Set(taken))).toBe(first);
  });
});

describe('validateCount', () => {
  it.each(['1', '20', '100'])('accepts %s', (text) => expect(validateCount(text)).toBeNull());
  it.each(['', '0', '101', '-1', '1.5', 'x', '1e2'])('refuses %j', (text) =>
    expect(validateCount(text)).not.toBeNull(),
  );
});

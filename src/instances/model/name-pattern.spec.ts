import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../common/errors.js';
import { LABEL_OR_PATTERN } from '../../common/http/names.js';
import { namesOf, wantedNames } from './name-pattern.js';

describe('a pattern of names', () => {
  it.each([
    ['web-%02d', 3, 1, ['web-01', 'web-02', 'web-03']],
    ['web-%d', 2, 9, ['web-9', 'web-10']],
    ['%d', 2, 0, ['0', '1']],
    ['%03dx', 1, 7, ['007x']],
    // A number that needs more digits than it is given has them.
    ['n%02d', 2, 99, ['n99', 'n100']],
    ['web-%d-de', 1, 1, ['web-1-de']],
  ])('%s, %i from %i on', (pattern, count, first, names) => {
    expect(pattern).toMatch(LABEL_OR_PATTERN);
    expect(namesOf(pattern, count, first)).toEqual(names);
  });

  it('gives a hundred names that differ', () => {
    expect(new Set(namesOf('web-%d', 100)).size).toBe(100);
  });

  it.each([
    ['web', 'exactly one %d'],
    ['web-%d-%d', 'exactly one %d'],
    ['web-%d-%02d', 'exactly one %d'],
    ['web-%s', 'exactly one %d'],
    ['web-%%d', 'exactly one %d'],
    ['web-%2d', 'exactly one %d'],
    ['web-%00d', 'exactly one %d'],
    ['web-%010d', 'exactly one %d'],
    ['web-%d%', 'exactly one %d'],
    ['-%d', '"-1"'],
    ['%d-', '"1-"'],
    ['Web-%d', '"Web-1"'],
    ['00000000-0000-4000-8000-00000000000%d', 'not like an id'],
    [`${'x'.repeat(62)}%d`, `"${'x'.repeat(62)}10"`],
  ])('%s is refused', (pattern, words) => {
    expect(() => namesOf(pattern, 10)).toThrow(InvalidInputError);
    expect(() => namesOf(pattern, 10)).toThrow(words);
  });
});

describe('the names that are asked for', () => {
  it('is the one, or what the pattern stands for', () => {
    expect(wantedNames({ name: 'web-1', ports: [{ hostPort: 8080 }] })).toEqual(['web-1']);
    expect(wantedNames({ name: 'web-%d', count: 2, firstNumber: 3 })).toEqual(['web-3', 'web-4']);
    const one = { name: 'web-%d', count: 1, ports: [{ hostPort: 8080 }] };
    expect(wantedNames(one)).toEqual(['web-1']);
  });

  it.each([
    ['name', { name: 'web-%d' }],
    ['name', { name: 'web', count: 1 }],
    ['firstNumber', { name: 'web-1', firstNumber: 1 }],
    ['ports', { name: 'web-%d', count: 2, ports: [{}, { hostPort: 8080 }] }],
  ])('names the field %s where it does not fit', (field, wish) => {
    const names = () => wantedNames(wish);
    expect(names).toThrow(InvalidInputError);
    expect(names).toThrow(
      expect.objectContaining({ details: { errors: [expect.objectContaining({ field })] } }),
    );
  });
});

it('takes ports that are null for ports that are left out', () => {
  expect(wantedNames({ name: 'web-%d', count: 2, ports: null })).toEqual(['web-1', 'web-2']);
});

import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../common/errors.js';
import { LABEL_OR_PATTERN } from '../../common/http/names.js';
import { expandPattern, requestedNames } from './name-pattern.js';

describe('a name pattern', () => {
  it.each([
    ['web-%02d', 3, 1, ['web-01', 'web-02', 'web-03']],
    ['web-%d', 2, 9, ['web-9', 'web-10']],
    ['%d', 2, 0, ['0', '1']],
    ['%03dx', 1, 7, ['007x']],
    // A number with more digits is not cut.
    ['n%02d', 2, 99, ['n99', 'n100']],
    ['web-%d-de', 1, 1, ['web-1-de']],
  ])('%s, %i from %i on', (pattern, count, first, names) => {
    expect(pattern).toMatch(LABEL_OR_PATTERN);
    expect(expandPattern(pattern, count, first)).toEqual(names);
  });

  it('gives a hundred different names', () => {
    expect(new Set(expandPattern('web-%d', 100)).size).toBe(100);
  });

  it.each([
    ['web', 'exactly one placeholder'],
    ['web-%d-%d', 'exactly one placeholder'],
    ['web-%d-%02d', 'exactly one placeholder'],
    ['web-%s', 'exactly one placeholder'],
    ['web-%%d', 'exactly one placeholder'],
    ['web-%2d', 'exactly one placeholder'],
    ['web-%00d', 'exactly one placeholder'],
    ['web-%010d', 'exactly one placeholder'],
    ['web-%d%', 'exactly one placeholder'],
    ['-%d', '"-1"'],
    ['%d-', '"1-"'],
    ['Web-%d', '"Web-1"'],
    ['00000000-0000-4000-8000-00000000000%d', 'form of a UUID'],
    [`${'x'.repeat(62)}%d`, `"${'x'.repeat(62)}10"`],
  ])('%s is refused', (pattern, message) => {
    expect(() => expandPattern(pattern, 10)).toThrow(InvalidInputError);
    expect(() => expandPattern(pattern, 10)).toThrow(message);
  });
});

describe('the requested names', () => {
  it('are the name, or the expanded pattern', () => {
    expect(requestedNames({ name: 'web-1', ports: [{ hostPort: 8080 }] })).toEqual(['web-1']);
    expect(requestedNames({ name: 'web-%d', count: 2, firstNumber: 3 })).toEqual([
      'web-3',
      'web-4',
    ]);
    const one = { name: 'web-%d', count: 1, ports: [{ hostPort: 8080 }] };
    expect(requestedNames(one)).toEqual(['web-1']);
  });

  it.each([
    ['name', { name: 'web-%d' }],
    ['name', { name: 'web', count: 1 }],
    ['firstNumber', { name: 'web-1', firstNumber: 1 }],
    ['ports', { name: 'web-%d', count: 2, ports: [{}, { hostPort: 8080 }] }],
  ])('name the field %s if it is not valid', (field, request) => {
    const names = () => requestedNames(request);
    expect(names).toThrow(InvalidInputError);
    expect(names).toThrow(
      expect.objectContaining({ details: { errors: [expect.objectContaining({ field })] } }),
    );
  });
});

it('treats null ports as missing ports', () => {
  expect(requestedNames({ name: 'web-%d', count: 2, ports: null })).toEqual(['web-1', 'web-2']);
});

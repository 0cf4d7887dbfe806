import { expect, it } from 'vitest';
import { isNamePattern, numberedName, withoutNumber } from './names.js';

it.each([
  ['web-%02d', 3, 'web-03'],
  ['web-%d', 3, 'web-3'],
  ['w%03d-x', 42, 'w042-x'],
  ['web-%01d', 10, 'web-10'],
])('numberedName(%s, %d) returns %s', (pattern, number, name) => {
  expect(numberedName(pattern, number)).toBe(name);
});

it.each([
  ['web-%02d', true],
  ['%d', true],
  ['web', false],
  ['web-%d-%d', false],
  ['web-%s', false],
  ['web-%00d', false],
])('isNamePattern(%s) returns %s', (pattern, expected) => {
  expect(isNamePattern(pattern)).toBe(expected);
});

it('withoutNumber removes the number and its hyphen', () => {
  expect(withoutNumber('web-%02d')).toBe('web');
});

import { expect, it } from 'vitest';
import { isInContainer } from './container.js';

const nothing = () => false;

it.each(['/run/.containerenv', '/.dockerenv'])('is detected by %s', (mark) => {
  expect(isInContainer({}, (path) => path === mark)).toBe(true);
});

it('is detected by its variable, also where Podman has no file', () => {
  expect(isInContainer({ container: 'podman' }, nothing)).toBe(true);
});

it('is not assumed', () => {
  expect(isInContainer({}, nothing)).toBe(false);
});

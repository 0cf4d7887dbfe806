import { expect, it } from 'vitest';
import { Round } from './round.js';

const SECOND_MS = 1_000;

it('hands out a fixed number in a second, and begins again after the last', () => {
  const round = new Round(2);
  const all = ['a', 'b', 'c'];
  expect(round.next(all, SECOND_MS)).toEqual(['a', 'b']);
  expect(round.next(all, SECOND_MS)).toEqual(['c', 'a']);
  expect(round.next(all, SECOND_MS / 2)).toEqual(['b']);
});

it('hands out each at most once at a time, and at least one', () => {
  const round = new Round(5);
  expect(round.next(['a', 'b'], SECOND_MS)).toEqual(['a', 'b']);
  expect(round.next(['a', 'b'], 1)).toEqual(['a']);
  expect(round.next([], SECOND_MS)).toEqual([]);
});

it('reaches all while others are added and removed', () => {
  const round = new Round(1);
  expect(round.next(['a', 'b', 'c'], SECOND_MS)).toEqual(['a']);
  expect(round.next(['a', 'b', 'c', 'd'], SECOND_MS)).toEqual(['b']);
  expect(round.next(['b', 'c', 'd'], SECOND_MS)).toEqual(['c']);
  expect(round.next(['b', 'c', 'd'], SECOND_MS)).toEqual(['d']);
  // It was the last one, and was removed.
  expect(round.next(['b', 'c'], SECOND_MS)).toEqual(['b']);
});

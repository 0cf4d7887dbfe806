import { expect, it } from 'vitest';
import { safeJson } from '../text.js';
import { keepJson, responseJson } from './kept-json.js';

it.each([
  ['a list without kept items', { items: [{ id: 1 }], total: 1 }],
  ['an empty list', { items: [], total: 0 }],
  ['a list of other values', { items: [null, 'a', undefined, 1], total: 4 }],
  [
    'a list of kept items',
    { items: [keepJson({ id: 'ü\u202e' }), keepJson({ b: [1] })], total: 2 },
  ],
  ['a list of both', { total: 9, more: undefined, items: [{ a: 1 }, keepJson({ b: null })] }],
  ['an object', { id: 1 }],
  ['an object with other items', { items: 'x' }],
  ['null', null],
  ['nothing', undefined],
])('serializes %s as usual', (_, body) => {
  expect(responseJson(body)).toBe(safeJson(body));
});

it('serializes a kept item once, and prevents changes of it', () => {
  let times = 0;
  const item = keepJson({ id: 1, toJSON: () => ({ times: (times += 1) }) });
  expect(responseJson({ items: [item, item] })).toBe('{"items":[{"times":1},{"times":1}]}');
  expect(times).toBe(1);
  expect(() => Object.assign(item, { id: 2 })).toThrow(TypeError);
});

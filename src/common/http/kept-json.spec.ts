import { expect, it } from 'vitest';
import { safeJson } from '../text.js';
import { keepJson, KeptPages, responseJson } from './kept-json.js';

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

it('keeps the JSON of a page until one of its items is another one', () => {
  let times = 0;
  const item = (id: number) => ({ id, toJSON: () => ({ id, times: (times += 1) }) });
  const [first, second] = [item(1), item(2)];
  const pages = new KeptPages<object>();
  const text = responseJson(pages.of([first, second], 2));
  expect(text).toBe('{"items":[{"id":1,"times":1},{"id":2,"times":2}],"total":2}');
  expect(responseJson(pages.of([first, second], 2))).toBe(text);
  expect(times).toBe(2);

  expect(responseJson(pages.of([first, item(3)], 2))).toContain('"id":3');
  expect(responseJson(pages.of([first], 2))).toBe('{"items":[{"id":1,"times":5}],"total":2}');
  expect(responseJson(pages.of([first, second], 3))).toContain('"total":3');
});

it('keeps only the pages that were requested last', () => {
  const pages = new KeptPages<object>();
  const [often, once] = [[{ id: 0 }], [{ id: 9 }]];
  const [kept, forgotten] = [pages.of(often, 1), pages.of(once, 1)];
  for (let id = 1; id <= 4; id += 1) {
    pages.of([{ id }], 1);
    expect(pages.of(often, 1)).toBe(kept);
  }
  expect(pages.of(once, 1)).not.toBe(forgotten);
});

import { describe, expect, it } from 'vitest';
import { etagOf, ifMatchOf } from './etag.js';

describe('etagOf', () => {
  const record = { id: '1', name: 'a', state: 'running', tags: ['x'] };

  it('is equal for equal values, whatever their order', () => {
    expect(etagOf(record)).toMatch(/^"[\w-]{27}"$/);
    expect(etagOf({ tags: ['x'], state: 'running', name: 'a', id: '1' })).toBe(etagOf(record));
  });

  it('changes with each field, except for those that are left out', () => {
    for (const change of [{ name: 'b' }, { tags: ['y'] }, { tags: [] }, { state: 'stopped' }]) {
      expect(etagOf({ ...record, ...change })).not.toBe(etagOf(record));
    }
    const stopped = { ...record, state: 'stopped' };
    expect(etagOf(stopped, ['state'])).toBe(etagOf(record, ['state']));
  });
});

describe('ifMatchOf', () => {
  it.each([
    [undefined, undefined],
    ['*', '*'],
    ['"a"', ['"a"']],
    [' "a" , W/"b","" ', ['"a"', '"b"', '""']],
    ['"a,b"', ['"a,b"']],
    ['"a-gzip", "b-br"', ['"a-gzip"', '"b-br"', '"a"', '"b"']],
  ])('reads %j', (header, expected) => expect(ifMatchOf(header)).toEqual(expected));

  it.each(['', 'a', '"a', '"a" "b"', '"a",', 'w/"a"', '"a", *', '"a b"'])(
    'refuses %j',
    (header) => {
      expect(() => ifMatchOf(header)).toThrow('If-Match');
    },
  );

  it('rejects a long invalid header fast', () => {
    expect(() => ifMatchOf(`${'"a" , '.repeat(2_000)}x`)).toThrow('If-Match');
  });
});

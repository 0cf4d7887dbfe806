import { describe, expect, it } from 'vitest';
import { fromTypedParameters, toTypedParameters } from './typed-parameters.js';

describe('typed parameters', () => {
  it('get their wire type from the value', () => {
    const wire = toTypedParameters({
      a: 5,
      b: -5,
      c: 5n,
      d: -5n,
      e: 0.5,
      f: true,
      g: 'x',
      h: { type: 4, value: 7 },
    });
    expect(wire.map(({ value }) => value)).toEqual([
      { type: 2, value: 5 },
      { type: 1, value: -5 },
      { type: 4, value: 5n },
      { type: 3, value: -5n },
      { type: 5, value: 0.5 },
      { type: 6, value: 1 },
      { type: 7, value: 'x' },
      { type: 4, value: 7n },
    ]);
    expect({ ...fromTypedParameters(wire) }).toEqual({
      a: 5,
      b: -5,
      c: 5n,
      d: -5n,
      e: 0.5,
      f: true,
      g: 'x',
      h: 7n,
    });
  });

  it('may repeat a field in a list', () => {
    const wire = toTypedParameters([
      ['disk', 'vda'],
      ['disk', 'vdb'],
    ]);
    expect(wire.map(({ field }) => field)).toEqual(['disk', 'disk']);
    expect(fromTypedParameters(wire)['disk']).toBe('vdb');
  });

  it('may have a field named __proto__', () => {
    const values = fromTypedParameters([{ field: '__proto__', value: { type: 7, value: 'x' } }]);
    expect(values['__proto__']).toBe('x');
  });

  it('refuse a type that does not exist', () => {
    expect(() => toTypedParameters({ a: { type: 9, value: 1 } })).toThrow(TypeError);
  });
});

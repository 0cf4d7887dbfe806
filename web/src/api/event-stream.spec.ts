import { describe, expect, it } from 'vitest';

import { parseMessage, reconnectDelayMs } from './event-stream';

describe('parseMessage', () => {
  it('reads the messages that the page knows', () => {
    expect(parseMessage('change', '{"id":7,"kind":"instance.started"}')).toEqual({
      type: 'change',
      event: { id: 7, kind: 'instance.started' },
    });
    expect(parseMessage('instance', '{"id":"a"}')).toEqual({
      type: 'instance',
      instance: { id: 'a' },
    });
    expect(parseMessage('domain', '{"id":"a","name":"shop"}')).toEqual({ type: 'domain' });
  });

  it.each([
    ['change', 'not json'],
    ['change', 'null'],
    ['change', '"text"'],
    ['weather', '{}'],
  ])('passes over %s %s', (type, text) => {
    expect(parseMessage(type, text)).toBeNull();
  });
});

describe('reconnectDelayMs', () => {
  it('grows up to a bound', () => {
    expect([0, 1, 2, 9, 1000].map(reconnectDelayMs)).toEqual([500, 1000, 2000, 10_000, 10_000]);
  });
});

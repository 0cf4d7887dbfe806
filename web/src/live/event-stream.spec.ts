import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { openEventStream, parseMessage, reconnectDelayMs } from './event-stream';

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
  ])('ignores %s %s', (type, text) => {
    expect(parseMessage(type, text)).toBeNull();
  });
});

describe('reconnectDelayMs', () => {
  it('grows up to a limit', () => {
    expect([0, 1, 2, 9, 1000].map(reconnectDelayMs)).toEqual([500, 1000, 2000, 10_000, 10_000]);
  });
});

describe('openEventStream', () => {
  /** An EventSource that the test controls. */
  class FakeEventSource extends EventTarget {
    static readonly CLOSED = 2;
    static opened: FakeEventSource[] = [];
    readyState = 0;
    constructor() {
      super();
      FakeEventSource.opened.push(this);
    }
    close(): void {
      this.readyState = FakeEventSource.CLOSED;
    }
  }
  let calls: string[];
  let close: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeEventSource);
    FakeEventSource.opened = [];
    calls = [];
    close = openEventStream({
      onReady: () => calls.push('ready'),
      onMessage: ({ type }) => calls.push(type),
      onLost: () => calls.push('lost'),
      onRejected: () => calls.push('rejected'),
    });
  });
  afterEach(() => {
    close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const current = (): FakeEventSource => {
    const source = FakeEventSource.opened.at(-1);
    if (!source) throw new Error('No stream was opened');
    return source;
  };

  it('opens a new stream when one breaks, so that the browser does not resume it', () => {
    current().dispatchEvent(new Event('ready'));
    const first = current();
    first.dispatchEvent(new Event('error'));
    expect(first.readyState).toBe(FakeEventSource.CLOSED);
    expect(calls).toEqual(['ready', 'lost']);
    vi.advanceTimersByTime(500);
    expect(FakeEventSource.opened).toHaveLength(2);
    current().dispatchEvent(new Event('ready'));
    expect(calls).toEqual(['ready', 'lost', 'ready']);
  });

  it('reports each rejection, and waits longer after each', () => {
    for (const delayMs of [500, 1000, 2000]) {
      const opened = FakeEventSource.opened.length;
      current().readyState = FakeEventSource.CLOSED;
      current().dispatchEvent(new Event('error'));
      vi.advanceTimersByTime(delayMs - 1);
      expect(FakeEventSource.opened).toHaveLength(opened);
      vi.advanceTimersByTime(1);
      expect(FakeEventSource.opened).toHaveLength(opened + 1);
    }
    expect(calls).toEqual(['lost', 'rejected', 'lost', 'rejected', 'lost', 'rejected']);
  });

  it('does not reconnect after it is closed', () => {
    current().dispatchEvent(new Event('error'));
    close();
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.opened).toHaveLength(1);
  });
});

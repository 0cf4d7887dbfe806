import type { Request, Response } from 'express';
import { EventEmitter } from 'node:events';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventDto } from './dto.js';
import type { EventFilter } from './event-filter.js';
import { serveEventStream } from './event-stream.js';
import type { EventsService, StreamMessage } from './events.service.js';

const event = (id: number, change: Partial<EventDto> = {}): EventDto => ({
  id,
  time: '2026-01-01T00:00:00.000Z',
  kind: 'instance.started',
  resource: null,
  actor: 'admin',
  cause: null,
  details: {},
  ...change,
});

class FakeResponse extends EventEmitter {
  text = '';
  status = 0;
  destroyed = false;
  writableLength = 0;
  writableNeedDrain = false;
  writeHead(status: number): void {
    this.status = status;
  }
  write(text: string): void {
    this.text += text;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
  /** The ids of the sent events, in order. */
  get ids(): number[] {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  }
  get gaps(): unknown[] {
    return [...this.text.matchAll(/^event: gap\ndata: (.*)$/gm)].map(
      ([, data]) => JSON.parse(data ?? '') as unknown,
    );
  }
}

describe('the event stream', () => {
  let messages: Subject<StreamMessage>;
  let response: FakeResponse;
  let past: EventDto[];
  /** Runs while past events are read. */
  let meanwhile: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    messages = new Subject();
    response = new FakeResponse();
    past = [];
    meanwhile = () => undefined;
  });
  afterEach(() => {
    response.emit('close');
    vi.useRealTimers();
  });

  const serve = (lastEventId?: string, filter: EventFilter = {}): Promise<void> => {
    const events = {
      stream: messages,
      range: () => {
        const lastId = past.at(-1)?.id ?? 0;
        return Promise.resolve({ firstId: past[0]?.id ?? lastId + 1, lastId });
      },
      after: (id: number, limit: number, wanted: EventFilter) => {
        expect(wanted).toBe(filter);
        const page = past.filter((each) => each.id > id).slice(0, limit);
        meanwhile();
        return Promise.resolve(page);
      },
    };
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return serveEventStream(
      events as unknown as EventsService,
      filter,
      { headers } as Request,
      response as unknown as Response,
    );
  };
  const happens = (id: number): void => {
    past.push(event(id));
    messages.next({ type: 'change', data: event(id) });
  };
  const numbers = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('starts with ready, and sends new events', async () => {
    past = [event(1)];
    await serve();
    happens(2);
    expect(response.status).toBe(200);
    expect(response.text.startsWith('event: ready\ndata: {}\n\n')).toBe(true);
    expect(response.ids).toEqual([2]);
    expect(response.text).toContain(`id: 2\nevent: change\ndata: ${JSON.stringify(event(2))}\n\n`);
  });

  it("resumes after the reader's last event", async () => {
    past = [1, 2, 3, 4].map((id) => event(id));
    await serve('2');
    happens(5);
    expect(response.ids).toEqual([3, 4, 5]);
  });

  it.each([1, 499, 500, 501, 1_500, 10_000])('loses none of %d missed events', async (missed) => {
    past = numbers(1, missed + 9).map((id) => event(id));
    await serve('9');
    happens(missed + 10);
    expect(response.ids).toEqual(numbers(10, missed + 10));
    expect(response.gaps).toEqual([]);
  });

  it('neither loses nor repeats events that happen while past events are read', async () => {
    past = [1, 2, 3].map((id) => event(id));
    // Once before the last read of the log, and once with it.
    const later = [[4, 5], [6]];
    meanwhile = () => later.shift()?.forEach(happens);
    await serve('1');
    happens(7);
    expect(response.ids).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('catches up even if events arrive with each page', async () => {
    past = numbers(1, 1_200).map((id) => event(id));
    let left = 300;
    meanwhile = () => {
      for (let count = 0; count < 100 && left > 0; count++) happens(1_500 - (left -= 1));
    };
    await serve('0');
    happens(1_501);
    expect(response.ids).toEqual([...numbers(1, 1_200), ...numbers(1_201, 1_500), 1_501]);
  });

  it('reports events that are no longer in the log', async () => {
    past = numbers(500, 503).map((id) => event(id));
    await serve('9');
    expect(response.gaps).toEqual([{ reason: 'removed', afterId: 9, firstId: 500 }]);
    expect(response.ids).toEqual([500, 501, 502, 503]);
    expect(response.text.indexOf('event: gap')).toBeLessThan(response.text.indexOf('id: 500'));
  });

  it('also reports events that are deleted while past events are read', async () => {
    past = numbers(1, 1_000).map((id) => event(id));
    meanwhile = () => past.splice(0, past.length - 100);
    await serve('1');
    expect(response.gaps).toEqual([{ reason: 'removed', afterId: 501, firstId: 901 }]);
    expect(response.ids).toEqual([...numbers(2, 501), ...numbers(901, 1_000)]);
  });

  it('sends all stored events after 0', async () => {
    past = [7, 8].map((id) => event(id));
    await serve('0');
    expect(response.gaps).toEqual([]);
    expect(response.ids).toEqual([7, 8]);
  });

  it.each(['3', '9007199254740991'])('continues in a log that does not reach %s', async (id) => {
    past = [event(1), event(2)];
    await serve(id);
    expect(response.gaps).toEqual([{ reason: 'unknownId', afterId: Number(id), firstId: 3 }]);
    happens(3);
    expect(response.ids).toEqual([3]);
  });

  it.each(['-1', 'x', '', '1.5', 'NaN', '9e99', '0x1', '99999999999999999999'])(
    'takes no number such as "%s" for an id, and says so',
    async (id) => {
      past = [event(1)];
      await serve(id);
      expect(response.ids).toEqual([]);
      expect(response.gaps).toEqual([{ reason: 'unknownId', afterId: null, firstId: 2 }]);
      happens(2);
      expect(response.ids).toEqual([2]);
    },
  );

  it('waits for a slow reader of past events, and reads no further meanwhile', async () => {
    past = numbers(1, 1_000).map((id) => event(id));
    response.writableNeedDrain = true;
    const served = serve('0');
    await vi.waitFor(() => expect(response.ids).toEqual([1]));
    happens(1_001);
    expect(response.ids).toEqual([1]);
    response.writableNeedDrain = false;
    response.emit('drain');
    await served;
    expect(response.ids).toEqual(numbers(1, 1_001));
    expect(response.listenerCount('drain')).toBe(0);
  });

  it('disconnects a reader that does not read past events for a minute', async () => {
    past = numbers(1, 1_000).map((id) => event(id));
    response.writableNeedDrain = true;
    const served = serve('0');
    await vi.waitFor(() => expect(response.ids).toEqual([1]));
    vi.advanceTimersByTime(60_000);
    await served;
    expect(response.destroyed).toBe(true);
    expect(response.ids).toEqual([1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops reading for a reader that has disconnected', async () => {
    past = numbers(1, 1_000).map((id) => event(id));
    meanwhile = () => response.emit('close');
    await serve('0');
    expect(response.ids).toEqual([]);
    expect(messages.observed).toBe(false);
  });

  it('sends notifications at once, even while past events are read', async () => {
    past = [event(1)];
    meanwhile = () => messages.next({ type: 'operation', data: { step: 'starting' } });
    await serve('0');
    expect(response.text.indexOf('event: operation')).toBeLessThan(response.text.indexOf('id: 1'));
  });

  it('sends only matching events with a filter, and no notifications', async () => {
    await serve('0', { kind: 'instance.*', actor: 'eve' });
    messages.next({ type: 'change', data: event(2) });
    messages.next({ type: 'change', data: event(3, { actor: 'eve' }) });
    messages.next({ type: 'change', data: event(4, { actor: 'eve', kind: 'image.ready' }) });
    messages.next({ type: 'operation', data: { step: 'starting' } });
    expect(response.ids).toEqual([3]);
    expect(response.text).not.toContain('operation');
  });

  it('refuses an empty time span before it responds', async () => {
    const span = { since: '2026-02-01', until: '2026-01-01' };
    await expect(serve(undefined, span)).rejects.toThrow('until must be later');
    expect(response.status).toBe(0);
  });

  it('sends notifications without an id, so that nobody resumes from one', async () => {
    await serve();
    messages.next({ type: 'operation', data: { step: 'starting' } });
    expect(response.text).toContain('event: operation\ndata: {"step":"starting"}\n\n');
    expect(response.ids).toEqual([]);
  });

  it('sends each message in one line, whatever its content is', async () => {
    await serve();
    messages.next({ type: 'image', data: { name: 'a\n\nevent: change\ndata: {}' } });
    expect(response.text.split('\n\n').filter((block) => block.includes('event: image'))).toEqual([
      'event: image\ndata: {"name":"a\\n\\nevent: change\\ndata: {}"}',
    ]);
  });

  it('sends a comment every 15 s', async () => {
    await serve();
    vi.advanceTimersByTime(30_000);
    expect(response.text.match(/^:$/gm)).toHaveLength(2);
  });

  it('disconnects a reader whose queue is too long, and forgets readers that left', async () => {
    await serve();
    response.writableLength = 2 * 1024 * 1024;
    happens(1);
    expect(response.destroyed).toBe(true);
    expect(messages.observed).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

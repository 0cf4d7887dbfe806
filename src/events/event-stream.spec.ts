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
  /** The ids that were sent, in their order. */
  get ids(): number[] {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  }
}

describe('the event stream', () => {
  let messages: Subject<StreamMessage>;
  let response: FakeResponse;
  let past: EventDto[];
  /** Runs while the past is being read. */
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
      after: (id: number, _: number, wanted: EventFilter) => {
        meanwhile();
        expect(wanted).toBe(filter);
        return Promise.resolve(past.filter((each) => each.id > id));
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
  const happens = (id: number) => messages.next({ type: 'change', data: event(id) });

  it('begins with ready, and tells what happens from then on', async () => {
    past = [event(1)];
    await serve();
    happens(2);
    expect(response.status).toBe(200);
    expect(response.text.startsWith('event: ready\ndata: {}\n\n')).toBe(true);
    expect(response.ids).toEqual([2]);
    expect(response.text).toContain(`id: 2\nevent: change\ndata: ${JSON.stringify(event(2))}\n\n`);
  });

  it('resumes behind the last event that the reader saw', async () => {
    past = [1, 2, 3, 4].map((id) => event(id));
    await serve('2');
    happens(5);
    expect(response.ids).toEqual([3, 4, 5]);
  });

  it('loses nothing and doubles nothing that happens while the past is read', async () => {
    past = [1, 2, 3].map((id) => event(id));
    meanwhile = () => [3, 4].forEach(happens);
    await serve('1');
    happens(5);
    expect(response.ids).toEqual([2, 3, 4, 5]);
  });

  it.each(['-1', 'x', '1.5', 'NaN', '9e99'])('takes no number such as %s for an id', async (id) => {
    past = [event(1)];
    await serve(id);
    expect(response.ids).toEqual([]);
  });

  it('carries with a filter what fits it alone, and no passing news', async () => {
    past = [event(1), event(2)];
    await serve('0', { kind: 'instance.*', actor: 'eve' });
    messages.next({ type: 'change', data: event(3, { actor: 'eve' }) });
    messages.next({ type: 'change', data: event(4, { actor: 'eve', kind: 'image.ready' }) });
    messages.next({ type: 'operation', data: { step: 'starting' } });
    expect(response.ids).toEqual([3]);
    expect(response.text).not.toContain('operation');
  });

  it('refuses a span in which nothing can be, before it answers', async () => {
    const span = { since: '2026-02-01', until: '2026-01-01' };
    await expect(serve(undefined, span)).rejects.toThrow('until must be later');
    expect(response.status).toBe(0);
  });

  it('gives passing news no id, so that nobody resumes at one', async () => {
    await serve();
    messages.next({ type: 'operation', data: { step: 'starting' } });
    expect(response.text).toContain('event: operation\ndata: {"step":"starting"}\n\n');
    expect(response.ids).toEqual([]);
  });

  it('keeps to one line each what it sends, whatever is in it', async () => {
    await serve();
    messages.next({ type: 'image', data: { name: 'a\n\nevent: change\ndata: {}' } });
    expect(response.text.split('\n\n').filter((block) => block.includes('event: image'))).toEqual([
      'event: image\ndata: {"name":"a\\n\\nevent: change\\ndata: {}"}',
    ]);
  });

  it('shows every 15 s that it lives', async () => {
    await serve();
    vi.advanceTimersByTime(30_000);
    expect(response.text.match(/^:$/gm)).toHaveLength(2);
  });

  it('cuts a reader off that lets too much pile up, and forgets the one that left', async () => {
    await serve();
    response.writableLength = 2 * 1024 * 1024;
    happens(1);
    expect(response.destroyed).toBe(true);
    expect(messages.observed).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

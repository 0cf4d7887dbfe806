import { readEventStream } from '@picostack/api-client';
import type { EventDto } from '../../src/events/dto.js';
import type { Api } from './api.js';
import { within } from './wait.js';

/** A message of the server's event stream, and when it came. */
export interface StreamMessage {
  /** The value of its `id:` line; undefined for passing news. */
  readonly id: string | undefined;
  readonly type: string;
  readonly data: unknown;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** An event `change`, and when it came. */
export type ChangeMessage = StreamMessage & { readonly data: EventDto };

/** A reader of `GET /api/v1/events`. It keeps every message, so that none is missed between two waits. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly abort = new AbortController();

  private constructor() {}

  /** Opens the stream; resolves when the server says `ready`. */
  static async open(api: Api, lastEventId?: number): Promise<EventStream> {
    const stream = new EventStream();
    const response = await fetch(`${api.url}/api/v1/events`, {
      headers: {
        Authorization: `Bearer ${api.token}`,
        Accept: 'text/event-stream',
        ...(lastEventId !== undefined && { 'Last-Event-ID': String(lastEventId) }),
      },
      signal: stream.abort.signal,
    });
    if (response.status !== 200 || !response.body) {
      throw new Error(`The event stream was refused: ${response.status}`);
    }
    void stream.read(response.body).catch(() => undefined);
    await stream.next('ready', (message) => message.type === 'ready', 10_000);
    return stream;
  }

  /** The first message that fits, past or to come. */
  next(
    what: string,
    fits: (message: StreamMessage) => boolean,
    limitMs: number,
  ): Promise<StreamMessage> {
    let check: (() => void) | undefined;
    const found = new Promise<StreamMessage>((resolve) => {
      check = () => {
        const message = this.messages.find(fits);
        if (message) resolve(message);
      };
      this.waiting.add(check);
      check();
    });
    return within(`"${what}" on the event stream`, limitMs, found).finally(() => {
      if (check) this.waiting.delete(check);
    });
  }

  /** The first event of that kind about that instance, past or to come, that came after the mark. */
  async change(
    kind: string,
    resourceName: string,
    limitMs: number,
    mark = 0,
    fits: (event: EventDto) => boolean = () => true,
  ): Promise<ChangeMessage> {
    const { id, type, data, at } = await this.next(
      `${kind} of ${resourceName}`,
      (each) => each.at >= mark && isEvent(each.data, kind, resourceName) && fits(each.data),
      limitMs,
    );
    if (!isEvent(data, kind, resourceName)) throw new Error('It fitted a moment ago');
    return { id, type, data, at };
  }

  /** The first announcement, past or to come, that an operation is at that step. */
  async step(step: string, limitMs: number): Promise<void> {
    await this.next(
      `an operation at "${step}"`,
      ({ type, data }) => type === 'operation' && isAtStep(data, step),
      limitMs,
    );
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const { id, event, data } of readEventStream(body)) {
      this.messages.push({ id, type: event, data: JSON.parse(data), at: performance.now() });
      for (const check of this.waiting) check();
    }
  }
}

function isEvent(data: unknown, kind: string, resourceName: string): data is EventDto {
  if (typeof data !== 'object' || data === null || !('kind' in data) || !('resource' in data)) {
    return false;
  }
  const { resource } = data;
  const isNamed = typeof resource === 'object' && resource !== null && 'name' in resource;
  return data.kind === kind && isNamed && resource.name === resourceName;
}

function isAtStep(data: unknown, step: string): boolean {
  return typeof data === 'object' && data !== null && 'step' in data && data.step === step;
}

import { readEventStream } from '@picostack/api-client';
import type { EventDto } from '../../src/events/dto.js';
import type { Api } from './api.js';
import { within } from './wait.js';

/** A message of the server's event stream, and the time when it arrived. */
export interface StreamMessage {
  /** The value of its `id:` line; undefined for a message that is not stored, such as progress. */
  readonly id: string | undefined;
  readonly type: string;
  readonly data: unknown;
  /** In the time of `performance.now()`. */
  readonly at: number;
}

/** A message with an event, and the time when it arrived. */
export type ChangeMessage = StreamMessage & { readonly data: EventDto };

/** A reader of `GET /api/v1/events`. It stores every message, so that none is missed between two waits. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly abort = new AbortController();

  private constructor() {}

  /** Open the stream, and wait until the server sends `ready`. */
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
      throw new Error(`The server refused the event stream: ${response.status}`);
    }
    void stream.read(response.body).catch(() => undefined);
    await stream.next('ready', (message) => message.type === 'ready', 10_000);
    return stream;
  }

  /** Wait for the first message that matches; it may have arrived already. */
  next(
    what: string,
    matches: (message: StreamMessage) => boolean,
    limitMs: number,
  ): Promise<StreamMessage> {
    let check: (() => void) | undefined;
    const found = new Promise<StreamMessage>((resolve) => {
      check = () => {
        const message = this.messages.find(matches);
        if (message) resolve(message);
      };
      this.waiting.add(check);
      check();
    });
    return within(`"${what}" on the event stream`, limitMs, found).finally(() => {
      if (check) this.waiting.delete(check);
    });
  }

  /** Wait for the first event of a kind about a resource that arrives at or after a time, which may be in the past. */
  async change(
    kind: string,
    resourceName: string,
    limitMs: number,
    sinceMs = 0,
    matches: (event: EventDto) => boolean = () => true,
  ): Promise<ChangeMessage> {
    const { id, type, data, at } = await this.next(
      `${kind} of ${resourceName}`,
      (each) => each.at >= sinceMs && isEvent(each.data, kind, resourceName) && matches(each.data),
      limitMs,
    );
    if (!isEvent(data, kind, resourceName)) throw new Error('The message no longer matches');
    return { id, type, data, at };
  }

  /** Wait until an operation is at a step; the message may have arrived already. */
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

import type { Request, Response } from 'express';
import type { EventDto } from './dto.js';
import { type EventFilter, isFiltering, matches, refuseEmptySpan } from './event-filter.js';
import type { EventsService, StreamMessage } from './events.service.js';

const HEARTBEAT_MS = 15_000;
/** How many past events are sent to a reader that resumes; one that missed more must re-read everything. */
const RESUME_LIMIT = 1_000;
/** A reader that lets this much pile up is cut off; it comes back and resumes. */
const MAX_PENDING_BYTES = 1024 * 1024;

/**
 * Answers with a server-sent event stream: what was missed since `Last-Event-ID`, then what happens.
 * With a filter it carries the events that fit it, and no passing news: those are of no kind and nobody's.
 * Ends when the reader leaves, or reads so slowly that the queue passes its bound.
 */
export async function serveEventStream(
  events: EventsService,
  filter: EventFilter,
  request: Request,
  response: Response,
): Promise<void> {
  refuseEmptySpan(filter);
  const everything = !isFiltering(filter);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const send = (text: string): void => {
    if (response.writableLength > MAX_PENDING_BYTES) response.destroy();
    else response.write(text);
  };

  // What happens while the past is being read waits, so that nothing is lost and ids only grow.
  let waiting: StreamMessage[] | undefined = [];
  let lastId = lastEventId(request);
  const deliver = (message: StreamMessage): void => {
    if (message.type !== 'change') {
      if (everything) send(format(message.type, message.data));
      return;
    }
    if (message.data.id <= lastId) return;
    lastId = message.data.id;
    if (matches(filter, message.data)) send(formatChange(message.data));
  };
  const subscription = events.stream.subscribe((message) => {
    if (waiting) waiting.push(message);
    else deliver(message);
  });
  const heartbeat = setInterval(() => send(':\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    subscription.unsubscribe();
    clearInterval(heartbeat);
  });

  send(format('ready', {}));
  if (lastId >= 0) {
    const missed = await events.after(lastId, RESUME_LIMIT, filter);
    for (const data of missed) deliver({ type: 'change', data });
  }
  for (const message of waiting) deliver(message);
  waiting = undefined;
}

function lastEventId(request: Request): number {
  const id = Number(request.headers['last-event-id'] ?? Number.NaN);
  return Number.isSafeInteger(id) && id >= 0 ? id : -1;
}

function formatChange(event: EventDto): string {
  return `id: ${event.id}\n${format('change', event)}`;
}

function format(type: string, payload: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(payload)}\n\n`;
}

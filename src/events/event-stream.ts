import type { Request, Response } from 'express';
import { safeJson } from '../common/text.js';
import type { EventDto } from './dto.js';
import { type EventFilter, isFiltering, matches, refuseEmptySpan } from './event-filter.js';
import type { EventsService, StreamMessage } from './events.service.js';

const HEARTBEAT_MS = 15_000;
/** The number of past events to read from the database at a time. */
const PAGE_SIZE = 500;
/** The maximum queue of a reader. Beyond it the reader is disconnected; it can reconnect and resume. */
const MAX_PENDING_BYTES = 1024 * 1024;
/** A resuming reader that reads nothing for this time is disconnected. */
const DRAIN_LIMIT_MS = 60_000;

/** The reader missed events that are no longer in the log: it has to read everything again. */
interface Gap {
  /** `removed`: they were deleted. `unknownId`: the reader's id is not from this log. */
  readonly reason: 'removed' | 'unknownId';
  /** The reader's last event. */
  readonly afterId: number | null;
  /** The first id of the events that follow. */
  readonly firstId: number;
}

/**
 * Respond with a server-sent event stream: all events since `Last-Event-ID`, then new events. Past events are read page by
 * page, at the speed of the reader; events that are no longer in the log are reported as a `gap`.
 * With a filter the stream contains only matching events and no notifications, which have no kind and no actor.
 * The stream ends when the reader disconnects, or when its queue is too long.
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
  // HEAD has the headers of GET, and must end.
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const send = (text: string): void => {
    if (response.writableLength > MAX_PENDING_BYTES) response.destroy();
    else response.write(text);
  };
  const sendChange = (event: EventDto): void => {
    lastId = event.id;
    send(formatChange(event));
  };

  /** The reader's last event; smaller ids are not sent. */
  let lastId = -1;
  let isCatchingUp = true;
  let isClosed = false;
  let happenedMeanwhile = false;
  const subscription = events.stream.subscribe((message: StreamMessage) => {
    if (message.type !== 'change') {
      if (everything) send(format(message.type, message.data));
    } else if (isCatchingUp) {
      // It is in the log, so the next page contains it, in order.
      happenedMeanwhile = true;
    } else if (message.data.id > lastId && matches(filter, message.data)) {
      sendChange(message.data);
    }
  });
  const heartbeat = setInterval(() => send(':\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    isClosed = true;
    subscription.unsubscribe();
    clearInterval(heartbeat);
  });

  const sendMissed = async (): Promise<void> => {
    let page: EventDto[];
    do {
      happenedMeanwhile = false;
      const gap = gapBehind(lastId, await events.range());
      if (gap) {
        send(format('gap', gap));
        lastId = gap.firstId - 1;
      }
      page = await events.after(lastId, PAGE_SIZE, filter);
      for (const event of page) {
        if (isClosed) return;
        sendChange(event);
        if (response.writableNeedDrain) await drained(response);
      }
      if (isClosed) return;
    } while (page.length >= PAGE_SIZE || happenedMeanwhile);
    // Without an await in between: no event may happen between the last page and the first live event.
    isCatchingUp = false;
  };

  send(format('ready', {}));
  const sent = request.headers['last-event-id'];
  if (sent !== undefined) {
    const range = await events.range();
    const seenId = parseEventId(sent);
    // The log may be a different one: the database was restored from a backup, or created again.
    if (seenId === undefined || seenId > range.lastId) {
      const firstId = range.lastId + 1;
      send(format('gap', { reason: 'unknownId', afterId: seenId ?? null, firstId } satisfies Gap));
    }
    lastId = Math.min(seenId ?? range.lastId, range.lastId);
  }
  if (lastId < 0) isCatchingUp = false;
  else await sendMissed();
}

/** 0 requests all stored events: the reader has seen none, so none is missing. */
function gapBehind(seenId: number, range: { readonly firstId: number }): Gap | undefined {
  if (seenId === 0 || range.firstId <= seenId + 1) return undefined;
  return { reason: 'removed', afterId: seenId, firstId: range.firstId };
}

function parseEventId(header: string | string[]): number | undefined {
  const text = String(header).trim();
  const id = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}

/** Wait until the reader has read what was sent, or has disconnected. A reader that does not read is disconnected. */
function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => response.destroy(), DRAIN_LIMIT_MS);
    const done = (): void => {
      clearTimeout(limit);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function formatChange(event: EventDto): string {
  return `id: ${event.id}\n${format('change', event)}`;
}

function format(type: string, payload: object): string {
  return `event: ${type}\ndata: ${safeJson(payload)}\n\n`;
}

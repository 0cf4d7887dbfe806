import type { Request, Response } from 'express';
import { safeJson } from '../common/text.js';
import type { EventDto } from './dto.js';
import { type EventFilter, isFiltering, matches, refuseEmptySpan } from './event-filter.js';
import type { EventsService, StreamMessage } from './events.service.js';

const HEARTBEAT_MS = 15_000;
/** How many past events are read from the database at once for a reader that resumes. */
const PAGE_SIZE = 500;
/** A reader that lets this much pile up is cut off; it comes back and resumes. */
const MAX_PENDING_BYTES = 1024 * 1024;
/** A reader that resumes and takes nothing for so long is cut off. */
const DRAIN_LIMIT_MS = 60_000;

/** Events that a reader missed and that cannot be sent any more: it has to read everything again. */
interface Gap {
  /** `removed`: they were too old; `unknownId`: the id that the reader sent is not one of this log. */
  readonly reason: 'removed' | 'unknownId';
  /** The last event that the reader saw, as far as it said so. */
  readonly afterId: number | null;
  /** Events from this id on follow. */
  readonly firstId: number;
}

/**
 * Answers with a server-sent event stream: everything that was missed since `Last-Event-ID`, then what happens.
 * What was missed is read page by page, as fast as the reader takes it; what is not in the log any more is a `gap`.
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
  // HEAD has the headers of GET and no end to wait for.
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

  /** The last event that the reader has; smaller ids are not sent. */
  let lastId = -1;
  let isCatchingUp = true;
  let isClosed = false;
  let happenedMeanwhile = false;
  const subscription = events.stream.subscribe((message: StreamMessage) => {
    if (message.type !== 'change') {
      if (everything) send(format(message.type, message.data));
    } else if (isCatchingUp) {
      // It is in the log: the next page has it, in its order.
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
    // Here, and not after an await: nothing may happen between the last look and the first live event.
    isCatchingUp = false;
  };

  send(format('ready', {}));
  const sent = request.headers['last-event-id'];
  if (sent !== undefined) {
    const range = await events.range();
    const seenId = parseEventId(sent);
    // The log may be another one than the reader knew: restored from a copy, or begun anew.
    if (seenId === undefined || seenId > range.lastId) {
      const firstId = range.lastId + 1;
      send(format('gap', { reason: 'unknownId', afterId: seenId ?? null, firstId } satisfies Gap));
    }
    lastId = Math.min(seenId ?? range.lastId, range.lastId);
  }
  if (lastId < 0) isCatchingUp = false;
  else await sendMissed();
}

/** 0 asks for everything that is kept: nothing was seen, so nothing of it is missing. */
function gapBehind(seenId: number, range: { readonly firstId: number }): Gap | undefined {
  if (seenId === 0 || range.firstId <= seenId + 1) return undefined;
  return { reason: 'removed', afterId: seenId, firstId: range.firstId };
}

function parseEventId(header: string | string[]): number | undefined {
  const text = String(header).trim();
  const id = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(id) ? id : undefined;
}

/** Waits until the reader took what was sent, or is gone; one that takes nothing is cut off. */
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

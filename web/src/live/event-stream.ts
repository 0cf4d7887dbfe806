import { BASE_PATH } from '../api/base-path';
import type { EventDto, ImageDto, OperationDto } from '../api/types';

/** A message of the event stream. */
export type StreamMessage =
  | { type: 'change'; event: EventDto }
  | { type: 'operation'; operation: OperationDto }
  | { type: 'image'; image: ImageDto }
  /** A short-lived state such as `launched`, which the event log does not store. */
  | { type: 'instance'; instance: InstanceRef }
  /** A domain that is not an instance changed. */
  | { type: 'domain' };

interface InstanceRef {
  id: string;
}

/** What to do when the stream opens, breaks, or sends a message. */
export interface StreamHandlers {
  /** The stream is open, for the first time or again: everything that was read before may be out of date. */
  onReady: () => void;
  onMessage: (message: StreamMessage) => void;
  onLost: () => void;
  /** The server rejected the request; the session may have ended. */
  onRejected: () => void;
}

/** Return the delay before the nth attempt in a row, in milliseconds. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(500 * 2 ** attempt, 10_000);
}

/** Parse a message of the stream; return null if the page does not know it. */
export function parseMessage(type: string, text: string): StreamMessage | null {
  let body: (EventDto & OperationDto & ImageDto & InstanceRef) | null;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof body !== 'object' || body === null) return null;
  switch (type) {
    case 'change':
      return { type, event: body };
    case 'operation':
      return { type, operation: body };
    case 'image':
      return { type, image: body };
    case 'instance':
      return { type, instance: body };
    case 'domain':
      return { type };
    default:
      return null;
  }
}

/**
 * Open the event stream, and return a function that closes it.
 *
 * This reconnects itself. The browser would send `Last-Event-ID`, and after a long sleep receive thousands of events
 * although `onReady` refetches everything.
 */
export function openEventStream(handlers: StreamHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const connect = (): void => {
    const current = new EventSource(`${BASE_PATH}/api/v1/events`);
    source = current;
    current.addEventListener('ready', () => {
      attempt = 0;
      handlers.onReady();
    });
    for (const type of ['change', 'operation', 'image', 'instance', 'domain']) {
      current.addEventListener(type, (event: MessageEvent<string>) => {
        const message = parseMessage(type, event.data);
        if (message) handlers.onMessage(message);
      });
    }
    current.addEventListener('error', () => {
      handlers.onLost();
      if (current.readyState === EventSource.CLOSED) handlers.onRejected();
      current.close();
      timer = setTimeout(connect, reconnectDelayMs(attempt));
      attempt += 1;
    });
  };

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

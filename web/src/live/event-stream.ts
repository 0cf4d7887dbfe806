import type { EventDto, ImageDto, OperationDto } from '../api/types';

export type StreamMessage =
  | { type: 'change'; event: EventDto }
  | { type: 'operation'; operation: OperationDto }
  | { type: 'image'; image: ImageDto }
  /** A passing state, such as a start that was asked for; not stored as an event. */
  | { type: 'instance'; instance: InstanceRef }
  /** Something happened to a domain that is no instance. */
  | { type: 'domain' };

interface InstanceRef {
  id: string;
}

export interface StreamHandlers {
  /** The stream stands (again): whatever was known before is to be read again. */
  onReady: () => void;
  onMessage: (message: StreamMessage) => void;
  onLost: () => void;
  /** The server answered instead of streaming; a sign-in may have ended. */
  onRefused: () => void;
}

/** How long to wait before the nth attempt in a row, in milliseconds. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(500 * 2 ** attempt, 10_000);
}

/** Reads one message of the stream; null when it is not one that the page knows. */
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
 * Opens the live stream; answers a function that closes it. A broken stream is opened anew, and not by the browser:
 * that would send `Last-Event-ID`, and after a long sleep be sent thousands of events that everything which is read
 * again at `ready` holds already.
 */
export function openEventStream(handlers: StreamHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const connect = (): void => {
    const current = new EventSource('/api/v1/events');
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
      if (current.readyState === EventSource.CLOSED) handlers.onRefused();
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

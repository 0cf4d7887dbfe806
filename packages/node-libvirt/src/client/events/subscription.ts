import type { EventMessage, EventName } from '../../protocol/index.js';
import { asTyped } from '../../xdr/index.js';
import { DEFAULT_QUEUE_LENGTH, EventQueue } from './event-queue.js';
import type { CallbackSource, SharedCallbacks } from './shared-callbacks.js';

/** A listener that is registered with the server. */
export interface EventSubscription extends AsyncDisposable {
  /** Deregister, unless others use the same callback. The listener is not called after this call. */
  unsubscribe(): Promise<void>;
}

/** How to register for an event, and how to convert its messages. */
export interface EventSource<N extends EventName, E> extends CallbackSource {
  readonly row: N;
  readonly toEvent: (message: EventMessage<N>) => E;
}

/** Register a listener. */
export async function subscribe<N extends EventName, E>(
  callbacks: SharedCallbacks,
  source: EventSource<N, E>,
  listener: (event: E) => void,
): Promise<EventSubscription> {
  const unsubscribe = await callbacks.join(source, {
    receive: (message) => callListener(listener, source.toEvent(asTyped<EventMessage<N>>(message))),
    end: () => {},
  });
  return { unsubscribe, [Symbol.asyncDispose]: unsubscribe };
}

/** Register a queue. */
export async function subscribeQueue<N extends EventName, E>(
  callbacks: SharedCallbacks,
  source: EventSource<N, E>,
  maxQueued: number = DEFAULT_QUEUE_LENGTH,
): Promise<EventQueue<E>> {
  let unsubscribe: () => Promise<void>;
  const queue = new EventQueue<E>(maxQueued, () => unsubscribe());
  unsubscribe = await callbacks.join(source, {
    receive: (message) => queue.push(source.toEvent(asTyped<EventMessage<N>>(message))),
    end: (error) => queue.end(error),
  });
  return queue;
}

/** An error in a listener is the program's, not the server's: the connection stays open. */
function callListener<E>(listener: (event: E) => void, event: E): void {
  try {
    listener(event);
  } catch (error) {
    process.nextTick(() => {
      throw error;
    });
  }
}

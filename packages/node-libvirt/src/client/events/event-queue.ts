/** Events arrived faster than they were read, and some were dropped: read the state again. */
export class EventOverflowError extends Error {
  override readonly name = 'EventOverflowError';

  constructor(
    /** The number of dropped events between the last event and the next one. */
    readonly dropped: number,
  ) {
    super(`${dropped} events were dropped because nobody read them in time`);
  }
}

/** The default number of events that wait for a slow reader. */
export const DEFAULT_QUEUE_LENGTH = 1_000;

interface Waiting<E> {
  resolve: (result: IteratorResult<E, undefined>) => void;
  reject: (error: unknown) => void;
}

/**
 * Events to be read with `for await`. When the queue is full, new events are dropped. After the events before the gap,
 * reading throws an EventOverflowError once; then reading can continue.
 */
export class EventQueue<E> implements AsyncIterableIterator<E, undefined> {
  private readonly events: E[] = [];
  private readonly waiting: Waiting<E>[] = [];
  private dropped = 0;
  private over: { error: Error | undefined } | undefined;

  constructor(
    private readonly maxLength: number,
    private readonly onReturn: () => Promise<void>,
  ) {}

  /** Add an event from the server. */
  push(event: E): void {
    const waiting = this.waiting.shift();
    if (waiting) {
      waiting.resolve({ value: event, done: false });
    } else if (this.dropped > 0 || this.events.length >= this.maxLength) {
      this.dropped++;
    } else {
      this.events.push(event);
    }
  }

  /** End the queue: after its remaining events, reading ends or throws `error`. */
  end(error: Error | undefined): void {
    this.over ??= { error };
    for (const waiting of this.waiting.splice(0)) {
      settleEnd(waiting, this.over.error);
    }
  }

  next(): Promise<IteratorResult<E, undefined>> {
    return new Promise((resolve, reject) => {
      const event = this.events.shift();
      if (event !== undefined) {
        resolve({ value: event, done: false });
      } else if (this.dropped > 0) {
        reject(new EventOverflowError(this.dropped));
        this.dropped = 0;
      } else if (this.over) {
        settleEnd({ resolve, reject }, this.over.error);
        // The next read reports a normal end.
        this.over = { error: undefined };
      } else {
        this.waiting.push({ resolve, reject });
      }
    });
  }

  /** Deregister; `break` in a `for await` calls it. */
  async return(): Promise<IteratorResult<E, undefined>> {
    this.end(undefined);
    this.events.length = 0;
    await this.onReturn();
    return { value: undefined, done: true };
  }

  /** Deregister. */
  async unsubscribe(): Promise<void> {
    await this.return();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function settleEnd<E>(waiting: Waiting<E>, error: Error | undefined): void {
  if (error) {
    waiting.reject(error);
  } else {
    waiting.resolve({ value: undefined, done: true });
  }
}

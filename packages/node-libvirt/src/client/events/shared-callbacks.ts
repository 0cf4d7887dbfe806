import type { EventName } from '../../protocol/index.js';
import type { EventHub, EventSink, Registration } from './event-hub.js';

/** A kind of callback of the server: its row, and how to register and deregister it. */
export interface CallbackSource {
  readonly row: EventName;
  /** Distinguishes callbacks of the same row: the object, if they are limited to one. */
  readonly scope: string | undefined;
  /** `late` receives a callback that the server registered after the call was given up. */
  readonly register: (
    late: (callback: { callbackID: number }) => void,
  ) => Promise<{ callbackID: number }>;
  readonly deregister: (callbackID: number) => Promise<unknown>;
}

/**
 * Shares callbacks: libvirtd refuses a client's second registration of the same event for the same object. So all
 * subscriptions use one callback; the first one registers it, and the last one deregisters it.
 */
export class SharedCallbacks {
  private readonly callbacks = new Map<string, SharedCallback>();

  constructor(private readonly hub: EventHub) {}

  /** The number of subscriptions. */
  get size(): number {
    return [...this.callbacks.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Pass the events of a source to the sink. @returns a function that ends the subscription */
  join(source: CallbackSource, sink: EventSink): Promise<() => Promise<void>> {
    const key = JSON.stringify([source.row, source.scope]);
    const known = this.callbacks.get(key);
    if (known && !known.isLeft) {
      return known.join(sink);
    }
    const callback = new SharedCallback(this.hub, source, known?.gone, () => {
      if (this.callbacks.get(key) === callback) {
        this.callbacks.delete(key);
      }
    });
    this.callbacks.set(key, callback);
    return callback.join(sink);
  }
}

/** One callback of the server, and its subscriptions. */
class SharedCallback implements EventSink {
  private readonly sinks = new Set<EventSink>();
  private registered: Promise<Registration> | undefined;
  private leaving: Promise<void> | undefined;

  constructor(
    private readonly hub: EventHub,
    private readonly source: CallbackSource,
    /** The end of the previous callback: until then the server refuses another. */
    private readonly previous: Promise<void> | undefined,
    private readonly onGone: () => void,
  ) {}

  get size(): number {
    return this.sinks.size;
  }

  /** True after the last subscription has ended: a new one needs another callback. */
  get isLeft(): boolean {
    return this.leaving !== undefined;
  }

  /** Settles when the server has deregistered the callback. */
  get gone(): Promise<void> | undefined {
    return this.leaving;
  }

  async join(sink: EventSink): Promise<() => Promise<void>> {
    this.sinks.add(sink);
    this.registered ??= this.register();
    const registration = await this.registered;
    return () => this.leave(sink, registration);
  }

  receive(message: unknown): void {
    // A listener may end or add subscriptions while it is called. The event is not for new ones.
    const sinks = [...this.sinks];
    for (const sink of sinks) {
      if (this.sinks.has(sink)) {
        sink.receive(message);
      }
    }
  }

  end(error: Error | undefined): void {
    const sinks = [...this.sinks];
    this.sinks.clear();
    this.onGone();
    for (const sink of sinks) {
      sink.end(error);
    }
  }

  private async register(): Promise<Registration> {
    try {
      if (this.previous) {
        // The last subscriber got this error; the server decides whether it accepts a new registration.
        await this.previous.catch(() => {});
      }
      const register = () => this.source.register((late) => this.takeBack(late));
      return await this.hub.register(this.source.row, register, this);
    } catch (error) {
      this.sinks.clear();
      this.onGone();
      throw error;
    }
  }

  /** Nobody waits for this registration, and as long as it exists the server refuses another. */
  private takeBack({ callbackID }: { callbackID: number }): void {
    this.source.deregister(callbackID).catch(() => {
      // The connection was lost, and the callback with it.
    });
  }

  private async leave(sink: EventSink, registration: Registration): Promise<void> {
    this.sinks.delete(sink);
    if (this.sinks.size === 0) {
      this.leaving ??= this.deregister(registration);
    }
    await this.leaving;
  }

  private async deregister({ callbackID, remove }: Registration): Promise<void> {
    remove();
    try {
      if (!this.hub.isOver) {
        await this.source.deregister(callbackID);
      }
    } finally {
      this.onGone();
    }
  }
}

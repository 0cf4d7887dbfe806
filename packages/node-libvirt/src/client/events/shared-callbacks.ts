import type { EventName } from '../../protocol/index.js';
import type { EventHub, EventSink, Registration } from './event-hub.js';

/** Which events a callback of the server brings, and how it comes and goes. */
export interface CallbackSource {
  readonly row: EventName;
  /** What else tells it from the callbacks of the same row: the object, if it is for one alone. */
  readonly scope: string | undefined;
  /** `late` is given a callback that the server has after all, when the call was given up before. */
  readonly register: (
    late: (callback: { callbackID: number }) => void,
  ) => Promise<{ callbackID: number }>;
  readonly deregister: (callbackID: number) => Promise<unknown>;
}

/**
 * Shares callbacks out: libvirtd refuses a client's second registration of the same event for the
 * same object, so all who want it take from one, which is registered for the first and
 * deregistered behind the last.
 */
export class SharedCallbacks {
  private readonly callbacks = new Map<string, SharedCallback>();

  constructor(private readonly hub: EventHub) {}

  /** How many take events. */
  get size(): number {
    return [...this.callbacks.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Brings the events of a source to the sink. @returns how to leave */
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

/** One callback of the server, and all who take its events. */
class SharedCallback implements EventSink {
  private readonly sinks = new Set<EventSink>();
  private registered: Promise<Registration> | undefined;
  private leaving: Promise<void> | undefined;

  constructor(
    private readonly hub: EventHub,
    private readonly source: CallbackSource,
    /** The end of the callback before this one: while it is there, the server takes no other. */
    private readonly previous: Promise<void> | undefined,
    private readonly onGone: () => void,
  ) {}

  get size(): number {
    return this.sinks.size;
  }

  /** True once the last has left: whoever comes now needs another callback. */
  get isLeft(): boolean {
    return this.leaving !== undefined;
  }

  /** Settles when the server has been told that the last has left. */
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
    // A listener may leave, or have another join, while it is called: the event is not for those.
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
        // That it failed was told to who left; whether there is room now, the server says.
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

  /** Nobody waits for it any more, and while it is there the server takes no other. */
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

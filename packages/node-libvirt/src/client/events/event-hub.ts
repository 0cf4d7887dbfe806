import { type EventName, protocolTable } from '../../protocol/index.js';
import { asProtocolError, ProtocolError, readWhole, type RpcMessage } from '../../rpc/index.js';
import { type AnyCodec, asTyped } from '../../xdr/index.js';

interface EventRowRef {
  name: string;
  codec: AnyCodec;
}

/** Receives events, and learns when there will be no more. */
export interface EventSink {
  receive(message: unknown): void;
  end(error: Error | undefined): void;
}

/** A callback that is registered with the server. */
export interface Registration {
  readonly callbackID: number;
  /** Stop passing its events to the sink. */
  readonly remove: () => void;
}

// Events are unclaimed only during a registration, and those are few.
const MAX_UNCLAIMED = 10_000;

const rows = new Map<string, EventRowRef>();
for (const [name, row] of Object.entries(protocolTable)) {
  if (row.kind === 'event') {
    rows.set(`${row.program}:${row.number}`, { name, codec: row.message });
  }
}

/**
 * Passes events to their sinks. The server may send an event before the response that contains its callback's id, or in
 * the same chunk; the hub buffers such events until the id is known, so none is lost.
 */
export class EventHub {
  private readonly sinks = new Map<string, EventSink>();
  private unclaimed: { key: string; message: unknown }[] = [];
  private registering = 0;
  private over: { error: Error | undefined } | undefined;

  /** True after the connection has ended. */
  get isOver(): boolean {
    return this.over !== undefined;
  }

  /** Receive a message of the server; throws ProtocolError on one that cannot be decoded. */
  receive(message: RpcMessage): void {
    const row = rows.get(`${message.program}:${message.procedure}`);
    if (!row) {
      throw new ProtocolError(`message of unknown procedure ${message.procedure}`);
    }
    let value: unknown;
    try {
      value = readWhole(row.codec, message.body);
    } catch (error) {
      throw asProtocolError(row.name, error);
    }
    const key = keyOf(row.name, asTyped<{ callbackID?: number }>(value).callbackID);
    const sink = this.sinks.get(key);
    if (sink) {
      sink.receive(value);
    } else if (this.registering > 0) {
      this.unclaimed.push({ key, message: value });
      if (this.unclaimed.length > MAX_UNCLAIMED) {
        throw new ProtocolError(`more than ${MAX_UNCLAIMED} events without a registration`);
      }
    }
    // Otherwise the event was sent before its callback was deregistered.
  }

  /** Register a callback with the server, and pass its events to the sink. */
  async register(
    name: EventName,
    register: () => Promise<{ callbackID: number }>,
    sink: EventSink,
  ): Promise<Registration> {
    this.registering++;
    try {
      const { callbackID } = await register();
      const key = keyOf(name, callbackID);
      this.sinks.set(key, sink);
      const mine = this.unclaimed.filter((event) => event.key === key);
      this.unclaimed = this.unclaimed.filter((event) => event.key !== key);
      for (const event of mine) {
        sink.receive(event.message);
      }
      if (this.over) {
        sink.end(this.over.error);
      }
      return { callbackID, remove: () => this.sinks.delete(key) };
    } finally {
      this.registering--;
      if (this.registering === 0) {
        this.unclaimed = [];
      }
    }
  }

  /** The connection has ended. */
  end(error: Error | undefined): void {
    this.over = { error };
    const sinks = [...this.sinks.values()];
    this.sinks.clear();
    for (const sink of sinks) {
      sink.end(error);
    }
  }
}

function keyOf(name: string, callbackID: number | undefined): string {
  return `${name}:${callbackID ?? 'all'}`;
}

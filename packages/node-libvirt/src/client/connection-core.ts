import type { Duplex } from 'node:stream';
import {
  type CallArgs,
  type CallName,
  type CallResult,
  PROGRAM_VERSION,
  protocolTable,
  QEMU_PROGRAM,
  REMOTE_PROGRAM,
} from '../protocol/index.js';
import { type CallPriority, type RpcProcedure, RpcSession, type RpcStream } from '../rpc/index.js';
import { type AnyCodec, asTyped } from '../xdr/index.js';
import type { Authentication } from './authentication.js';
import { EventHub } from './events/event-hub.js';
import { SharedCallbacks } from './events/shared-callbacks.js';

/** What every call accepts besides its own arguments. */
export interface CallOptions {
  /**
   * How long to wait for the answer; without it the connection's `callTimeoutMs` counts, and with
   * Infinity no limit does.
   */
  timeoutMs?: number | undefined;
  /** Gives the call up. The server may still carry it out. */
  signal?: AbortSignal | undefined;
  /**
   * Before which others it goes, where not as libvirt's protocol has it: `high` calls do not wait
   * for normal ones, and an `urgent` one is sent at once.
   */
  priority?: CallPriority | undefined;
}

/** How a connection is opened. */
export interface ConnectionOptions {
  /** Opens for reading only (VIR_CONNECT_RO). */
  readOnly?: boolean | undefined;
  /** How long a call may wait for its answer; without it, for ever. */
  callTimeoutMs?: number | undefined;
  /** How long opening may take in all: reaching the daemon, signing in; without it, for ever. */
  connectTimeoutMs?: number | undefined;
  /** How long the server may be silent before it is asked for a sign of life; 0: never asked. */
  keepAliveIntervalMs?: number | undefined;
  /** How many such questions may stay unanswered before the connection counts as lost. */
  keepAliveCount?: number | undefined;
  /**
   * How many normal calls the daemon may have at once, 32 where not given; more wait here for their
   * turn, and high ones pass them. With its `max_client_requests` less one, 4 by default, a place
   * is left free: then an urgent call is taken up at once also while all others take long.
   */
  maxCallsUnderWay?: number | undefined;
  /** How to authenticate where the server asks for a user name and a password (virConnectOpenAuth). */
  auth?: Authentication | undefined;
  /** Gives up the opening. */
  signal?: AbortSignal | undefined;
}

/** The parameters of `Connection.call` for a procedure: no arguments where it takes none. */
export type CallParameters<N extends CallName> =
  undefined extends CallArgs<N>
    ? [args?: CallArgs<N>, options?: CallOptions]
    : [args: CallArgs<N>, options?: CallOptions];

/** A connection without libvirt's objects: calls, streams, events and its end. */
export class ConnectionCore {
  /** Resolves when the connection is over: undefined after close(), else what ended it. */
  readonly closed: Promise<Error | undefined>;
  protected readonly session: RpcSession;
  protected readonly callbacks: SharedCallbacks;
  private readonly callTimeoutMs: number | undefined;

  protected constructor(transport: Duplex, options: ConnectionOptions) {
    this.callTimeoutMs = options.callTimeoutMs;
    const hub = new EventHub();
    this.callbacks = new SharedCallbacks(hub);
    this.session = new RpcSession(transport, {
      programs: [REMOTE_PROGRAM, QEMU_PROGRAM],
      version: PROGRAM_VERSION,
      maxCallsUnderWay: checkedMaximum(options.maxCallsUnderWay),
      onMessage: (message) => hub.receive(message),
    });
    this.closed = this.session.closed;
    void this.closed.then((error) => hub.end(error));
  }

  /** False as soon as the connection is closed or lost. */
  get isAlive(): boolean {
    return this.session.isAlive;
  }

  /** Calls that have not been answered yet. */
  get pendingCalls(): number {
    return this.session.pendingCalls;
  }

  /** Streams that have not come to their end. */
  get openStreams(): number {
    return this.session.openStreams;
  }

  /** Listeners and queues that take events. */
  get subscriptions(): number {
    return this.callbacks.size;
  }

  /** Calls any procedure of libvirt's protocol, typed by the protocol table. */
  call<N extends CallName>(name: N, ...rest: CallParameters<N>): Promise<CallResult<N>> {
    const [args, options] = rest;
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec>;
    return asTyped(this.session.call(name, row, asTyped<never>(args), this.limits(options)));
  }

  /** As `call`; `late` is given a result that comes after the call was given up, to take it back. */
  protected callWithLate<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    late: (result: CallResult<N>) => void,
  ): Promise<CallResult<N>> {
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec>;
    const limits = this.limits(undefined);
    return asTyped(this.session.call(name, row, asTyped<never>(args), limits, asTyped(late)));
  }

  /** Calls a procedure that opens a stream, and gives the stream with the result. */
  openStream<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    options: CallOptions & { sparse?: boolean; maxBytes?: bigint | undefined } = {},
  ): Promise<{ result: CallResult<N>; stream: RpcStream }> {
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec> & { stream?: string };
    const { stream: direction } = row;
    if (direction === undefined) {
      throw new TypeError(`${name} opens no stream`);
    }
    const opened = this.session.openStream(
      name,
      row,
      asTyped<never>(args),
      {
        readable: direction !== 'write',
        writable: direction !== 'read',
        sparse: options.sparse ?? false,
        maxBytes: options.maxBytes,
      },
      this.limits(options),
    );
    return asTyped(opened);
  }

  /** Tells when the connection is over; returns how to stop listening. */
  onClose(listener: (error: Error | undefined) => void): () => void {
    let isWanted = true;
    void this.closed.then((error) => (isWanted ? listener(error) : undefined));
    return () => {
      isWanted = false;
    };
  }

  /** Closes the connection (virConnectClose); calls that wait fail with ConnectionClosedError. */
  async close(): Promise<void> {
    if (!this.session.isAlive) {
      return;
    }
    try {
      await this.call('connectClose', undefined, { timeoutMs: CLOSE_LIMIT_MS, priority: 'urgent' });
    } catch {
      // The server is told out of politeness; the socket is closed in any case.
    }
    this.session.close();
    await this.closed;
  }

  /**
   * Ends the connection at once, without a word to a server that does not answer.
   * @param error why; calls that wait fail with a ConnectionClosedError that carries it, `closed` resolves with it
   */
  destroy(error?: Error): void {
    this.session.close(error);
  }

  /** Closes the connection at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private limits(options: CallOptions | undefined): CallOptions {
    return {
      timeoutMs: options?.timeoutMs ?? this.callTimeoutMs,
      signal: options?.signal,
      priority: options?.priority,
    };
  }
}

const CLOSE_LIMIT_MS = 2_000;
// As fast as all at once: the daemon always has the next one there.
const MAX_CALLS_UNDER_WAY = 32;

function checkedMaximum(given = MAX_CALLS_UNDER_WAY): number {
  if (!(given >= 1)) {
    throw new RangeError(`maxCallsUnderWay is ${given}, not 1 or more`);
  }
  return given;
}

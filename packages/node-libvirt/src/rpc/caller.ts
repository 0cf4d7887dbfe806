import type { CallArgs, CallName, CallResult } from '../protocol/index.js';
import type { CallPriority } from './call-queue.js';
import type { RpcStream } from './rpc-stream.js';

/** Options that every call accepts in addition to its arguments. */
export interface CallOptions {
  /**
   * How long to wait for the response, in ms. The default is the connection's `callTimeoutMs`; Infinity turns the
   * limit off.
   */
  timeoutMs?: number | undefined;
  /** Cancels the wait. The server may still process the call. */
  signal?: AbortSignal | undefined;
  /**
   * Overrides the priority that libvirt's protocol assigns to the call: `high` calls do not wait for normal ones, and
   * `urgent` calls are sent at once.
   */
  priority?: CallPriority | undefined;
}

/** Options of a call that opens a stream. */
export interface StreamOptions extends CallOptions {
  /** Whether the stream contains holes, as StreamHole objects. */
  sparse?: boolean | undefined;
  /** The maximum number of bytes that may be written to the stream. */
  maxBytes?: bigint | undefined;
}

/** The parameters of `Caller.call`: procedures without arguments need none. */
export type CallParameters<N extends CallName> =
  undefined extends CallArgs<N>
    ? [args?: CallArgs<N>, options?: CallOptions]
    : [args: CallArgs<N>, options?: CallOptions];

/** The result of a call that opens a stream, and the stream. */
export interface OpenedStream<N extends CallName> {
  result: CallResult<N>;
  stream: RpcStream;
}

/** Calls procedures of libvirt's protocol. Objects such as domains depend on this interface only. */
export interface Caller {
  /** The URI that was opened, for messages. */
  readonly uri: string;

  /** Call a procedure; the protocol table types its arguments and its result. */
  call<N extends CallName>(name: N, ...rest: CallParameters<N>): Promise<CallResult<N>>;

  /** Call a procedure that opens a stream. Resolves to its result and the stream. */
  openStream<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    options?: StreamOptions,
  ): Promise<OpenedStream<N>>;
}

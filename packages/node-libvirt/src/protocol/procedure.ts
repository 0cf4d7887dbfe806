import type { AnyCodec, Codec, Infer, InferInput } from '../xdr/index.js';

/** The program of libvirt's main procedures (REMOTE_PROGRAM). */
export const REMOTE_PROGRAM = 0x2000_8086;
/** The program of the QEMU driver's procedures (QEMU_PROGRAM). */
export const QEMU_PROGRAM = 0x2000_8087;
/** The version of both programs; it never changed. */
export const PROGRAM_VERSION = 1;

/** The direction of the stream that a call opens, as seen from the client. */
export type StreamDirection = 'read' | 'write' | 'both';

/** A row of the protocol table that the client calls. */
export interface CallRow<A extends AnyCodec, R extends AnyCodec> {
  readonly kind: 'call';
  readonly program: number;
  readonly number: number;
  readonly args: A;
  readonly result: R;
  readonly stream?: StreamDirection;
  /** libvirt's daemons have separate threads for these calls, which never wait for a guest. */
  readonly priority?: 'high';
}

/** A row of the protocol table that the server sends without a call. */
export interface EventRow<M extends AnyCodec> {
  readonly kind: 'event';
  readonly program: number;
  readonly number: number;
  readonly message: M;
}

/** Optional settings of a row. */
export interface RowOptions {
  readonly program?: number;
  readonly stream?: StreamDirection;
}

/** A procedure that the client calls. */
export function call<A extends AnyCodec, R extends AnyCodec>(
  number: number,
  args: A,
  result: R,
  { program = REMOTE_PROGRAM, stream }: RowOptions = {},
): CallRow<A, R> {
  return { kind: 'call', program, number, args, result, ...(stream && { stream }) };
}

/** A procedure that the client calls and that libvirt's protocol marks with high priority. */
export function highCall<A extends AnyCodec, R extends AnyCodec>(
  number: number,
  args: A,
  result: R,
  options: RowOptions = {},
): CallRow<A, R> {
  return { ...call(number, args, result, options), priority: 'high' };
}

/** A message that the server sends without a call. */
export function event<M extends AnyCodec>(
  number: number,
  message: M,
  { program = REMOTE_PROGRAM }: RowOptions = {},
): EventRow<M> {
  return { kind: 'event', program, number, message };
}

/** No bytes: the arguments or the result of a procedure without any. */
export const nothing: Codec<undefined, undefined> = {
  minBytes: 0,
  read: () => undefined,
  write: () => undefined,
};

/** The arguments of a row. */
export type ArgsOf<Row> = Row extends CallRow<infer A, AnyCodec> ? InferInput<A> : never;
/** The result of a row. */
export type ResultOf<Row> = Row extends CallRow<AnyCodec, infer R> ? Infer<R> : never;
/** The content of an event row. */
export type MessageOf<Row> = Row extends EventRow<infer M> ? Infer<M> : never;

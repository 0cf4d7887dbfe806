import type { AnyCodec, Codec, Infer, InferInput } from '../xdr/index.js';

/** The program of libvirt's ordinary procedures (REMOTE_PROGRAM). */
export const REMOTE_PROGRAM = 0x2000_8086;
/** The program of the QEMU driver's own procedures (QEMU_PROGRAM). */
export const QEMU_PROGRAM = 0x2000_8087;
/** Both programs have had this version since they exist. */
export const PROGRAM_VERSION = 1;

/** Which way bytes flow on the stream that a call opens, as seen from the client. */
export type StreamDirection = 'read' | 'write' | 'both';

/** One row of the protocol table that the client calls. */
export interface CallRow<A extends AnyCodec, R extends AnyCodec> {
  readonly kind: 'call';
  readonly program: number;
  readonly number: number;
  readonly args: A;
  readonly result: R;
  readonly stream?: StreamDirection;
  /** libvirt's daemons have workers of their own for these calls, which never wait for a guest. */
  readonly priority?: 'high';
}

/** One row of the protocol table that the server sends unasked. */
export interface EventRow<M extends AnyCodec> {
  readonly kind: 'event';
  readonly program: number;
  readonly number: number;
  readonly message: M;
}

/** Settings of a row that few rows need. */
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

/** A message that the server sends unasked. */
export function event<M extends AnyCodec>(
  number: number,
  message: M,
  { program = REMOTE_PROGRAM }: RowOptions = {},
): EventRow<M> {
  return { kind: 'event', program, number, message };
}

/** No bytes at all: the arguments or the result of a procedure that has none. */
export const nothing: Codec<undefined, undefined> = {
  minBytes: 0,
  read: () => undefined,
  write: () => undefined,
};

/** The arguments that a row takes. */
export type ArgsOf<Row> = Row extends CallRow<infer A, AnyCodec> ? InferInput<A> : never;
/** The result that a row gives. */
export type ResultOf<Row> = Row extends CallRow<AnyCodec, infer R> ? Infer<R> : never;
/** What an event row carries. */
export type MessageOf<Row> = Row extends EventRow<infer M> ? Infer<M> : never;

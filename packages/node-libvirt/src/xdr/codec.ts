import type { XdrReader } from './xdr-reader.js';
import type { XdrWriter } from './xdr-writer.js';

/**
 * How one type looks on the wire. `Out` is what reading gives; `In` is what writing accepts,
 * which may be wider (a 64-bit number is read as bigint and written from number or bigint).
 */
export interface Codec<Out, In = Out> {
  read(reader: XdrReader): Out;
  write(writer: XdrWriter, value: In): void;
  /** The least bytes that a value takes; the check of array lengths needs it. */
  readonly minBytes: number;
}

/** Any codec at all: `never` because methods of codecs accept values of their own type only. */
export type AnyCodec = Codec<unknown, never>;

/** The type that a codec reads. */
export type Infer<C extends AnyCodec> = C extends Codec<infer Out, never> ? Out : never;

/** The type that a codec accepts for writing. */
export type InferInput<C extends AnyCodec> = Parameters<C['write']>[1];

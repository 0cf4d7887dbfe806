import type { XdrReader } from './xdr-reader.js';
import type { XdrWriter } from './xdr-writer.js';

/**
 * The wire format of a type. `Out` is the type of values that it reads; `In` is the type that it writes, which may be
 * wider: a 64-bit number is read as a bigint and written from a number or a bigint.
 */
export interface Codec<Out, In = Out> {
  read(reader: XdrReader): Out;
  write(writer: XdrWriter, value: In): void;
  /** The minimum number of bytes of a value; the check of array lengths needs it. */
  readonly minBytes: number;
}

/** Any codec. `never`, because a codec writes only values of its own type. */
export type AnyCodec = Codec<unknown, never>;

/** The type that a codec reads. */
export type Infer<C extends AnyCodec> = C extends Codec<infer Out, never> ? Out : never;

/** The type that a codec writes. */
export type InferInput<C extends AnyCodec> = Parameters<C['write']>[1];

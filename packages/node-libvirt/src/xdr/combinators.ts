import { asTyped } from './as-typed.js';
import type { AnyCodec, Codec, Infer, InferInput } from './codec.js';
import { wrongType, XdrError } from './xdr-error.js';

/** The fields of a struct, in the order on the wire. */
export type Fields = Readonly<Record<string, AnyCodec>>;

type Simplify<T> = { [K in keyof T]: T[K] } & {};
type OmittableKeys<F extends Fields> = {
  [K in keyof F]: undefined extends InferInput<F[K]> ? K : never;
}[keyof F];

/** The type that a struct reads. */
export type StructOutput<F extends Fields> = { [K in keyof F]: Infer<F[K]> };

/** The type that a struct writes: its optional fields may be missing. */
export type StructInput<F extends Fields> = Simplify<
  { [K in Exclude<keyof F, OmittableKeys<F>>]: InferInput<F[K]> } & {
    [K in OmittableKeys<F>]?: InferInput<F[K]>;
  }
>;

export interface StructCodec<F extends Fields> extends Codec<StructOutput<F>, StructInput<F>> {
  readonly fields: F;
}

/** Several fields in sequence. */
export function struct<const F extends Fields>(fields: F): StructCodec<F> {
  const entries = Object.entries(fields);
  return {
    fields,
    minBytes: entries.reduce((sum, [, codec]) => sum + codec.minBytes, 0),
    read: (reader) => {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) {
        value[name] = codec.read(reader);
      }
      return asTyped(value);
    },
    write: (writer, value) => {
      if (typeof value !== 'object' || value === null) {
        throw wrongType('an object', value);
      }
      const values = asTyped<Record<string, never>>(value);
      for (const [name, codec] of entries) {
        try {
          codec.write(writer, asTyped<never>(values[name]));
        } catch (error) {
          throw new XdrError(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        }
      }
    },
  };
}

/** A value that may be missing: read as null, written from null or undefined. */
export function optional<Out, In>(codec: Codec<Out, In>): Codec<Out | null, In | null | undefined> {
  return {
    minBytes: 4,
    read: (reader) => (reader.bool() ? codec.read(reader) : null),
    write: (writer, value) => {
      if (value === null || value === undefined) {
        writer.uint(0);
        return;
      }
      writer.uint(1);
      codec.write(writer, value);
    },
  };
}

/** A count and up to `maxCount` values. */
export function array<Out, In>(
  codec: Codec<Out, In>,
  maxCount: number,
): Codec<Out[], readonly In[]> {
  return {
    minBytes: 4,
    read: (reader) => {
      const count = reader.count(maxCount, codec.minBytes);
      const values: Out[] = [];
      for (let i = 0; i < count; i++) {
        values.push(codec.read(reader));
      }
      return values;
    },
    write: (writer, values) => {
      if (!Array.isArray(values)) {
        throw wrongType('an array', values);
      }
      if (values.length > maxCount) {
        throw new XdrError(`array of ${values.length} elements, the limit is ${maxCount}`);
      }
      writer.uint(values.length);
      for (const value of values) {
        codec.write(writer, value);
      }
    },
  };
}

/** The arms of a union: its discriminants, each with a codec. */
export type Arms = Readonly<Record<number, AnyCodec>>;
type ArmOutput<A extends Arms> = {
  [K in keyof A & number]: { type: K; value: Infer<A[K]> };
}[keyof A & number];
type ArmInput<A extends Arms> = {
  [K in keyof A & number]: { type: K; value: InferInput<A[K]> };
}[keyof A & number];

/** A discriminant, and the value of its arm. */
export function union<const A extends Arms>(arms: A): Codec<ArmOutput<A>, ArmInput<A>> {
  const byType = new Map<number, AnyCodec>(
    Object.entries(arms).map(([type, codec]) => [Number(type), codec]),
  );
  const arm = (type: number): AnyCodec => {
    const codec = byType.get(type);
    if (!codec) {
      throw new XdrError(`the union has no arm ${type}`);
    }
    return codec;
  };
  return {
    minBytes: 4 + Math.min(...[...byType.values()].map((codec) => codec.minBytes)),
    read: (reader) => {
      const type = reader.int();
      return asTyped({ type, value: arm(type).read(reader) });
    },
    write: (writer, value) => {
      const codec = arm(value.type);
      writer.int(value.type);
      codec.write(writer, asTyped<never>(value.value));
    },
  };
}

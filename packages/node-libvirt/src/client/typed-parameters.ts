import {
  VIR_TYPED_PARAM_BOOLEAN,
  VIR_TYPED_PARAM_DOUBLE,
  VIR_TYPED_PARAM_INT,
  VIR_TYPED_PARAM_LLONG,
  VIR_TYPED_PARAM_STRING,
  VIR_TYPED_PARAM_UINT,
  VIR_TYPED_PARAM_ULLONG,
} from '../constants.gen.js';
import type { typedParam } from '../protocol/types.js';
import { asTyped, type Infer } from '../xdr/index.js';

/** A typed parameter on the wire (virTypedParameter). */
export type WireTypedParameter = Infer<typeof typedParam>;

/** 32-bit numbers and doubles are numbers, 64-bit numbers are bigints. */
export type TypedParameterValue = number | bigint | boolean | string;

/** Typed parameters by their field. */
export type TypedParameters = Record<string, TypedParameterValue>;

/** A value with its wire type, for values whose JavaScript type does not determine it. */
export interface ExplicitTypedParameter {
  /** virTypedParameterType. */
  type: number;
  value: TypedParameterValue;
}

/**
 * Typed parameters to send. A list keeps the order and may repeat a field. Without an explicit type, a bigint is sent as
 * unsigned 64-bit (signed if negative), a whole number as unsigned 32-bit (signed if negative), and any other number as
 * a double; libvirt refuses a type that a field does not have.
 */
export type TypedParametersInput =
  | Readonly<Record<string, TypedParameterValue | ExplicitTypedParameter>>
  | Iterable<readonly [string, TypedParameterValue | ExplicitTypedParameter]>;

/** Collect typed parameters by field. The last value of a repeated field counts. */
export function fromTypedParameters(parameters: readonly WireTypedParameter[]): TypedParameters {
  // No prototype: the names come from the server, and `__proto__` is a name like any other.
  const values: TypedParameters = asTyped(Object.create(null));
  for (const { field, value } of parameters) {
    values[field] = value.type === VIR_TYPED_PARAM_BOOLEAN ? value.value !== 0 : value.value;
  }
  return values;
}

/** Convert typed parameters to their form on the wire. */
export function toTypedParameters(input: TypedParametersInput): WireTypedParameter[] {
  const entries = isIterable(input) ? [...input] : Object.entries(input);
  return entries.map(([field, given]) => {
    const explicit = typeof given === 'object' ? given : { type: typeOf(given), value: given };
    return { field, value: convert(explicit) };
  });
}

function isIterable<T>(input: Iterable<T> | object): input is Iterable<T> {
  return Symbol.iterator in input;
}

function typeOf(value: TypedParameterValue): number {
  switch (typeof value) {
    case 'bigint':
      return value < 0n ? VIR_TYPED_PARAM_LLONG : VIR_TYPED_PARAM_ULLONG;
    case 'boolean':
      return VIR_TYPED_PARAM_BOOLEAN;
    case 'string':
      return VIR_TYPED_PARAM_STRING;
    default:
      if (!Number.isInteger(value)) {
        return VIR_TYPED_PARAM_DOUBLE;
      }
      return value < 0 ? VIR_TYPED_PARAM_INT : VIR_TYPED_PARAM_UINT;
  }
}

function convert({ type, value }: ExplicitTypedParameter): WireTypedParameter['value'] {
  switch (type) {
    case VIR_TYPED_PARAM_INT:
    case VIR_TYPED_PARAM_UINT:
    case VIR_TYPED_PARAM_DOUBLE:
      return { type, value: Number(value) };
    case VIR_TYPED_PARAM_LLONG:
    case VIR_TYPED_PARAM_ULLONG:
      return { type, value: BigInt(value) };
    case VIR_TYPED_PARAM_BOOLEAN:
      return { type, value: value ? 1 : 0 };
    case VIR_TYPED_PARAM_STRING:
      return { type, value: String(value) };
    default:
      throw new TypeError(`${type} is not a type of a typed parameter (virTypedParameterType)`);
  }
}

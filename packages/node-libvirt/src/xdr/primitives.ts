import type { Codec } from './codec.js';
import { describe, wrongType, XdrError } from './xdr-error.js';

function integer(min: number, max: number, unsigned: boolean): Codec<number> {
  const inRange = (value: number): boolean =>
    Number.isInteger(value) && value >= min && value <= max;
  return {
    minBytes: 4,
    read: (reader) => {
      const value = unsigned ? reader.uint() : reader.int();
      if (value < min || value > max) {
        throw new XdrError(`${value} is not between ${min} and ${max}`);
      }
      return value;
    },
    write: (writer, value) => {
      if (!inRange(value)) {
        throw new XdrError(
          `expected a whole number between ${min} and ${max}, got ${describe(value)}`,
        );
      }
      if (unsigned) {
        writer.uint(value);
      } else {
        writer.int(value);
      }
    },
  };
}

/** A signed 32-bit integer. */
export const int = integer(-0x8000_0000, 0x7fff_ffff, false);
/** An unsigned 32-bit integer. */
export const uint = integer(0, 0xffff_ffff, true);
/** A signed byte; it has four bytes on the wire. */
export const char = integer(-0x80, 0x7f, false);
/** An unsigned byte; it has four bytes on the wire. */
export const uchar = integer(0, 0xff, true);
/** An unsigned 16-bit integer; it has four bytes on the wire. */
export const ushort = integer(0, 0xffff, true);

function toBigInt(value: number | bigint, min: bigint, max: bigint): bigint {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw wrongType('a number or a bigint', value);
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new XdrError(`${value} is not a whole number within 2^53; pass a bigint`);
  }
  const big = BigInt(value);
  if (big < min || big > max) {
    throw new XdrError(`${big} is not between ${min} and ${max}`);
  }
  return big;
}

/** A signed 64-bit integer: read as bigint, written from bigint or a whole number. */
export const hyper: Codec<bigint, number | bigint> = {
  minBytes: 8,
  read: (reader) => reader.hyper(),
  write: (writer, value) => writer.hyper(toBigInt(value, -(2n ** 63n), 2n ** 63n - 1n)),
};

/** An unsigned 64-bit integer: read as bigint, written from bigint or a whole number. */
export const uhyper: Codec<bigint, number | bigint> = {
  minBytes: 8,
  read: (reader) => reader.uhyper(),
  write: (writer, value) => writer.uhyper(toBigInt(value, 0n, 2n ** 64n - 1n)),
};

/** A double. */
export const double: Codec<number> = {
  minBytes: 8,
  read: (reader) => reader.double(),
  write: (writer, value) => {
    if (typeof value !== 'number') {
      throw wrongType('a number', value);
    }
    writer.double(value);
  },
};

/** UTF-8 text of at most `maxBytes`. */
export function string(maxBytes: number): Codec<string> {
  return {
    minBytes: 4,
    read: (reader) => reader.string(maxBytes),
    write: (writer, value) => {
      if (typeof value !== 'string') {
        throw wrongType('a string', value);
      }
      writer.string(value, maxBytes);
    },
  };
}

/** Bytes of any length up to `maxLength`; reading returns a view on the packet. */
export function opaque(maxLength: number): Codec<Buffer, Uint8Array> {
  return {
    minBytes: 4,
    read: (reader) => reader.opaque(maxLength),
    write: (writer, value) => {
      if (!(value instanceof Uint8Array)) {
        throw wrongType('a Uint8Array', value);
      }
      writer.opaque(value, maxLength);
    },
  };
}

const UUID_BYTES = 16;
const UUID_DIGITS = 2 * UUID_BYTES;
const WORD_DIGITS = 8;
const DASH = 0x2d;

/** Return the value of a hexadecimal digit, given its character code, or -1. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30;
  }
  const lowerCase = code | 0x20;
  return lowerCase >= 0x61 && lowerCase <= 0x66 ? lowerCase - 0x61 + 10 : -1;
}

function notUuid(value: string): XdrError {
  return new XdrError(`'${value}' is not a UUID`);
}

/** A UUID: 16 bytes on the wire, a lower-case string with dashes in the program. Writing accepts it without dashes. */
export const uuid: Codec<string> = {
  minBytes: UUID_BYTES,
  read: (reader) => {
    const hex = reader.fixedOpaque(UUID_BYTES).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  write: (writer, value) => {
    if (typeof value !== 'string') {
      throw wrongType('a UUID', value);
    }
    // Most calls have a UUID. Reading it digit by digit is faster than a regular expression.
    let digits = 0;
    let word = 0;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code === DASH) {
        continue;
      }
      const digit = hexDigit(code);
      if (digit < 0 || digits === UUID_DIGITS) {
        throw notUuid(value);
      }
      word = (word << 4) | digit;
      digits++;
      if (digits % WORD_DIGITS === 0) {
        writer.int(word);
      }
    }
    if (digits < UUID_DIGITS) {
      throw notUuid(value);
    }
  },
};

function checkCharBytes(value: Uint8Array, maxLength: number): void {
  if (value.length > maxLength) {
    throw new XdrError(`${value.length} characters, the limit is ${maxLength}`);
  }
}

/** `char name<max>`: one byte each in the program, four bytes each on the wire. */
export function charBytes(maxLength: number): Codec<Buffer, Uint8Array> {
  return {
    minBytes: 4,
    read: (reader) => {
      const bytes = Buffer.alloc(reader.count(maxLength, 4));
      for (let i = 0; i < bytes.length; i++) {
        bytes[i] = char.read(reader);
      }
      return bytes;
    },
    write: (writer, value) => {
      checkCharBytes(value, maxLength);
      writer.uint(value.length);
      for (const byte of value) {
        writer.int((byte << 24) >> 24);
      }
    },
  };
}

/** `char name[length]`: a C string in a fixed array, which ends at its first NUL. */
export function charArray(length: number): Codec<string> {
  return {
    minBytes: length * 4,
    read: (reader) => {
      const bytes = Buffer.alloc(length);
      for (let i = 0; i < length; i++) {
        bytes[i] = char.read(reader);
      }
      const end = bytes.indexOf(0);
      return bytes.toString('utf8', 0, end === -1 ? length : end);
    },
    write: (writer, value) => {
      const bytes = Buffer.alloc(length);
      const text = Buffer.from(value);
      checkCharBytes(text, length);
      text.copy(bytes);
      for (const byte of bytes) {
        writer.int((byte << 24) >> 24);
      }
    },
  };
}

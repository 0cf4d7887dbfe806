import { XdrError } from './xdr-error.js';

const FIRST_BYTES = 256;
// C code on the other side ends a string at its first NUL, so `a\0b` would arrive as `a`;
// a lone surrogate has no UTF-8 form and would arrive as another character.
const UNSENDABLE = /[\0\p{Surrogate}]/u;

/** Collects XDR (RFC 4506) values into one buffer that grows as needed, up to a limit. */
export class XdrWriter {
  private bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;

  constructor(private readonly maxBytes: number = Number.MAX_SAFE_INTEGER) {}

  private reserve(count: number): number {
    const start = this.length;
    const needed = start + count;
    if (needed > this.bytes.length) {
      if (needed > this.maxBytes) {
        throw new XdrError(`${needed} bytes, a message holds ${this.maxBytes}`);
      }
      const grown = Buffer.allocUnsafe(
        Math.min(Math.max(needed, this.bytes.length * 2), this.maxBytes),
      );
      this.bytes.copy(grown, 0, 0, start);
      this.bytes = grown;
    }
    this.length = needed;
    return start;
  }

  int(value: number): void {
    // Two statements each: reserve() may replace `bytes`, which must not be read before it.
    const start = this.reserve(4);
    this.bytes.writeInt32BE(value, start);
  }

  uint(value: number): void {
    const start = this.reserve(4);
    this.bytes.writeUInt32BE(value, start);
  }

  /** Overwrites four bytes written earlier; a packet's length is known only at its end. */
  uintAt(offset: number, value: number): void {
    this.bytes.writeUInt32BE(value, offset);
  }

  hyper(value: bigint): void {
    const start = this.reserve(8);
    this.bytes.writeBigInt64BE(value, start);
  }

  uhyper(value: bigint): void {
    const start = this.reserve(8);
    this.bytes.writeBigUInt64BE(value, start);
  }

  double(value: number): void {
    const start = this.reserve(8);
    this.bytes.writeDoubleBE(value, start);
  }

  fixedOpaque(value: Uint8Array): void {
    const padding = -value.length & 3;
    const start = this.reserve(value.length + padding);
    this.bytes.set(value, start);
    this.bytes.fill(0, start + value.length, start + value.length + padding);
  }

  opaque(value: Uint8Array, maxLength: number): void {
    if (value.length > maxLength) {
      throw new XdrError(`${value.length} bytes, the limit is ${maxLength}`);
    }
    this.uint(value.length);
    this.fixedOpaque(value);
  }

  string(value: string, maxBytes: number): void {
    if (UNSENDABLE.test(value)) {
      throw new XdrError('a string with a NUL or a lone surrogate cannot be sent');
    }
    const length = Buffer.byteLength(value);
    if (length > maxBytes) {
      throw new XdrError(`string of ${length} bytes, the limit is ${maxBytes}`);
    }
    this.uint(length);
    const padding = -length & 3;
    const start = this.reserve(length + padding);
    this.bytes.write(value, start, 'utf8');
    this.bytes.fill(0, start + length, start + length + padding);
  }

  /** What has been written so far; later writes may change it. */
  finish(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

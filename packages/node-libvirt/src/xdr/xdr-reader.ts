import { XdrError } from './xdr-error.js';

/** Reads XDR (RFC 4506) values from bytes, and checks each read against the number of remaining bytes. */
export class XdrReader {
  private offset: number;

  constructor(
    private readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.offset = start;
  }

  /** The number of bytes that are not read yet. */
  get remaining(): number {
    return this.end - this.offset;
  }

  private take(length: number): number {
    const start = this.offset;
    if (length > this.end - start) {
      throw new XdrError(
        `needs ${length} bytes at offset ${start}, but ${this.end - start} are left`,
      );
    }
    this.offset = start + length;
    return start;
  }

  int(): number {
    return this.bytes.readInt32BE(this.take(4));
  }

  uint(): number {
    return this.bytes.readUInt32BE(this.take(4));
  }

  hyper(): bigint {
    return this.bytes.readBigInt64BE(this.take(8));
  }

  uhyper(): bigint {
    return this.bytes.readBigUInt64BE(this.take(8));
  }

  double(): number {
    return this.bytes.readDoubleBE(this.take(8));
  }

  /** XDR has two booleans. Any other number means that sender and receiver disagree about the format. */
  bool(): boolean {
    const value = this.uint();
    if (value > 1) {
      throw new XdrError(`${value} is not a boolean`);
    }
    return value === 1;
  }

  /** Bytes of a known length: a view on the packet, not a copy. */
  fixedOpaque(length: number): Buffer {
    const start = this.take(length);
    this.skipPadding(length);
    return this.bytes.subarray(start, start + length);
  }

  /** A length and as many bytes: a view on the packet, not a copy. */
  opaque(maxLength: number): Buffer {
    return this.fixedOpaque(this.lengthWithin(maxLength, 'bytes'));
  }

  string(maxBytes: number): string {
    const length = this.lengthWithin(maxBytes, 'string bytes');
    const start = this.take(length);
    this.skipPadding(length);
    return this.bytes.toString('utf8', start, start + length);
  }

  /**
   * Read the count of an array. It is checked against the remaining bytes before any memory is allocated, so that four
   * bytes cannot claim memory for a billion elements.
   */
  count(maxCount: number, minBytesEach: number): number {
    const count = this.uint();
    if (count > maxCount) {
      throw new XdrError(`array of ${count} elements, the limit is ${maxCount}`);
    }
    if (count * minBytesEach > this.remaining) {
      throw new XdrError(
        `array of ${count} elements is longer than the ${this.remaining} bytes left`,
      );
    }
    return count;
  }

  /** All remaining bytes, as a view. */
  rest(): Buffer {
    const start = this.offset;
    this.offset = this.end;
    return this.bytes.subarray(start, this.end);
  }

  private lengthWithin(limit: number, what: string): number {
    const length = this.uint();
    if (length > limit) {
      throw new XdrError(`${length} ${what}, the limit is ${limit}`);
    }
    return length;
  }

  /** Values are padded to a multiple of four bytes. The padding has no meaning, so it is not checked. */
  private skipPadding(length: number): void {
    const padding = -length & 3;
    if (padding !== 0) {
      this.take(padding);
    }
  }
}

import { XdrError } from './xdr-error.js';

const BLOCK_BYTES = 16 * 1024;
const SHORT_BYTES = 32;
// C code on the other side ends a string at its first NUL, so `a\0b` would arrive as `a`;
// a lone surrogate has no UTF-8 form and would arrive as another character.
const UNSENDABLE = /[\0\p{Surrogate}]/u;

/** Memory that messages are written into, one behind the other. */
class Block {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the next message begins. */
  used = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
  }
}

// Most messages are small: memory of its own for each would take longer than writing it. A writer
// takes the block away while it writes, and one that fails does not bring it back.
let spareBlock: Block | undefined;

function takeBlock(): Block {
  const block = spareBlock ?? new Block(BLOCK_BYTES);
  spareBlock = undefined;
  return block;
}

/** Collects XDR (RFC 4506) values into one buffer that grows as needed, up to a limit. */
export class XdrWriter {
  private block = takeBlock();
  private start = this.block.used;
  private end = this.start;

  constructor(private readonly maxBytes: number = Number.MAX_SAFE_INTEGER) {}

  /** How many bytes have been written. */
  get length(): number {
    return this.end - this.start;
  }

  /** Makes room for the next bytes; returns where they go. */
  private reserve(count: number): number {
    if (this.end + count > this.block.bytes.length) {
      this.grow(this.length + count);
    }
    const offset = this.end;
    this.end += count;
    return offset;
  }

  private grow(needed: number): void {
    if (needed > this.maxBytes) {
      throw new XdrError(`${needed} bytes, a message holds ${this.maxBytes}`);
    }
    const grown = new Block(
      Math.min(Math.max(needed, this.length * 2, BLOCK_BYTES), this.maxBytes),
    );
    this.block.bytes.copy(grown.bytes, 0, this.start, this.end);
    this.end = this.length;
    this.start = 0;
    this.block = grown;
  }

  int(value: number): void {
    // Two statements each: reserve() may replace the block, which must not be read before it.
    const offset = this.reserve(4);
    this.block.view.setInt32(offset, value);
  }

  uint(value: number): void {
    const offset = this.reserve(4);
    this.block.view.setUint32(offset, value);
  }

  /** Overwrites four bytes written earlier; a packet's length is known only at its end. */
  uintAt(position: number, value: number): void {
    this.block.view.setUint32(this.start + position, value);
  }

  hyper(value: bigint): void {
    const offset = this.reserve(8);
    this.block.view.setBigInt64(offset, value);
  }

  uhyper(value: bigint): void {
    const offset = this.reserve(8);
    this.block.view.setBigUint64(offset, value);
  }

  double(value: number): void {
    const offset = this.reserve(8);
    this.block.view.setFloat64(offset, value);
  }

  fixedOpaque(value: Uint8Array): void {
    const offset = this.reserve(value.length);
    this.block.bytes.set(value, offset);
    this.pad(value.length);
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
    const offset = this.reserve(length);
    const { bytes } = this.block;
    // As many bytes as characters: ASCII. A name is written sooner than native code is called.
    if (length === value.length && length <= SHORT_BYTES) {
      for (let i = 0; i < length; i++) {
        bytes[offset + i] = value.charCodeAt(i);
      }
    } else {
      bytes.write(value, offset, 'utf8');
    }
    this.pad(length);
  }

  /** Zeros that fill a value up to a multiple of four bytes. */
  private pad(length: number): void {
    const padding = -length & 3;
    const offset = this.reserve(padding);
    for (let i = 0; i < padding; i++) {
      this.block.bytes[offset + i] = 0;
    }
  }

  /** What has been written; the writer is done with it. */
  finish(): Buffer {
    const { bytes } = this.block;
    if (bytes.length === BLOCK_BYTES) {
      this.block.used = this.end;
      spareBlock = this.block;
    }
    return bytes.subarray(this.start, this.end);
  }
}

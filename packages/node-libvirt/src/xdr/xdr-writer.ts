import { XdrError } from './xdr-error.js';

const BLOCK_BYTES = 16 * 1024;
const SHORT_BYTES = 32;
// C code ends a string at its first NUL, so `a\0b` would arrive as `a`; a lone surrogate has no UTF-8 form and would
// arrive as another character.
const UNSENDABLE = /[\0\p{Surrogate}]/u;

/** A block of memory for several messages. */
class Block {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the next message starts. */
  used = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
  }
}

// Most messages are small: allocating memory for each would take longer than writing it. A writer takes the block while
// it writes; a writer that fails does not return it.
let spareBlock: Block | undefined;

function takeBlock(): Block {
  const block = spareBlock ?? new Block(BLOCK_BYTES);
  spareBlock = undefined;
  return block;
}

/** Writes XDR (RFC 4506) values into one buffer that grows up to a limit. */
export class XdrWriter {
  private block = takeBlock();
  private start = this.block.used;
  private end = this.start;

  constructor(private readonly maxBytes: number = Number.MAX_SAFE_INTEGER) {}

  /** The number of written bytes. */
  get length(): number {
    return this.end - this.start;
  }

  /** Reserve the next bytes. Returns their offset. */
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
      throw new XdrError(`${needed} bytes; the limit of a message is ${this.maxBytes}`);
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
    // Two statements each: reserve() may replace the block, so the block must be read after it.
    const offset = this.reserve(4);
    this.block.view.setInt32(offset, value);
  }

  uint(value: number): void {
    const offset = this.reserve(4);
    this.block.view.setUint32(offset, value);
  }

  /** Overwrite four bytes: the length of a packet is known only at its end. */
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
    // As many bytes as characters: ASCII. Writing a short name here is faster than calling native code.
    if (length === value.length && length <= SHORT_BYTES) {
      for (let i = 0; i < length; i++) {
        bytes[offset + i] = value.charCodeAt(i);
      }
    } else {
      bytes.write(value, offset, 'utf8');
    }
    this.pad(length);
  }

  /** Pad a value with zeros to a multiple of four bytes. */
  private pad(length: number): void {
    const padding = -length & 3;
    const offset = this.reserve(padding);
    for (let i = 0; i < padding; i++) {
      this.block.bytes[offset + i] = 0;
    }
  }

  /** Return the written bytes; the writer cannot be used afterwards. */
  finish(): Buffer {
    const { bytes } = this.block;
    if (bytes.length === BLOCK_BYTES) {
      this.block.used = this.end;
      spareBlock = this.block;
    }
    return bytes.subarray(this.start, this.end);
  }
}

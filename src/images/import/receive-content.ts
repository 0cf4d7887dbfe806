import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ImageRefusedError } from '../../common/errors.js';
import { StreamHole } from '../../libvirt/index.js';
import { HEADER_BYTES } from './inspect-header.js';

/** The unit in which zeros become holes: the size of a cluster of qcow2. */
export const BLOCK_BYTES = 64 * 1024;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

/** The first bytes of content, and the rest. */
export interface PeekedContent {
  readonly head: Buffer;
  readonly rest: AsyncIterator<Buffer>;
}

/** Read the first {@link HEADER_BYTES} bytes, or fewer if there are no more. */
export async function peek(source: AsyncIterable<Buffer>): Promise<PeekedContent> {
  const rest = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < HEADER_BYTES) {
    const { value, done } = await rest.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  return { head: Buffer.concat(chunks), rest };
}

/** Content that was received completely. */
export interface ReceivedContent {
  readonly bytes: number;
  /** The size of all {@link BLOCK_BYTES} blocks that contain other bytes than zeros. */
  readonly dataBytes: number;
  /** The last 512 bytes. */
  readonly tail: Buffer;
}

/** How to receive content. */
export interface ReceiveOptions {
  /** The maximum size. */
  readonly maxBytes: number;
  /** Up to this offset zeros are written, because the file has other bytes there; after it, zeros become holes. */
  readonly denseBytes: number;
  /** The number of zeros to write before the content; 0 by default. */
  readonly startBytes?: number;
  /** Cancels the receiving. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the number of bytes so far. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Write content to a sink. The memory is bounded, whatever the size. Blocks of zeros become holes.
 * @throws ImageRefusedError, and errors of the sink
 */
export async function receive(
  content: PeekedContent,
  sink: Writable,
  { maxBytes, denseBytes, startBytes = 0, signal, onBytes }: ReceiveOptions,
): Promise<ReceivedContent> {
  const file = new SparseWriter(sink);
  file.skip(startBytes);
  let bytes = 0;
  let dataBytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  for await (const block of blocksOf(content, file)) {
    signal?.throwIfAborted();
    const isDense = bytes < denseBytes;
    bytes += block.length;
    if (bytes > maxBytes) {
      throw new ImageRefusedError(
        'imageTooLarge',
        `The content is larger than ${maxBytes} bytes.`,
        { maxBytes },
      );
    }
    const isZero = block.equals(ZEROS.subarray(0, block.length));
    if (!isZero) dataBytes += BLOCK_BYTES;
    if (isZero && !isDense) file.skip(block.length);
    else await file.write(block);
    tail = block.length < 512 ? Buffer.concat([tail, block]) : block;
    onBytes(bytes);
  }
  for (let at = bytes; at < denseBytes; at += BLOCK_BYTES) await file.write(ZEROS);
  await file.end();
  return { bytes, dataBytes, tail: tail.subarray(-512) };
}

/** Writes to a sparse libvirt stream. */
export class SparseWriter {
  private holeBytes = 0;

  constructor(private readonly sink: Writable) {
    // The next write or the end throws the error.
    sink.on('error', () => undefined);
  }

  /** Settle like a promise, or reject as soon as the sink fails. */
  unlessFailed<T>(promise: Promise<T>): Promise<T> {
    const { sink } = this;
    // Not Promise.race: each call with a promise that lasts keeps memory until its end.
    return new Promise((resolve, reject) => {
      if (sink.errored) return reject(sink.errored);
      sink.once('error', reject);
      const settled = (): unknown => sink.off('error', reject);
      promise.then(resolve, reject).finally(settled);
    });
  }

  /** Write a hole. */
  skip(bytes: number): void {
    this.holeBytes += bytes;
  }

  async write(bytes: Buffer): Promise<void> {
    await this.writeHole();
    await this.put(bytes);
  }

  async end(): Promise<void> {
    await this.writeHole();
    this.sink.end();
    await finished(this.sink, { readable: false });
  }

  private async writeHole(): Promise<void> {
    if (this.holeBytes === 0) return;
    const hole = new StreamHole(BigInt(this.holeBytes));
    this.holeBytes = 0;
    await this.put(hole);
  }

  /** Resolves when the stream accepts more, which may be before this piece was sent. */
  private put(piece: Buffer | StreamHole): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.sink.errored) return reject(this.sink.errored);
      const wantsMore = this.sink.write(piece, (error) => (error ? reject(error) : resolve()));
      if (wantsMore) resolve();
    });
  }
}

/** All bytes of peeked content. */
export async function* contentOf({ head, rest }: PeekedContent): AsyncGenerator<Buffer, void> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/**
 * Split content into blocks of {@link BLOCK_BYTES}; the last one may be shorter. If their target fails while the sender is
 * silent, its error is thrown at once.
 */
async function* blocksOf(
  { head, rest }: PeekedContent,
  target: SparseWriter,
): AsyncGenerator<Buffer, void> {
  let pending = head;
  for (;;) {
    let at = 0;
    for (; pending.length - at >= BLOCK_BYTES; at += BLOCK_BYTES) {
      yield pending.subarray(at, at + BLOCK_BYTES);
    }
    pending = pending.subarray(at);
    const next = await target.unlessFailed(rest.next());
    if (next.done) break;
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
  }
  if (pending.length > 0) yield pending;
}

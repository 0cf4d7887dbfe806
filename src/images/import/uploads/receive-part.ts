import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { tooManyBytes } from './tus.js';

/** Why no more bytes of a part come: its end, a closed connection, or a sender that is silent. */
export type PartEnd = 'end' | 'cut' | 'stalled';

/** Where the bytes of a part go. */
export interface PartTarget {
  /** Open a stream that writes from an offset. Its end stores what was written. */
  openAt(offsetBytes: number): Promise<Writable>;
  /** All bytes before this offset are stored. */
  onStored(offsetBytes: number): Promise<void>;
  /** A chunk was received and is about to be written; an error refuses the content. */
  onChunk(chunk: Buffer, offsetBytes: number): void;
}

/** The limits of a part. */
export interface PartLimits {
  /** The length of the whole content. */
  readonly lengthBytes: number;
  /** How long the sender may send nothing. */
  readonly idleMs: number;
  /** After this many bytes, or this time, the bytes so far are stored: the loss of the server costs no more. */
  readonly segmentBytes: number;
  readonly segmentMs: number;
}

/**
 * Write the body of a PATCH. However it ends, the bytes that were written before are stored. The memory is bounded, because
 * the body is only read when the target accepts more.
 * @throws TooLargeError if the body goes beyond the end of the content; errors of the target
 */
export async function receivePart(
  body: Readable,
  offsetBytes: number,
  target: PartTarget,
  limits: PartLimits,
): Promise<PartEnd> {
  const segments = new SegmentWriter(offsetBytes, target, limits);
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextChunk(chunks, limits.idleMs);
      if (typeof next === 'string') return next;
      if (segments.offsetBytes + next.length > limits.lengthBytes) {
        throw tooManyBytes(limits.lengthBytes, segments.offsetBytes);
      }
      target.onChunk(next, segments.offsetBytes + next.length);
      await segments.write(next);
    }
  } finally {
    await segments.store();
  }
}

/** Writes bytes in segments, each of which is stored before the next begins. */
class SegmentWriter {
  private sink: Writable | undefined;
  private storeAtBytes = 0;
  private storeAtMs = 0;

  constructor(
    /** The offset of the next byte. */
    public offsetBytes: number,
    private readonly target: PartTarget,
    private readonly limits: PartLimits,
  ) {}

  async write(chunk: Buffer): Promise<void> {
    await put((this.sink ??= await this.open()), chunk);
    this.offsetBytes += chunk.length;
    const isFull = this.offsetBytes >= this.storeAtBytes || performance.now() >= this.storeAtMs;
    if (isFull) await this.store();
  }

  async store(): Promise<void> {
    const { sink } = this;
    this.sink = undefined;
    if (!sink) return;
    if (sink.errored) throw sink.errored;
    sink.end();
    await finished(sink, { readable: false });
    await this.target.onStored(this.offsetBytes);
  }

  private async open(): Promise<Writable> {
    this.storeAtBytes = this.offsetBytes + this.limits.segmentBytes;
    this.storeAtMs = performance.now() + this.limits.segmentMs;
    const sink = await this.target.openAt(this.offsetBytes);
    // The next write or the end throws the error.
    sink.on('error', () => undefined);
    return sink;
  }
}

/** Resolves when the stream accepts more, which may be before this chunk was sent. */
function put(sink: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (sink.errored) return reject(sink.errored);
    const wantsMore = sink.write(chunk, (error) => (error ? reject(error) : resolve()));
    if (wantsMore) resolve();
  });
}

async function nextChunk(chunks: AsyncIterator<Buffer>, idleMs: number): Promise<Buffer | PartEnd> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<'stalled'>((resolve) => {
    timer = setTimeout(() => resolve('stalled'), idleMs);
  });
  const next = chunks.next().then(
    ({ value, done }) => (done ? 'end' : value),
    // The only error of a request is that its connection was closed.
    () => 'cut' as const,
  );
  try {
    return await Promise.race([next, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

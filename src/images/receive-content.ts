import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { ImageRefusedError, PicostackError } from '../common/errors.js';
import { HEADER_BYTES } from './inspect-header.js';

/** A sender that is silent for this long is given up on. */
const IDLE_LIMIT_MS = 60_000;
/** After the first minute a sender must have kept up this pace on average: a dial-up line does. */
const SLOWEST_BYTES_PER_SECOND = 4 * 1024;

/** The beginning of some content, and the rest of it. */
export interface PeekedContent {
  readonly head: Buffer;
  readonly rest: AsyncIterator<Buffer>;
}

/** Reads the first {@link HEADER_BYTES} bytes (fewer where there are no more), and keeps the rest for later. */
export async function peek(source: AsyncIterable<Buffer>): Promise<PeekedContent> {
  const rest = paced(source)[Symbol.asyncIterator]();
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

/** What came in, whole. */
export interface ReceivedContent {
  readonly bytes: number;
  /** In lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Writes peeked content into a sink, hashing it on the way; memory stays bounded whatever its size.
 * @param maxBytes more than this is refused
 * @param onBytes told how many bytes there are so far
 * @throws ImageRefusedError, and whatever the sink fails with
 */
export async function receive(
  content: PeekedContent,
  sink: Writable,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<ReceivedContent> {
  const hash = createHash('sha256');
  const failed = new Promise<never>((_, reject) => sink.once('error', reject));
  failed.catch(() => undefined);
  let bytes = 0;
  const write = async (chunk: Buffer): Promise<void> => {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new ImageRefusedError(
        'imageTooLarge',
        `The content is larger than ${maxBytes} bytes.`,
        { maxBytes },
      );
    }
    hash.update(chunk);
    if (!sink.write(chunk)) {
      await Promise.race([failed, new Promise((resolve) => sink.once('drain', resolve))]);
    }
    onBytes(bytes);
  };

  await write(content.head);
  for (let next = await content.rest.next(); !next.done; next = await content.rest.next())
    await write(next.value);
  await Promise.race([failed, new Promise<void>((resolve) => sink.end(resolve))]);
  return { bytes, sha256: hash.digest('hex') };
}

/** Passes the chunks on, and gives up on a sender that is silent or too slow. */
async function* paced(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const startedAt = performance.now();
  let bytes = 0;
  const chunks = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await withinIdleLimit(chunks.next());
    if (next.done) return;
    bytes += next.value.length;
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds > 60 && bytes / seconds < SLOWEST_BYTES_PER_SECOND) throw tooSlow();
    yield next.value;
  }
}

async function withinIdleLimit<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), IDLE_LIMIT_MS);
  });
  try {
    return await Promise.race([promise, limit]);
  } catch (error) {
    throw isReset(error) ? cutOff() : error;
  } finally {
    clearTimeout(timer);
  }
}

/** What Node's HTTP server says of a body whose sender went away. */
function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

function cutOff(): PicostackError {
  return new ImageRefusedError(
    'uploadCutOff',
    'The connection was closed before the content was whole. Upload it again.',
  );
}

function tooSlow(): PicostackError {
  return new ImageRefusedError(
    'uploadTooSlow',
    'The content came too slowly, or stopped coming. Upload it again.',
  );
}

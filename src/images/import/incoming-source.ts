import { createHash, type Hash } from 'node:crypto';
import { ImageRefusedError, type PicostackError } from '../../common/errors.js';

/** A sender without bytes for this long is refused. */
const IDLE_LIMIT_MS = 60_000;
/** The minimum average speed after the first minute: a dial-up line is fast enough. */
const SLOWEST_BYTES_PER_SECOND = 4 * 1024;

/** How to read a sender. */
export interface IncomingSourceOptions {
  /** A hash to compute besides SHA-256. */
  readonly algorithm?: 'sha256' | 'sha512' | undefined;
  /** Whether to wait for a sender of any speed, because something else limits it; the default is false. */
  readonly isPatient?: boolean | undefined;
  /** Receives the number of bytes so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** The bytes of a sender, counted and hashed as they arrive. */
export class IncomingSource implements AsyncIterable<Buffer> {
  private readonly hashes: ReadonlyMap<string, Hash>;
  private count = 0;

  constructor(
    private readonly source: AsyncIterable<Buffer>,
    private readonly options: IncomingSourceOptions = {},
  ) {
    const algorithms = new Set(['sha256', options.algorithm ?? 'sha256']);
    this.hashes = new Map([...algorithms].map((name) => [name, createHash(name)]));
  }

  /** The number of bytes so far. */
  get bytes(): number {
    return this.count;
  }

  /** The hashes of all bytes by algorithm, in lower-case hexadecimal digits. Call it once, at the end. */
  digests(): ReadonlyMap<string, string> {
    return new Map([...this.hashes].map(([name, hash]) => [name, hash.digest('hex')]));
  }

  /** @throws ImageRefusedError if the sender is silent or too slow, or disconnects */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    const startedAt = performance.now();
    const { isPatient = false, onBytes } = this.options;
    const chunks = this.source[Symbol.asyncIterator]();
    for (;;) {
      const next = await (isPatient ? chunks.next() : withinIdleLimit(chunks.next()));
      if (next.done) return;
      this.count += next.value.length;
      for (const hash of this.hashes.values()) hash.update(next.value);
      const seconds = (performance.now() - startedAt) / 1000;
      const isSlow = seconds > 60 && this.count / seconds < SLOWEST_BYTES_PER_SECOND;
      if (isSlow && !isPatient) throw tooSlow();
      onBytes?.(this.count);
      yield next.value;
    }
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

/** The error of Node's HTTP server when the sender disconnects. */
function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

function cutOff(): PicostackError {
  return new ImageRefusedError(
    'uploadCutOff',
    'The connection was closed before the content was complete. Upload it again.',
  );
}

function tooSlow(): PicostackError {
  return new ImageRefusedError(
    'uploadTooSlow',
    'The upload was too slow, or stopped. Upload the content again.',
  );
}

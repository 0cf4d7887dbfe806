import type { Readable } from 'node:stream';

/**
 * Read a number of bytes, and leave the rest in the stream.
 * @throws Error if the stream ends, fails or is closed before, or after `limitMs`
 */
export function readExactly(stream: Readable, length: number, limitMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const finish = (outcome: Buffer | Error): void => {
      clearTimeout(timer);
      stream.off('readable', tryRead);
      stream.off('end', onEnd);
      stream.off('close', onEnd);
      stream.off('error', finish);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const tryRead = (): void => {
      const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : stream.read(length);
      // At the end of the stream, the rest is returned although it is shorter.
      if (bytes?.length === length) finish(bytes);
      else if (bytes !== null) onEnd();
    };
    const onEnd = (): void => finish(new Error('The connection ended early'));
    const timer = setTimeout(
      () => finish(new Error(`Nothing was received for ${limitMs / 1000} s`)),
      limitMs,
    );
    stream.on('readable', tryRead);
    stream.once('end', onEnd);
    stream.once('close', onEnd);
    stream.once('error', finish);
    if (stream.destroyed || stream.readableEnded) onEnd();
    else tryRead();
  });
}

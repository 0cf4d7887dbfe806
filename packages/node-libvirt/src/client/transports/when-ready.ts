import type { Duplex } from 'node:stream';
import { asError } from '../../rpc/index.js';

/** Wait for the event that reports that a stream is ready; destroy the stream if it fails first. */
export function whenReady<S extends Duplex>(
  stream: S,
  readyEvent: string,
  signal?: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stream.off(readyEvent, succeed);
      stream.off('error', fail);
      stream.off('close', closed);
      signal?.removeEventListener('abort', abort);
    };
    const succeed = (): void => {
      settle();
      resolve(stream);
    };
    const fail = (error: Error): void => {
      settle();
      stream.on('error', () => {});
      stream.destroy();
      reject(error);
    };
    const closed = (): void => fail(new Error('The connection was closed before it was ready.'));
    const abort = (): void => fail(asError(signal?.reason));
    if (signal?.aborted) {
      abort();
      return;
    }
    stream.once(readyEvent, succeed);
    stream.once('error', fail);
    stream.once('close', closed);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

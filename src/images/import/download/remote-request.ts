import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { ImageRefusedError, messageOf, RemoteServerError } from '../../../common/errors.js';
import { VERSION } from '../../../common/version.js';
import { hostOf, shownUrl } from './image-url.js';

/** Time limits of a request, and when to try again. */
export interface RequestLimits {
  /** For the name to be resolved, and again for the connection. */
  readonly connectMs: number;
  /** From the connection to the end of the response's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** After this time of waiting for a body, its average speed must be `minBytesPerSecond`. */
  readonly speedAfterMs: number;
  readonly minBytesPerSecond: number;
  /** How often to try again without progress. */
  readonly retries: number;
  /** The first delay; each one is twice as long as the one before, up to `maxRetryDelayMs`. */
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  /** As many bytes are progress. A single byte is not: a server that sends one per connection would never end. */
  readonly progressBytes: number;
}

export const REQUEST_LIMITS: RequestLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  speedAfterMs: 60_000,
  // A dial-up line is fast enough.
  minBytesPerSecond: 4 * 1024,
  retries: 8,
  retryDelayMs: 500,
  maxRetryDelayMs: 30_000,
  progressBytes: 1024 * 1024,
};

/** How to send requests to another server. */
export interface RequestOptions {
  /** Cancels the request; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces some of {@link REQUEST_LIMITS}. */
  readonly limits?: Partial<RequestLimits> | undefined;
  /** Certificates of authorities in PEM form, instead of those that Node trusts. */
  readonly ca?: string | undefined;
}

/** A URL, and the address of its host that was checked. */
export interface Target {
  readonly url: URL;
  readonly address: string;
}

/** The connection failed or broke. Trying again can help. */
export class ConnectionBrokenError extends RemoteServerError {}

/** All header fields of a response together, in bytes. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Send a request to exactly the address that was checked, and return the response as soon as its headers are complete. The
 * caller must read or destroy it. Redirects are not followed, and no proxy is used.
 * @throws RemoteServerError, or the reason of the signal
 */
export async function sendRequest(
  { url, address }: Target,
  method: 'GET' | 'HEAD',
  headers: Readonly<Record<string, string>>,
  { signal, limits, ca }: RequestOptions,
): Promise<IncomingMessage> {
  signal?.throwIfAborted();
  const { connectMs, headersMs } = { ...REQUEST_LIMITS, ...limits };
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request({
      // An address, so nothing is resolved here; the certificate is checked against the name.
      host: address,
      port: url.port || undefined,
      servername: isIP(host) === 0 ? host.replace(/\.$/, '') : undefined,
      path: `${url.pathname}${url.search}`,
      method,
      headers: {
        host: url.host,
        'user-agent': `picostack/${VERSION}`,
        accept: '*/*',
        'accept-encoding': 'identity',
        ...headers,
      },
      // One connection per request: nothing is shared, and nothing stays open.
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      ca,
    });
    let response: IncomingMessage | undefined;
    const onAbort = (): void => {
      (response ?? request).destroy(new Error('The request was cancelled.'));
    };
    const late = (what: string, ms: number): void => {
      request.destroy(new TooSlowError(`it did not ${what} within ${ms / 1000} s`));
    };
    let timer = setTimeout(() => late('accept the connection', connectMs), connectMs);
    request.once('socket', (socket) =>
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        timer = setTimeout(() => late('send the headers of its response', headersMs), headersMs);
      }),
    );
    request.once('response', (received) => {
      clearTimeout(timer);
      response = received;
      resolve(received);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      // Bytes after the end of the response are an error of the request, and the response would seem to be sound.
      if (error.code?.startsWith('HPE_')) response?.destroy(error);
      reject(asRequestError(error, url, signal));
    });
    request.once('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      reject(asRequestError(new Error('it closed the connection'), url, signal));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    request.end();
  });
}

/**
 * Read the body of a response. Node reports a body that is cut off as an error, not as an end. The connection is closed at the
 * end, and also if the caller stops before.
 * @throws ConnectionBrokenError if it is cut off or idle for too long, ImageRefusedError `remoteLongerThanAnnounced`, or the
 *   reason of the signal
 */
export async function* readBody(
  response: IncomingMessage,
  url: URL,
  { signal, limits }: RequestOptions,
): AsyncGenerator<Buffer, void> {
  const { idleMs, speedAfterMs, minBytesPerSecond } = { ...REQUEST_LIMITS, ...limits };
  const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  let bytes = 0;
  let waitedMs = 0;
  try {
    for (;;) {
      // Only waiting counts, not the time that the caller spends between two pieces.
      const askedAt = performance.now();
      const timer = setTimeout(
        () => response.destroy(new TooSlowError(`it sent nothing for ${idleMs / 1000} s`)),
        idleMs,
      );
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done) break;
      bytes += next.value.length;
      waitedMs += performance.now() - askedAt;
      if (waitedMs > speedAfterMs && (bytes * 1000) / waitedMs < minBytesPerSecond) {
        throw new TooSlowError(`it sent only ${bytes} bytes in ${Math.round(waitedMs / 1000)} s`);
      }
      yield next.value;
    }
  } catch (error) {
    if (response.complete && isParseError(error)) throw longerThanAnnounced(url);
    throw asRequestError(error, url, signal);
  } finally {
    response.destroy();
  }
}

/** Make the error for a body with more bytes than the server announced. */
export function longerThanAnnounced(url: URL): ImageRefusedError {
  return new ImageRefusedError(
    'remoteLongerThanAnnounced',
    `The server sends more bytes for ${shownUrl(url)} than it announced. Use another server, or download the file yourself and upload it.`,
    { url: shownUrl(url) },
  );
}

/** A limit of time passed; the message completes "the server could not be used: ...". */
class TooSlowError extends Error {}

/** Errors of connections that another attempt, or another address of the same name, may not have. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_EOF_STATE',
]);

function asRequestError(error: unknown, url: URL, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  const shown = shownUrl(url);
  const code = codeOf(error);
  const options = { cause: error };
  if (error instanceof TooSlowError) {
    const message = `The server of ${shown} is too slow: ${error.message}. Try again later.`;
    return new ConnectionBrokenError('remoteTooSlow', message, { url: shown }, options);
  }
  if (code === '' || TRANSIENT.has(code)) {
    const message = `Cannot download ${shown}: the connection to its server failed (${messageOf(error)}). Check the URL and the network, and try again.`;
    return new ConnectionBrokenError('remoteUnreachable', message, { url: shown }, options);
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `The server of ${shown} sends more than ${MAX_HEADER_BYTES} bytes of headers. Use another server.`;
    return new RemoteServerError('remoteInvalid', message, { url: shown }, options);
  }
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    const message = `The certificate of the server of ${shown} is not trusted: ${messageOf(error)}. Check the URL, or trust its authority with NODE_EXTRA_CA_CERTS in the environment of picostack.`;
    return new RemoteServerError('remoteCertificate', message, { url: shown }, options);
  }
  const message = `The server of ${shown} does not follow the protocol: ${messageOf(error)}. Check the URL, or use another server.`;
  return new RemoteServerError('remoteInvalid', message, { url: shown }, options);
}

function isParseError(error: unknown): boolean {
  return codeOf(error).startsWith('HPE_');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

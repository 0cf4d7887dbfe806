import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long the rest of a refused request is read. */
const READ_LIMIT_MS = 10_000;

/**
 * Send a response, whose headers are set, and end it when the request has been read. A connection that is closed while the
 * client still sends is reset, and the client then loses the response: it would show "connection lost" instead of the reason.
 * The rest of the request is thrown away, for a bounded time.
 */
export function endEarly(
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  limitMs = READ_LIMIT_MS,
): void {
  if (request.complete || request.destroyed || !hasBody(request)) {
    response.end(body);
    return;
  }
  response.setHeader('Content-Length', Buffer.byteLength(body));
  // A client that ends its request early cannot use the connection again.
  response.setHeader('Connection', 'close');
  // A compressor would keep the body back until the end.
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.write(body);
  const timer = setTimeout(() => request.destroy(), limitMs).unref();
  const end = (): void => {
    clearTimeout(timer);
    if (!response.writableEnded) response.end();
  };
  request.once('end', end);
  request.once('close', end);
  // An aborted reader may still listen for 'readable', and with such a listener the stream does not flow.
  request.removeAllListeners('readable');
  request.resume();
}

/** Whether a request has a body. One without is complete only after its listeners have run. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

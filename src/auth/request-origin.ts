import type { IncomingMessage } from 'node:http';

/** What is looked at of a request: its headers, and how it is used. */
export interface BrowserRequest {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the method only looks (RFC 9110, 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Why a request that a browser may have signed with its cookie comes from another site; undefined: it does not.
 *
 * A cookie is sent by whatever page makes the browser send it, and `SameSite=Strict` does not count ports:
 * a page of another program on the same host is the "same site". So every request is looked at, the reading ones
 * too: an event stream and a WebSocket upgrade are a GET. A request with neither header is not from a
 * page: browsers send `Origin` with every request that can change something or be read across origins.
 */
export function crossSiteReason(request: BrowserRequest): string | undefined {
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, host)) {
    return `The request comes from a page of "${shown(origin)}", not from a page of this server.`;
  }
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  // A link in a page of the same site, such as a wiki on the same host, may lead here.
  if (site === 'same-site' && isPlainNavigation(request)) return undefined;
  return 'The request comes from a page of another site.';
}

/**
 * The scheme is not compared: behind a proxy that ends TLS the page is https and the request http.
 * Only browsers write these headers, and a page cannot choose them.
 */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined) return false;
  const scheme = /^https?:\/\/(?=[^/@]+$)/i.exec(origin)?.[0];
  // `null` is what a sandboxed frame or a local file sends.
  if (!scheme || /[/@?#\\]/.test(host)) return false;
  // Both read with the page's scheme, so that `:443` and `:80` go where a browser leaves them out.
  const own = scheme + host;
  if (!URL.canParse(origin) || !URL.canParse(own)) return false;
  return new URL(origin).host === new URL(own).host;
}

function isPlainNavigation({ method, headers }: BrowserRequest): boolean {
  return (
    isSafe(method) && headers['sec-fetch-mode'] === 'navigate' && headers.upgrade === undefined
  );
}

/** What a stranger wrote, short and printable. */
function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]|"/g, '?').slice(0, 100);
}

import type { IncomingMessage } from 'node:http';

/** The parts of a request that show whether a page of another site sent it. */
export interface BrowserRequest {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the method is safe (RFC 9110, 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Explain why a request counts as cross-site; undefined if it does not.
 *
 * Any page can make the browser send our cookie. `SameSite=Strict` is not enough, because it ignores ports: a page of
 * another program on the same host is "same-site". Safe methods are checked too: an event stream and a WebSocket
 * upgrade are GET requests. A request with neither header does not come from a page, because browsers send `Origin` with
 * every request that can change something or whose response can be read across origins.
 */
export function crossSiteReason(request: BrowserRequest): string | undefined {
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, host)) {
    const own = host === undefined ? 'no host' : `"${printable(host)}"`;
    return (
      `The request comes from a page of "${printable(origin)}", but is addressed to ${own}. If a proxy is in between and ` +
      'rewrites the header Host, let it pass the header on, or set PICOSTACK_TRUSTED_PROXIES to its address.'
    );
  }
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  // A link on a page of the same site, such as a wiki on this host, may point here.
  if (site === 'same-site' && isPlainNavigation(request)) return undefined;
  return 'The request comes from a page of another site.';
}

/** Ignores the scheme: behind a proxy that terminates TLS, the page is https and the request http. */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined) return false;
  const scheme = /^https?:\/\/(?=[^/@]+$)/i.exec(origin)?.[0];
  // Sandboxed frames and local files send `null`.
  if (!scheme || /[/@?#\\]/.test(host)) return false;
  // Parsing both with the scheme of the page drops its default port, as browsers do.
  const own = scheme + host;
  if (!URL.canParse(origin) || !URL.canParse(own)) return false;
  return new URL(origin).host === new URL(own).host;
}

function isPlainNavigation({ method, headers }: BrowserRequest): boolean {
  return (
    isSafe(method) && headers['sec-fetch-mode'] === 'navigate' && headers.upgrade === undefined
  );
}

/** Make untrusted text short and printable. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]|"/g, '?').slice(0, 100);
}

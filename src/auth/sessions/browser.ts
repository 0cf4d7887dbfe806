import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { basePathOf } from '../../common/http/base-path.js';
import { canonicalIp } from '../../common/http/host-name.js';
import { shortText } from '../../common/text.js';

/**
 * Name of the cookie that carries the secret of a session. Below a base path it has another name: the browser sends the
 * cookie of a server at `/` of the same host too.
 */
export function sessionCookieOf(basePath: string): string {
  return `picostack_session${basePath.replaceAll('/', '_')}`;
}
const MAX_USER_AGENT = 200;

/** The client of a request, as far as sign-in needs it. */
export interface Browser {
  /** IP address; `unknown` if the connection has closed. */
  readonly address: string;
  readonly userAgent: string;
  /** Secret that the client sent as a cookie, valid or not. */
  readonly sessionSecret: string | undefined;
  /** Set the session cookie. */
  readonly setSession: (secret: string, maxAgeMs: number) => void;
  /** Delete the session cookie. */
  readonly clearSession: () => void;
}

/** Inject the {@link Browser} that sent the request. */
export const CurrentBrowser = createParamDecorator(
  (_: unknown, context: ExecutionContext): Browser => {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const basePath = basePathOf(request);
    const cookie = sessionCookieOf(basePath);
    // Not always `secure`, so that sign-in works over plain HTTP on localhost.
    const attributes = {
      httpOnly: true,
      sameSite: 'strict',
      path: basePath || '/',
      secure: request.secure,
    } as const;
    return {
      address: clientAddressOf(request),
      userAgent: shortText(request.headers['user-agent'] ?? '', MAX_USER_AGENT),
      sessionSecret: sessionSecretOf(request.headers, cookie),
      setSession: (secret, maxAge) => response.cookie(cookie, secret, { ...attributes, maxAge }),
      clearSession: () => response.clearCookie(cookie, attributes),
    };
  },
);

/**
 * Read the session secret from the `Cookie` header. Ignore it if there are two: another program on this host may have
 * planted one, and the header does not say which.
 */
export function sessionSecretOf(
  { cookie = '' }: IncomingHttpHeaders,
  name: string,
): string | undefined {
  const found = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  if (found.length !== 1) return undefined;
  return found[0]?.slice(name.length + 1) || undefined;
}

/**
 * The IP address of the client: of the peer, or as reported by a trusted proxy (`request.ip`, see `httpAdapter`). The
 * proxy may add a port. If it reports no valid address, its own address is used.
 */
function clientAddressOf({ ip = '', socket }: Request): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip;
  const address = isIP(bare) === 0 ? (socket.remoteAddress ?? '') : bare;
  return canonicalIp(address) ?? 'unknown';
}

import type { CookieOptions, Request, Response } from 'express';
import type { WithHeaders } from './principal.js';

/** Name of the cookie that carries the session's secret id. */
export const SESSION_COOKIE = 'picostack_session';

/**
 * The secret id that the browser sent. Of two, neither counts: the browser does not say which one
 * a page of a neighbouring host has planted.
 */
export function sessionSecretOf({ headers }: WithHeaders): string | undefined {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`));
  if (found.length !== 1) return undefined;
  return found[0]?.slice(SESSION_COOKIE.length + 1) || undefined;
}

/** Puts the session into the browser. `Secure` follows the request, so that plain http on localhost works. */
export function setSessionCookie(
  request: Request,
  response: Response,
  secret: string,
  maxAgeMs: number,
): void {
  response.cookie(SESSION_COOKIE, secret, { ...attributes(request), maxAge: maxAgeMs });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(SESSION_COOKIE, attributes(request));
}

function attributes(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: request.secure };
}

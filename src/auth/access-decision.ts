import {
  ForbiddenError,
  type PicostackError,
  UnauthenticatedError,
  UnsupportedMediaTypeError,
} from '../common/errors.js';
import { hasRole, type Role } from './actor.js';
import type { Principal } from './principal.js';
import { type BrowserRequest, crossSiteReason, isSafe } from './request-origin.js';

/** What a route declares about who may use it. */
export interface AccessRule {
  readonly public: boolean;
  /** The least role; undefined: by the method. */
  readonly minimumRole: Role | undefined;
  /** The body is raw bytes, not JSON. */
  readonly takesBytes: boolean;
}

/**
 * Why a request may not pass; undefined: it may.
 * The order matters: where a request comes from is judged before who sends it, so that a page
 * of another site learns nothing, not even whether the browser is signed in.
 */
export function refusal(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
): PicostackError | undefined {
  return (
    fromElsewhere(rule, request, principal) ??
    notAllowed(rule, request, principal) ??
    wrongMediaType(rule, request, principal)
  );
}

/** A bearer token is never sent by a browser of its own accord; everything else may have been. */
function isBearer(principal: Principal | undefined): boolean {
  return principal !== undefined && principal.credential.kind !== 'session';
}

function fromElsewhere(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
) {
  if (isBearer(principal)) return undefined;
  // What is open to everybody may be read by every page; signing in sets a cookie, and is not reading.
  if (rule.public && isSafe(request.method)) return undefined;
  const reason = crossSiteReason(request);
  return reason === undefined ? undefined : new ForbiddenError(reason, 'crossSiteRequest');
}

function notAllowed(rule: AccessRule, request: BrowserRequest, principal: Principal | undefined) {
  if (rule.public) return undefined;
  if (!principal) return new UnauthenticatedError();
  const { name, role } = principal.actor;
  const minimum = rule.minimumRole ?? (isSafe(request.method) ? 'viewer' : 'operator');
  if (hasRole(role, minimum)) return undefined;
  return new ForbiddenError(`"${name}" is ${role}; this needs ${minimum}. Ask an administrator.`);
}

/** The types that a form of any page can send without the browser asking us first. */
const FORM_TYPES = new Set([
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
]);

function wrongMediaType(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
) {
  if (isSafe(request.method) || !hasBody(request)) return undefined;
  const type = mediaType(request);
  const accepted = rule.takesBytes ? 'application/octet-stream' : 'application/json';
  if (type === accepted) return undefined;
  if (!isBearer(principal) && FORM_TYPES.has(type)) {
    return new ForbiddenError(
      `A form (${type}) is not taken here. Send ${accepted}.`,
      'crossSiteRequest',
    );
  }
  // `curl -T` names no type, `curl --data-binary` calls everything a form: with a token that is harmless.
  if (rule.takesBytes && (type === '' || isBearer(principal))) return undefined;
  return new UnsupportedMediaTypeError(`The body must be ${accepted}.`);
}

function hasBody({ headers }: BrowserRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function mediaType({ headers }: BrowserRequest): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

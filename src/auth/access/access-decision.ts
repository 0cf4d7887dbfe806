import {
  ForbiddenError,
  type PicostackError,
  UnauthenticatedError,
  UnsupportedMediaTypeError,
} from '../../common/errors.js';
import { hasBody } from '../../common/http/early-response.js';
import { hasRole, type Role } from './actor.js';
import type { Principal } from './principal.js';
import { type BrowserRequest, crossSiteReason, isSafe } from './request-origin.js';

/** Who may use a route, as its decorators say. */
export interface AccessRule {
  readonly public: boolean;
  /** The lowest role; undefined: depends on the method. */
  readonly minimumRole: Role | undefined;
  /** The body is raw bytes, not JSON. */
  readonly takesBytes: boolean;
}

/**
 * Decide whether to refuse a request; undefined to allow it. The origin is checked before the credentials, so that a
 * page of another site learns nothing, not even whether the browser is signed in.
 */
export function refusal(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
): PicostackError | undefined {
  return (
    crossSite(rule, request, principal) ??
    insufficientRole(rule, request, principal) ??
    wrongMediaType(rule, request, principal)
  );
}

/** A browser sends a cookie automatically, but never a bearer token. */
function isBearer(principal: Principal | undefined): boolean {
  return principal !== undefined && principal.credential.kind !== 'session';
}

function crossSite(rule: AccessRule, request: BrowserRequest, principal: Principal | undefined) {
  if (isBearer(principal)) return undefined;
  // Every page may read public data. Signing in is not a safe method, because it sets a cookie.
  if (rule.public && isSafe(request.method)) return undefined;
  const reason = crossSiteReason(request);
  return reason === undefined ? undefined : new ForbiddenError(reason, 'crossSiteRequest');
}

function insufficientRole(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
) {
  if (rule.public) return undefined;
  if (!principal) return new UnauthenticatedError();
  const { name, role } = principal.actor;
  const minimum = rule.minimumRole ?? (isSafe(request.method) ? 'viewer' : 'operator');
  if (hasRole(role, minimum)) return undefined;
  return new ForbiddenError(
    `"${name}" has the role ${role}; this needs the role ${minimum}. Ask an administrator.`,
  );
}

/** The media types that a form on any page can send without a CORS preflight request. */
const FORM_TYPES = new Set([
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
]);

/** The media types of raw bytes: the whole content, and a part of it (tus). A form can send neither. */
const BYTE_TYPES: readonly string[] = [
  'application/octet-stream',
  'application/offset+octet-stream',
];

function wrongMediaType(
  rule: AccessRule,
  request: BrowserRequest,
  principal: Principal | undefined,
) {
  if (isSafe(request.method) || !hasBody(request)) return undefined;
  const type = mediaType(request);
  const acceptedTypes = rule.takesBytes ? BYTE_TYPES : ['application/json'];
  if (acceptedTypes.includes(type)) return undefined;
  const accepted = acceptedTypes.join(' or ');
  if (!isBearer(principal) && FORM_TYPES.has(type)) {
    return new ForbiddenError(
      `The body must not be a form (${type}). Send ${accepted}.`,
      'crossSiteRequest',
    );
  }
  // `curl -T` sends no type, and `curl --data-binary` sends the type of a form. With a token that is harmless.
  if (rule.takesBytes && (type === '' || isBearer(principal))) return undefined;
  return new UnsupportedMediaTypeError(`The body must be ${accepted}.`);
}

function mediaType({ headers }: BrowserRequest): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

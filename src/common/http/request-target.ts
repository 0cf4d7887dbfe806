import type { IncomingMessage } from 'node:http';
import { InvalidInputError, type PicostackError, UriTooLongError } from '../errors.js';
import { isSafeLine } from '../text.js';

const MAX_TARGET_LENGTH = 8 * 1024;

/**
 * Convert the target of the request to a path, and return why it is refused; undefined if it is accepted.
 * A proxy may send a whole URL (RFC 9112, 3.2.2); then its host counts, and not the header's.
 */
export function targetRefusal(request: IncomingMessage): PicostackError | undefined {
  const { url = '' } = request;
  if (url.length > MAX_TARGET_LENGTH) return new UriTooLongError(MAX_TARGET_LENGTH);
  const absolute = /^https?:\/\/([^/?#@]+)(?=[/?#]|$)(.*)$/is.exec(url);
  if (absolute) {
    request.headers.host = absolute[1];
    request.url = absolute[2]?.startsWith('/') ? absolute[2] : `/${absolute[2]}`;
  } else if (!url.startsWith('/')) return refused('must be a path that begins with "/"');
  const [path = ''] = (request.url ?? '').split(/[?#]/);
  const decoded = decode(path);
  if (decoded === undefined) return refused('is not percent-encoded UTF-8');
  return isSafeLine(decoded) ? undefined : refused('must have no control characters');
}

function refused(what: string): InvalidInputError {
  return new InvalidInputError(`The path of the request ${what}.`, [], 'invalidPath');
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

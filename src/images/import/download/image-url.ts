import { InvalidInputError } from '../../../common/errors.js';
import { isSafeLine, shortText } from '../../../common/text.js';

/** Longer than any signed URL of the large object stores. */
const MAX_URL_LENGTH = 4096;
const MAX_SHOWN = 200;
const MAX_FILE_NAME = 255;

/**
 * Parse the URL of an image. The fragment is removed: servers do not receive it.
 * @throws InvalidInputError with the field `url`
 */
export function parseImageUrl(text: string): URL {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL_LENGTH) {
    throw invalidUrl(`must not be longer than ${MAX_URL_LENGTH} characters`);
  }
  const url = parseUrl(trimmed);
  if (url === undefined) throw invalidUrl('is not valid');
  const problem = urlProblem(url);
  if (problem !== undefined) throw invalidUrl(problem);
  return url;
}

/** Parse a URL, which may be relative to another one. Returns undefined for text that is not a URL. */
export function parseUrl(text: string, base?: URL): URL | undefined {
  // URL would silently remove line feeds and tabs.
  if (text.length > MAX_URL_LENGTH || !isSafeLine(text) || /\s/.test(text)) return undefined;
  if (!URL.canParse(text, base?.href)) return undefined;
  const url = new URL(text, base);
  url.hash = '';
  return url;
}

/** Return why picostack does not download from a URL; undefined if it does. */
export function urlProblem(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `must begin with http:// or https://, not with ${shortText(url.protocol, 20)}`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not contain a user name or a password';
  }
  return undefined;
}

/** Return the host of a URL as an address or a name that can be resolved: without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Return a URL for messages: without its query, which often contains a signature or a token. */
export function shownUrl(url: URL): string {
  return shortText(`${url.origin}${url.pathname}`, MAX_SHOWN);
}

/**
 * Return the name of the file at a URL. It is a label and never becomes a path.
 * @param disposition the header `Content-Disposition`; only its plain form with an ASCII name is read
 */
export function fileNameOf(url: URL, disposition?: string): string | undefined {
  const given = /;\s*filename=(?:"([\x20-\x7e]*?)"|([!-~]+?))\s*(?:;|$)/i.exec(disposition ?? '');
  return plainName(given?.[1] ?? given?.[2] ?? '') ?? plainName(decoded(url.pathname));
}

function decoded(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The last part of a path, if it can be shown as a name. */
function plainName(text: string): string | undefined {
  const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).trim();
  const isUsable = name !== '' && name !== '.' && name !== '..' && isSafeLine(name);
  return isUsable && name.length <= MAX_FILE_NAME ? name : undefined;
}

function invalidUrl(problem: string): InvalidInputError {
  return new InvalidInputError(
    `The URL ${problem}. Give the address of an image, such as https://example.org/debian-13.qcow2.`,
    [{ field: 'url', message: problem }],
  );
}

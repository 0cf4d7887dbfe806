import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ImageRefusedError, RemoteServerError } from '../../../common/errors.js';
import { shortText } from '../../../common/text.js';

/** What identifies one version of a file on a server. */
export interface FileVersion {
  /** Undefined if the server does not send the length. */
  readonly sizeBytes: number | undefined;
  /** As the server sent it: `"abc"`, or `W/"abc"` if it is weak. */
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** The range of a part, both ends included. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total: number | undefined;
}

/** Read `Content-Length`. */
export function contentLengthOf(headers: IncomingHttpHeaders): number | undefined {
  return wholeNumberOf(headers['content-length']);
}

/** Read `Content-Range: bytes 5-9/10`; undefined if it has another form. */
export function contentRangeOf(headers: IncomingHttpHeaders): ContentRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(
    headers['content-range']?.trim() ?? '',
  );
  if (!match) return undefined;
  const [start, end, total] = [Number(match[1]), Number(match[2]), wholeNumberOf(match[3])];
  const isValid = start <= end && (total === undefined || end < total);
  return isValid ? { start, end, total } : undefined;
}

/** Read the version of the file that a response contains, or a part of it. */
export function versionOf(response: IncomingMessage): FileVersion {
  const { headers, statusCode } = response;
  return {
    sizeBytes: statusCode === 206 ? contentRangeOf(headers)?.total : contentLengthOf(headers),
    etag: /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.exec(headers.etag ?? '')?.[0],
    lastModified: headers['last-modified'],
  };
}

/** Return what differs between two versions, in words; undefined if nothing that both of them have. */
export function differenceOf(before: FileVersion, now: FileVersion): string | undefined {
  const rows = [
    ['length', bytes(before.sizeBytes), bytes(now.sizeBytes)],
    ['ETag', opaque(before.etag), opaque(now.etag)],
    ['Last-Modified', before.lastModified, now.lastModified],
  ] as const;
  const row = rows.find(
    ([, old, recent]) => old !== undefined && recent !== undefined && old !== recent,
  );
  return (
    row &&
    `its ${row[0]} was ${shortText(row[1] ?? '', 80)} and is now ${shortText(row[2] ?? '', 80)}`
  );
}

/**
 * Return the value of `If-Range` for a response: its strong ETag, or its date if it has no ETag. A weak ETag does not promise
 * equal bytes, and a date only if it is older than the response (RFC 9110, 13.1.5 and 8.8.2.2).
 */
export function rangeConditionOf({ headers }: IncomingMessage): string | undefined {
  const { etag, date, 'last-modified': lastModified } = headers;
  if (etag !== undefined) return etag.startsWith('"') ? etag : undefined;
  const ageMs = Date.parse(date ?? '') - Date.parse(lastModified ?? '');
  return ageMs >= 1000 ? lastModified : undefined;
}

/**
 * Require that a response contains the bytes of the file, and not a compressed form of them.
 * @throws ImageRefusedError `remoteContentEncoded`
 */
export function requireIdentity({ headers }: IncomingMessage, url: string): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  const transfer = headers['transfer-encoding'] ?? 'chunked';
  if (!hasOnly(encoding, ['identity', ''])) throw encoded('Content-Encoding', encoding, url);
  if (!hasOnly(transfer, ['identity', 'chunked', ''])) {
    throw encoded('Transfer-Encoding', transfer, url);
  }
}

function hasOnly(list: string, accepted: readonly string[]): boolean {
  return list.split(',').every((word) => accepted.includes(word.trim().toLowerCase()));
}

function encoded(header: string, value: string, url: string): ImageRefusedError {
  const shown = shortText(value, 40);
  return new ImageRefusedError(
    'remoteContentEncoded',
    `The server sends ${url} with ${header}: ${shown}, although picostack asked for the file without encoding. Download the file yourself and upload it, or use another server.`,
    { url, encoding: shown },
  );
}

/** Make the error for a status that is not a success. */
export function statusError({ statusCode }: IncomingMessage, url: string): RemoteServerError {
  return new RemoteServerError(
    'remoteStatus',
    `The server responded to ${url} with the status ${statusCode}${ADVICE[statusCode ?? 0] ?? ''}.`,
    { url, remoteStatus: statusCode },
  );
}

const ADVICE: Readonly<Record<number, string>> = {
  401: ': it requires a sign-in. Give a URL that needs none',
  403: ': it does not permit the download. Check the URL; a signed URL may have expired',
  404: ': there is no such file. Check the URL',
  410: ': the file was removed. Check the URL',
  429: ': it received too many requests. Try again later',
  500: ': it failed. Try again later',
  502: ': it failed. Try again later',
  503: ': it is overloaded or under maintenance. Try again later',
};

function wholeNumberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function bytes(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count} bytes`;
}

/** The part of an ETag that counts when a weak one is compared with a strong one. */
function opaque(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, '');
}

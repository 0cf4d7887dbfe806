import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ImageRefusedError, RemoteServerError } from '../../../common/errors.js';
import { shortText } from '../../../common/text.js';
import type { AddressPolicy } from './address-policy.js';
import { fileNameOf, hostOf, parseUrl, shownUrl, urlProblem } from './image-url.js';
import {
  ConnectionBrokenError,
  REQUEST_LIMITS,
  type RequestOptions,
  sendRequest,
  type Target,
} from './remote-request.js';
import {
  type FileVersion,
  rangeConditionOf,
  requireIdentity,
  statusError,
  versionOf,
} from './response-fields.js';

const MAX_REDIRECTS = 5;
/** How many addresses of one name are tried, if the first ones do not accept a connection. */
const MAX_ADDRESSES = 4;

/** A file on another server, as it was found. Its download uses exactly this address and final URL. */
export interface RemoteFile extends FileVersion {
  /** The URL that was asked for. */
  readonly url: string;
  /** The URL after all redirects. */
  readonly finalUrl: string;
  /** The IP address of the host of `finalUrl` that was checked and accepted the connection. */
  readonly address: string;
  /** A label for people, and for finding the file in a list of checksums; never a path. */
  readonly fileName: string | undefined;
  /** `Content-Type` without parameters, in lower case. */
  readonly mediaType: string | undefined;
  /** Whether the server states that a download can resume after it breaks. */
  readonly resumes: boolean;
}

/** Return all addresses of a name. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

/** How to look up a file. */
export interface LookUpOptions extends RequestOptions {
  /** Replaces the resolver of the system. */
  readonly resolve?: ResolveName | undefined;
}

/**
 * Find a file on another server without downloading it. Each redirect is followed by hand: its URL and all addresses of its
 * host are checked first, and each name is resolved once.
 * @param url from `parseImageUrl`
 * @throws InvalidInputError `addressNotAllowed`; ImageRefusedError `redirectRefused`, `redirectLoop`, `tooManyRedirects`,
 *   `remoteContentEncoded`; RemoteServerError; or the reason of the signal
 */
export async function lookUp(
  url: URL,
  policy: AddressPolicy,
  options: LookUpOptions = {},
): Promise<RemoteFile> {
  const visited = new Set([url.href]);
  let current = url;
  for (;;) {
    const { response, address } = await requestHead(current, policy, options);
    // Only the headers are of interest.
    response.destroy();
    if (!isRedirect(response)) return describe(url, { url: current, address }, response);
    const next = redirectTarget(current, response);
    if (visited.has(next.href)) throw redirectLoop(current, next);
    if (visited.size > MAX_REDIRECTS) throw tooManyRedirects(url);
    visited.add(next.href);
    current = next;
  }
}

/** Ask for the headers, at the first address of the host that accepts a connection. */
async function requestHead(
  url: URL,
  policy: AddressPolicy,
  options: LookUpOptions,
): Promise<{ response: IncomingMessage; address: string }> {
  const addresses = await checkedAddresses(url, policy, options);
  let failure: unknown;
  for (const address of addresses.slice(0, MAX_ADDRESSES)) {
    try {
      return { response: await headOrFirstByte({ url, address }, options), address };
    } catch (error) {
      if (!(error instanceof ConnectionBrokenError)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/** Send a HEAD request, and a GET request for one byte to a server that does not support HEAD. */
async function headOrFirstByte(target: Target, options: RequestOptions): Promise<IncomingMessage> {
  const head = await sendRequest(target, 'HEAD', {}, options);
  if (![403, 405, 501].includes(head.statusCode ?? 0)) return head;
  head.destroy();
  return sendRequest(target, 'GET', { range: 'bytes=0-0' }, options);
}

/**
 * Resolve the host of a URL once, and check every address: a name with one forbidden address is refused.
 * @throws InvalidInputError `addressNotAllowed`, RemoteServerError `remoteNameNotFound`
 */
async function checkedAddresses(
  url: URL,
  policy: AddressPolicy,
  options: LookUpOptions,
): Promise<readonly string[]> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolveName(host, options) : [host];
  for (const address of addresses) policy.requireAllowed(address, host);
  return addresses;
}

async function resolveName(
  name: string,
  { resolve = resolveBySystem, signal, limits }: LookUpOptions,
): Promise<readonly string[]> {
  signal?.throwIfAborted();
  const { connectMs } = { ...REQUEST_LIMITS, ...limits };
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  // A request to the resolver cannot be cancelled, but its result can be ignored.
  const ended = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('cancelled'));
    signal?.addEventListener('abort', onAbort, { once: true });
    timer = setTimeout(
      () => reject(new Error(`no answer within ${connectMs / 1000} s`)),
      connectMs,
    );
  });
  try {
    const addresses = await Promise.race([resolve(name), ended]);
    if (addresses.length === 0) throw new Error('it has no address');
    return addresses;
  } catch (error) {
    signal?.throwIfAborted();
    throw nameNotFound(name, error);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}

async function resolveBySystem(name: string): Promise<readonly string[]> {
  const results = await lookup(name, { all: true });
  return results.map(({ address }) => address);
}

function isRedirect({ statusCode }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode ?? 0);
}

/** @throws ImageRefusedError `redirectRefused`, RemoteServerError `remoteInvalid` */
function redirectTarget(from: URL, { headers }: IncomingMessage): URL {
  const { location } = headers;
  if (location === undefined) {
    const shown = shownUrl(from);
    throw new RemoteServerError(
      'remoteInvalid',
      `The server redirects ${shown} without saying where to. Use another URL.`,
      { url: shown },
    );
  }
  // Node decodes headers as Latin-1; browsers accept UTF-8 here.
  const next = parseUrl(Buffer.from(location, 'latin1').toString('utf8'), from);
  if (next === undefined) throw redirectRefused(from, location, 'which is not a valid URL');
  const problem = urlProblem(next);
  if (problem !== undefined) throw redirectRefused(from, location, `but the URL ${problem}`);
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw redirectRefused(from, location, 'which would continue without encryption');
  }
  return next;
}

/** @throws ImageRefusedError, RemoteServerError if the response does not describe a file */
function describe(asked: URL, { url, address }: Target, response: IncomingMessage): RemoteFile {
  const { statusCode, headers } = response;
  const shown = shownUrl(url);
  const isEmpty = statusCode === 416 && headers['content-range']?.trim() === 'bytes */0';
  if (statusCode !== 200 && statusCode !== 206 && !isEmpty) throw statusError(response, shown);
  requireIdentity(response, shown);
  const version = versionOf(response);
  const acceptsRanges = statusCode === 206 || /\bbytes\b/i.test(headers['accept-ranges'] ?? 'none');
  return {
    url: asked.href,
    finalUrl: url.href,
    address,
    fileName: fileNameOf(url, headers['content-disposition']),
    sizeBytes: isEmpty ? 0 : version.sizeBytes,
    mediaType: headers['content-type']?.split(';')[0]?.trim().toLowerCase() || undefined,
    etag: version.etag,
    lastModified: version.lastModified,
    resumes: acceptsRanges && rangeConditionOf(response) !== undefined,
  };
}

function redirectRefused(from: URL, location: string, why: string): ImageRefusedError {
  const shown = shortText(location.split('?')[0] ?? '', 100);
  return new ImageRefusedError(
    'redirectRefused',
    `The server redirects ${shownUrl(from)} to ${shown}, ${why}. Use another URL.`,
    { url: shownUrl(from), location: shown },
  );
}

function redirectLoop(from: URL, to: URL): ImageRefusedError {
  return new ImageRefusedError(
    'redirectLoop',
    `The server redirects ${shownUrl(from)} in a loop: ${shownUrl(to)} was asked before. Use another URL.`,
    { url: shownUrl(from), location: shownUrl(to) },
  );
}

function tooManyRedirects(url: URL): ImageRefusedError {
  return new ImageRefusedError(
    'tooManyRedirects',
    `The server redirects ${shownUrl(url)} more than ${MAX_REDIRECTS} times. Use the final URL.`,
    { url: shownUrl(url) },
  );
}

function nameNotFound(name: string, cause: unknown): RemoteServerError {
  return new RemoteServerError(
    'remoteNameNotFound',
    `Cannot find the address of "${shortText(name, 253)}". Check the URL, and the name server of this host.`,
    { host: name },
    { cause },
  );
}

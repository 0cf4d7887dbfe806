import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { RemoteFileChangedError, RemoteServerError } from '../../../common/errors.js';
import type { AddressPolicy } from './address-policy.js';
import { hostOf, shownUrl } from './image-url.js';
import type { RemoteFile } from './look-up.js';
import {
  ConnectionBrokenError,
  longerThanAnnounced,
  readBody,
  REQUEST_LIMITS,
  type RequestLimits,
  type RequestOptions,
  sendRequest,
  type Target,
} from './remote-request.js';
import {
  contentLengthOf,
  contentRangeOf,
  differenceOf,
  type FileVersion,
  rangeConditionOf,
  requireIdentity,
  statusError,
  versionOf,
} from './response-fields.js';

/** A break of the connection, after which the download resumes. */
export interface Retry {
  /** 1 for the first attempt after progress. */
  readonly attempt: number;
  readonly delayMs: number;
  /** The bytes received so far. */
  readonly offset: number;
  /** What broke. */
  readonly reason: Error;
}

/** How to download a file. */
export interface DownloadOptions extends RequestOptions {
  /** Receives each break before the delay. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/**
 * Download the file that `lookUp` found, from the address and the URL that it checked: nothing is resolved again. After a
 * break the download resumes at the exact byte, if the server can show that the file is still the same. Bytes of two versions
 * are never mixed. The caller limits the size, and cancels with the signal.
 * @throws RemoteFileChangedError `remoteFileChanged`: look the file up and start again; RemoteServerError `downloadCutOff` if
 *   the download cannot resume; other RemoteServerErrors; ImageRefusedError `remoteContentEncoded`,
 *   `remoteLongerThanAnnounced`; InvalidInputError `addressNotAllowed`; or the reason of the signal
 */
export async function* download(
  remote: RemoteFile,
  policy: AddressPolicy,
  options: DownloadOptions = {},
): AsyncGenerator<Buffer, void> {
  const { signal, onRetry } = options;
  const limits = { ...REQUEST_LIMITS, ...options.limits };
  const target = { url: new URL(remote.finalUrl), address: remote.address };
  policy.requireAllowed(target.address, hostOf(target.url));
  const parts = new FileParts(target, remote);
  let failures = 0;
  let progressAt = 0;
  for (;;) {
    try {
      for await (const chunk of parts.readRest(options)) {
        if (parts.offset - progressAt >= limits.progressBytes) {
          failures = 0;
          progressAt = parts.offset;
        }
        yield chunk;
      }
      return;
    } catch (error) {
      if (!(error instanceof ConnectionBrokenError)) throw error;
      if (parts.isComplete) return;
      if (!parts.canResume) throw parts.cutOff(error, CANNOT_RESUME);
      failures += 1;
      if (failures > limits.retries) {
        if (parts.offset === 0) throw error;
        throw parts.cutOff(error, `${limits.retries} attempts to resume it failed`);
      }
      const delayMs = delayBefore(failures, limits);
      onRetry?.({ attempt: failures, delayMs, offset: parts.offset, reason: error });
      await pause(delayMs, signal);
    }
  }
}

const CANNOT_RESUME = 'its server cannot resume it';

/** Statuses of a server that may work again soon. */
const BUSY_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Reads a file in one or more parts, all of one version. */
class FileParts {
  /** The bytes received so far. */
  offset = 0;
  private version: FileVersion;
  /** The value of `If-Range`; undefined if the server does not send what it needs. */
  private condition: string | undefined;

  constructor(
    private readonly target: Target,
    found: FileVersion,
  ) {
    this.version = found;
  }

  get canResume(): boolean {
    return this.offset === 0 || this.condition !== undefined;
  }

  get isComplete(): boolean {
    return this.version.sizeBytes !== undefined && this.offset === this.version.sizeBytes;
  }

  /**
   * Request the bytes from the offset on.
   * @throws ConnectionBrokenError if the connection breaks, or the response ends before the file
   */
  async *readRest(options: RequestOptions): AsyncGenerator<Buffer, void> {
    const { url } = this.target;
    const response = await sendRequest(this.target, 'GET', this.rangeHeaders(), options);
    let partEnd: number | undefined;
    try {
      partEnd = this.offset === 0 ? this.acceptWhole(response) : this.acceptPart(response);
    } catch (error) {
      response.destroy();
      throw error;
    }
    for await (const chunk of readBody(response, url, options)) {
      this.offset += chunk.length;
      const limit = partEnd ?? this.version.sizeBytes;
      if (limit !== undefined && this.offset > limit) throw longerThanAnnounced(url);
      yield chunk;
    }
    const end = this.version.sizeBytes ?? partEnd;
    if (end !== undefined && this.offset < end) throw this.endedEarly(end);
  }

  /** @param why completes "the download was cut off after ... bytes, and ..." */
  cutOff(cause: Error, why: string): RemoteServerError {
    const url = shownUrl(this.target.url);
    const { offset } = this;
    const { sizeBytes } = this.version;
    return new RemoteServerError(
      'downloadCutOff',
      `The download of ${url} was cut off after ${offset} ${sizeBytes === undefined ? 'bytes' : `of ${sizeBytes} bytes`}, and ${why}. The last problem: ${cause.message} Start the import again, or download the file yourself and upload it.`,
      { url, offset, sizeBytes },
      { cause },
    );
  }

  private rangeHeaders(): Record<string, string> {
    if (this.offset === 0 || this.condition === undefined) return {};
    return { range: `bytes=${this.offset}-`, 'if-range': this.condition };
  }

  /** Check the response to a request for the whole file. */
  private acceptWhole(response: IncomingMessage): undefined {
    this.requireSuccess(response, 200);
    const version = versionOf(response);
    this.requireUnchanged(version);
    this.version = withKnown(this.version, version);
    // Only the response that the bytes come from says under which condition they can be continued.
    this.condition = rangeConditionOf(response);
  }

  /** Check the response to a request for the rest, and return the offset at which it ends. */
  private acceptPart(response: IncomingMessage): number {
    const url = shownUrl(this.target.url);
    if (response.statusCode === 416) {
      throw new RemoteFileChangedError(url, `it has no bytes after the first ${this.offset} now`);
    }
    if (response.statusCode === 200) {
      const version = versionOf(response);
      this.requireUnchanged(version);
      if (version.etag === undefined || version.etag !== this.version.etag) {
        throw new RemoteFileChangedError(url, 'its server sends it from the beginning');
      }
      throw this.cutOff(new Error('The server ignored the request for the rest.'), CANNOT_RESUME);
    }
    this.requireSuccess(response, 206);
    const range = contentRangeOf(response.headers);
    const version = versionOf(response);
    const length = contentLengthOf(response.headers);
    if (
      range?.start !== this.offset ||
      (length !== undefined && length !== range.end + 1 - range.start)
    ) {
      throw new RemoteServerError(
        'remoteInvalid',
        `The server sends another part of ${url} than the one from byte ${this.offset} on. Use another server.`,
        { url, offset: this.offset },
      );
    }
    this.requireUnchanged(version);
    // RFC 9110, 15.3.7: such a part has the ETag of the whole.
    if (this.condition?.startsWith('"') && version.etag === undefined) {
      throw new RemoteFileChangedError(url, 'its server does not send its ETag any more');
    }
    this.version = withKnown(this.version, version);
    return range.end + 1;
  }

  /** @throws ConnectionBrokenError if the server may work again soon, RemoteFileChangedError on a redirect */
  private requireSuccess(response: IncomingMessage, expected: number): void {
    const url = shownUrl(this.target.url);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400) {
      throw new RemoteFileChangedError(url, 'its server redirects to another place now');
    }
    if (status !== expected) {
      const error = statusError(response, url);
      if (!BUSY_STATUSES.has(status)) throw error;
      throw new ConnectionBrokenError(error.code, error.message, error.details);
    }
    requireIdentity(response, url);
  }

  private requireUnchanged(version: FileVersion): void {
    const difference = differenceOf(this.version, version);
    if (difference !== undefined) {
      throw new RemoteFileChangedError(shownUrl(this.target.url), difference);
    }
  }

  private endedEarly(end: number): ConnectionBrokenError {
    const url = shownUrl(this.target.url);
    return new ConnectionBrokenError(
      'remoteUnreachable',
      `The server ended its response after ${this.offset} of ${end} bytes of ${url}.`,
      { url },
    );
  }
}

/** Add what a later response says to what was known. */
function withKnown(known: FileVersion, later: FileVersion): FileVersion {
  return {
    sizeBytes: known.sizeBytes ?? later.sizeBytes,
    etag: known.etag ?? later.etag,
    lastModified: known.lastModified ?? later.lastModified,
  };
}

function delayBefore(attempt: number, { retryDelayMs, maxRetryDelayMs }: RequestLimits): number {
  return Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (attempt - 1));
}

async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(delayMs, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

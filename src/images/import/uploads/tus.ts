import type { IncomingHttpHeaders } from 'node:http';
import { shortText } from '../../../common/text.js';
import {
  ConflictError,
  InvalidInputError,
  TooLargeError,
  UnsupportedMediaTypeError,
  UnsupportedVersionError,
} from '../../../common/errors.js';

/** The version of the protocol for uploads that can be resumed: https://tus.io/protocols/resumable-upload */
export const TUS_VERSION = '1.0.0';
/** The extensions of the protocol that the server supports. */
export const TUS_EXTENSIONS = 'creation,termination,expiration';
/** The media type of a part of the content. */
export const PART_TYPE = 'application/offset+octet-stream';

const MAX_FILE_NAME = 255;

/** @throws UnsupportedVersionError unless the client speaks version 1.0.0 */
export function requireVersion(headers: IncomingHttpHeaders): void {
  const version = headers['tus-resumable'];
  if (version === TUS_VERSION) return;
  throw new UnsupportedVersionError(
    'tusVersionNotSupported',
    `The header Tus-Resumable must be ${TUS_VERSION}${version === undefined ? '' : `, not ${shortText(String(version), 20)}`}. Use a client of tus ${TUS_VERSION}.`,
    { supported: [TUS_VERSION] },
  );
}

/** @throws UnsupportedMediaTypeError unless the body is a part of the content, without encoding */
export function requirePart(headers: IncomingHttpHeaders): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== PART_TYPE) {
    throw new UnsupportedMediaTypeError(`The body must be ${PART_TYPE}.`);
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new UnsupportedMediaTypeError(
      'A Content-Encoding is not supported. Send the bytes of the image without encoding.',
    );
  }
}

/**
 * Return the length of a new upload.
 * @throws InvalidInputError if it is missing, deferred, zero, or not a number; TooLargeError if it is above the maximum
 */
export function lengthOf(headers: IncomingHttpHeaders, maxBytes: number): number {
  if (headers['upload-defer-length'] !== undefined) {
    throw new InvalidInputError(
      'Upload-Defer-Length is not supported. Send the length of the content as Upload-Length.',
      [],
      'uploadLengthMissing',
    );
  }
  const length = wholeNumber(headers, 'upload-length');
  if (length === 0) {
    throw new InvalidInputError(
      'The content is empty. Check that it is the right file.',
      [],
      'imageTooShort',
    );
  }
  if (length > maxBytes) {
    throw new TooLargeError(
      `The content has ${length} bytes; the maximum is ${maxBytes} (PICOSTACK_MAX_IMAGE_GIB).`,
      { maxBytes },
      'imageTooLarge',
    );
  }
  return length;
}

/** Return the offset at which the body of a PATCH begins. @throws InvalidInputError */
export function offsetOf(headers: IncomingHttpHeaders): number {
  return wholeNumber(headers, 'upload-offset');
}

/** Return the length of the body of a request; 0 if it is not known before its end. */
export function bodyLengthOf(headers: IncomingHttpHeaders): number {
  return Number(headers['content-length'] ?? 0);
}

/** Return the file name in the metadata of a new upload, safe to show; null if there is none. */
export function fileNameOf(headers: IncomingHttpHeaders): string | null {
  const pairs = String(headers['upload-metadata'] ?? '').split(',');
  const pair = pairs.map((each) => each.trim().split(' ')).find(([key]) => key === 'filename');
  const name = Buffer.from(pair?.[1] ?? '', 'base64').toString('utf8');
  return name === '' ? null : shortText(name, MAX_FILE_NAME);
}

/** The error for a part that does not begin where the content so far ends. */
export function wrongOffset(offsetBytes: number, wanted: number): ConflictError {
  return new ConflictError(
    'uploadOffsetMismatch',
    `The part begins at ${wanted}, but the server has ${offsetBytes} bytes. Continue there.`,
    { offsetBytes },
  );
}

/** The error for more bytes than the upload has. */
export function tooManyBytes(lengthBytes: number, offsetBytes: number): TooLargeError {
  return new TooLargeError(
    `The upload has ${lengthBytes} bytes, and more were sent. The server has ${offsetBytes} of them.`,
    { lengthBytes, offsetBytes },
    'uploadTooLong',
  );
}

function wholeNumber(headers: IncomingHttpHeaders, name: string): number {
  const text = String(headers[name] ?? '');
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  const header = name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
  throw new InvalidInputError(
    `The header ${header} must be a whole number of bytes.`,
    [],
    name === 'upload-length' ? 'uploadLengthMissing' : 'uploadOffsetMissing',
  );
}

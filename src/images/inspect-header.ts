import { basename } from 'node:path';
import {
  HEAD_BYTES,
  archiveAt,
  diskFormatAt,
  formatOfFileName,
  hasBootSignature,
  looksLikeText,
  trailerFormatOf,
} from '@picostack/api-client/formats';
import { ImageRefusedError } from '../common/errors.js';
import type { ImageFormat } from './dto.js';
import { readQcow2Header } from './qcow2-header.js';

/** How many bytes of an image's beginning are looked at. */
export const HEADER_BYTES = HEAD_BYTES;

/** What the header of an acceptable image says. */
export interface ImageHeader {
  /** Size of the disk that a guest sees, in bytes; undefined for raw content whose length is not known yet. */
  readonly virtualSizeBytes: number | undefined;
}

const CONVERT = 'Convert it first: qemu-img convert -O qcow2 SOURCE TARGET.';

/**
 * Looks at the beginning of an image, before any other program does, and says whether it is what it is declared to be.
 * @param head the first {@link HEADER_BYTES} bytes, or all where there are fewer
 * @param format what it is declared to be
 * @param totalBytes length of the whole content; undefined where it is not known
 * @throws ImageRefusedError
 */
export function inspectHeader(head: Buffer, format: ImageFormat, totalBytes?: number): ImageHeader {
  if (head.length === 0) {
    throw new ImageRefusedError('imageTooShort', 'The content is empty. Was the right file sent?');
  }
  if (head.length < 512) {
    throw new ImageRefusedError(
      'imageTooShort',
      `The content has ${head.length} bytes: that is no disk image. Was the upload cut off?`,
    );
  }
  const archive = archiveAt(head);
  if (archive !== undefined) {
    throw new ImageRefusedError(
      'imageCompressed',
      `The content is a ${archive} archive. Unpack it first, then upload the disk image itself.`,
    );
  }
  const found = diskFormatAt(head);
  if (found !== format) {
    throw new ImageRefusedError('imageFormatMismatch', mismatch(found, format, head), {
      found,
      declared: format,
    });
  }
  if (format === 'qcow2')
    return { virtualSizeBytes: readQcow2Header(head, totalBytes).virtualSizeBytes };
  return { virtualSizeBytes: totalBytes };
}

/**
 * Refuses a file whose name says another format than the one that is declared.
 * @throws ImageRefusedError
 */
export function requireNameAgrees(fileName: string, format: ImageFormat): void {
  const says = formatOfFileName(fileName);
  if (!says || ('disk' in says && says.disk === format)) return;
  const name = basename(fileName);
  if ('archive' in says) {
    throw new ImageRefusedError(
      'imageCompressed',
      `"${name}" is a ${says.archive} archive by its name. Unpack it first, then upload the disk image itself.`,
    );
  }
  const isTaken = says.disk === 'qcow2' || says.disk === 'raw';
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The name "${name}" says ${says.disk}, and the image is declared as ${format}. ` +
      (isTaken ? 'Declare the format that the content has, or rename the file.' : CONVERT),
    { named: says.disk, declared: format },
  );
}

/**
 * Refuses raw content that no firmware can boot from: raw has no header, so that any file could be taken for it.
 * @throws ImageRefusedError
 */
export function requireBootSignature(head: Buffer): void {
  if (hasBootSignature(head)) return;
  const text = looksLikeText(head) ? ' It looks like a text.' : '';
  throw new ImageRefusedError(
    'imageNotBootable',
    `The content, declared as raw, has no boot signature: no boot sector, no partition table, no CD.${text} ` +
      'Check that it is the right file; if it is, register it with allowUnbootable.',
  );
}

/**
 * Refuses raw content that ends as another format does: such a file is known by its last 512 bytes alone.
 * @throws ImageRefusedError
 */
export function requireRawTrailer(tail: Buffer): void {
  const found = trailerFormatOf(tail);
  if (found === undefined) return;
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The content ends like ${found}, but is declared as raw. ${CONVERT}`,
    { found, declared: 'raw' },
  );
}

function mismatch(found: string, declared: ImageFormat, head: Buffer): string {
  if (found === 'raw') {
    const text = looksLikeText(head) ? 'is a text and ' : '';
    return `The content ${text}has no ${declared} header, but is declared as ${declared}.`;
  }
  const begins = `The content begins like ${found}, but is declared as ${declared}.`;
  return found === 'qcow2'
    ? `${begins} Register it with the format qcow2.`
    : `${begins} ${CONVERT}`;
}

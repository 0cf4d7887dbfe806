import { basename } from 'node:path';
import {
  HEAD_BYTES,
  archiveAt,
  canBootAsDisk,
  diskFormatAt,
  formatOfFileName,
  hasBootSignature,
  importedFormat,
  isCd,
  isCompression,
  looksLikeText,
  trailerFormatOf,
} from '@picostack/api-client/formats';
import { ImageRefusedError } from '../../common/errors.js';
import type { ImageFormat } from '../dto.js';
import { readQcow2Header } from '../qcow2/qcow2-header.js';

/** The number of bytes at the start of an image that the checks need. */
export const HEADER_BYTES = HEAD_BYTES;

/** The header of an accepted image. */
export interface ImageHeader {
  /** The size of the disk in bytes, as a guest sees it; undefined if only the whole content shows it. */
  readonly virtualSizeBytes: number | undefined;
}

const CONVERT = 'Convert it: qemu-img convert -O qcow2 SOURCE TARGET.';

/**
 * Check that the first bytes of an image match its declared format, before any other program reads it.
 * @param head the first {@link HEADER_BYTES} bytes, or all if there are fewer
 * @param format the declared format
 * @param totalBytes the length of the content; undefined if it is unknown
 * @throws ImageRefusedError
 */
export function inspectHeader(head: Buffer, format: ImageFormat, totalBytes?: number): ImageHeader {
  if (head.length === 0) {
    throw new ImageRefusedError(
      'imageTooShort',
      'The content is empty. Check that it is the right file.',
    );
  }
  if (head.length < 512) {
    throw new ImageRefusedError(
      'imageTooShort',
      `The content has only ${head.length} bytes, too few for a disk image. Check the file, and upload it again.`,
    );
  }
  const archive = archiveAt(head);
  if (archive === 'tar' && format === 'ova') return { virtualSizeBytes: undefined };
  if (archive !== undefined) {
    const advice = archive === 'tar' ? ' If it is an OVA, register it with the format ova.' : '';
    throw new ImageRefusedError(
      'imageCompressed',
      `The content is a ${archive} archive. Unpack it, then upload the disk image.${advice}`,
    );
  }
  const found = formatAt(head, format);
  // A VHD of a fixed size has its signature only at its end.
  const mayBe = format === 'vpc' && found === 'raw';
  if (importedFormat(found) !== format && !mayBe) {
    throw new ImageRefusedError('imageFormatMismatch', mismatch(found, format, head), {
      found,
      declared: format,
    });
  }
  if (format === 'qcow2')
    return { virtualSizeBytes: readQcow2Header(head, totalBytes).virtualSizeBytes };
  return { virtualSizeBytes: format === 'raw' || format === 'iso' ? totalBytes : undefined };
}

/**
 * Return the format of content. A hybrid CD is also a bootable disk, so that it may be declared as either.
 * @throws ImageRefusedError if it is a CD with the header of another format
 */
function formatAt(head: Buffer, declared: ImageFormat): string {
  const found = diskFormatAt(head);
  if (!isCd(head)) return found;
  if (found === 'raw') return declared === 'raw' && canBootAsDisk(head) ? 'raw' : 'CD';
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The content is a ${found} image and a CD image at the same time, so that programs disagree about what it is. ${CONVERT}`,
    { found: [found, 'CD'], declared },
  );
}

/**
 * Refuse a file whose ending stands for another format than the declared one.
 * @throws ImageRefusedError
 */
export function requireNameAgrees(fileName: string, format: ImageFormat): void {
  const named = formatOfFileName(fileName);
  if (!named) return;
  const name = basename(fileName);
  if (named.archive !== undefined && !isCompression(named.archive)) {
    throw new ImageRefusedError(
      'imageCompressed',
      `"${name}" is a ${named.archive} archive by its name. Unpack it, then upload the disk image.`,
    );
  }
  if (named.disk === undefined || importedFormat(named.disk) === format) return;
  const isImported = importedFormat(named.disk) !== undefined;
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `"${name}" is a ${named.disk} image by its name, but the declared format is ${format}. ` +
      (isImported ? 'Declare the format of the content, or rename the file.' : CONVERT),
    { named: named.disk, declared: format },
  );
}

/**
 * Refuse raw content that no firmware can boot from: raw has no header, so any file is valid raw content.
 * @throws ImageRefusedError
 */
export function requireBootSignature(head: Buffer): void {
  if (hasBootSignature(head)) return;
  const text = looksLikeText(head) ? ' It looks like a text file.' : '';
  throw new ImageRefusedError(
    'imageNotBootable',
    `The content is declared as raw, but has no boot signature: no boot sector, partition table or CD.${text} ` +
      'If it is the right file, register it with allowUnbootable.',
  );
}

/**
 * Refuse content without a header of its own (raw, or a CD) whose last 512 bytes are the signature of another format.
 * @throws ImageRefusedError
 */
export function requireRawTrailer(tail: Buffer, declared: ImageFormat): void {
  const found = trailerFormatOf(tail);
  if (found === undefined) return;
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The end of the content is that of a ${found} image, but the declared format is ${declared}. ${adviceFor(found)}`,
    { found, declared },
  );
}

function mismatch(found: string, declared: ImageFormat, head: Buffer): string {
  if (found === 'raw') {
    const text = looksLikeText(head) ? 'is a text file and ' : '';
    return `The content ${text}has no ${declared} header, but the declared format is ${declared}.`;
  }
  return `The content is a ${found} image, but the declared format is ${declared}. ${adviceFor(found)}`;
}

function adviceFor(found: string): string {
  const format = importedFormat(found);
  if (format !== undefined) return `Register it with the format ${format}.`;
  if (found === 'VMDK descriptor')
    return `It is a text that names other files, and needs them all. ${CONVERT}`;
  return CONVERT;
}

import {
  archiveAt,
  type Compression,
  diskFormatAt,
  formatOfFileName,
  hasBootSignature,
  importedFormat,
  isCd,
  isCompression,
} from '@picostack/api-client/formats';

import type { ImageFormat } from '../api/types';

interface DetectedFormat {
  format: ImageFormat;
  /** Why the server would refuse the file; null if it would not. */
  error: string | null;
  /** The server decompresses the file, whose disk has the format. */
  compression?: Compression;
}

/** Detect the format of an image file from its first bytes; that of a compressed file, from its name. */
export function detectFormat(name: string, head: Uint8Array): DetectedFormat {
  if (head.length === 0) return { format: 'raw', error: 'This file is empty.' };
  const named = formatOfFileName(name);
  const archive = archiveAt(head);
  if (archive === 'tar' && named?.disk === 'OVA') return { format: 'ova', error: null };
  if (archive !== undefined) {
    if (isCompression(archive) && named?.archive !== 'tar') {
      const inside = named?.disk === undefined ? undefined : importedFormat(named.disk);
      return { format: inside ?? 'qcow2', error: null, compression: archive };
    }
    return {
      format: 'raw',
      error: `This file is a ${named?.archive ?? archive} archive. Unpack it, then upload the image in it.`,
    };
  }
  const found = diskFormatAt(head);
  // A VHD of a fixed size has its signature only at its end.
  if (found === 'raw' && named?.disk === 'VHD') return { format: 'vpc', error: null };
  if (found === 'raw' && isCd(head) && named?.disk !== 'raw') return { format: 'iso', error: null };
  const format = importedFormat(found);
  if (format !== undefined) return { format, error: null };
  return {
    format: 'raw',
    error: `This file has the format ${found}. Convert it first: qemu-img convert -O qcow2 FILE disk.qcow2`,
  };
}

interface ImageFileInspection extends DetectedFormat {
  /** The file is raw and has nothing to boot from; any file could be declared as raw. */
  lacksBootSignature: boolean;
}

/** Check an image file by its name and its first bytes, as the server does. */
export function inspectImageFile(name: string, head: Uint8Array): ImageFileInspection {
  const { format, error, compression } = detectFormat(name, head);
  const lacksBootSignature =
    format === 'raw' && compression === undefined && !hasBootSignature(head);
  return {
    format,
    error: error ?? (compression === undefined ? fileNameError(name, format) : null),
    lacksBootSignature,
    ...(compression && { compression }),
  };
}

function fileNameError(name: string, format: ImageFormat): string | null {
  const { disk, archive } = formatOfFileName(name) ?? {};
  if (archive === undefined && (disk === undefined || importedFormat(disk) === format)) return null;
  const expected = archive ?? disk;
  const actual = format === 'raw' ? `not ${expected}` : format;
  return `The file name "${name}" indicates ${expected}, but the content is ${actual}. Choose another file, or rename this one.`;
}

import {
  archiveAt,
  diskFormatAt,
  formatOfFileName,
  hasBootSignature,
} from '@picostack/api-client/formats';

import type { ImageFormat } from '../api/types';

interface DetectedFormat {
  format: ImageFormat;
  /** Why the server would refuse the file; null if it would not. */
  error: string | null;
}

/** Detect the format of an image file from its first bytes. */
export function detectFormat(head: Uint8Array): DetectedFormat {
  if (head.length === 0) return { format: 'raw', error: 'This file is empty.' };
  const archive = archiveAt(head);
  if (archive !== undefined) {
    return {
      format: 'raw',
      error: `This file is a ${archive} archive. Unpack it, then upload the image in it.`,
    };
  }
  const format = diskFormatAt(head);
  if (format === 'raw' || format === 'qcow2') return { format, error: null };
  return {
    format: 'raw',
    error: `This file has the format ${format}. Convert it first: qemu-img convert -O qcow2 FILE disk.qcow2`,
  };
}

interface ImageFileInspection extends DetectedFormat {
  /** The file is raw and has nothing to boot from; any file could be declared as raw. */
  lacksBootSignature: boolean;
}

/** Check an image file by its name and its first bytes, as the server does. */
export function inspectImageFile(name: string, head: Uint8Array): ImageFileInspection {
  const { format, error } = detectFormat(head);
  const lacksBootSignature = format === 'raw' && !hasBootSignature(head);
  return { format, error: error ?? fileNameError(name, format), lacksBootSignature };
}

function fileNameError(name: string, format: ImageFormat): string | null {
  const named = formatOfFileName(name);
  if (named === undefined || ('disk' in named && named.disk === format)) return null;
  const expected = 'disk' in named ? named.disk : named.archive;
  const actual = format === 'qcow2' ? 'qcow2' : `not ${expected}`;
  return `The file name "${name}" indicates ${expected}, but the content is ${actual}. Choose another file, or rename this one.`;
}

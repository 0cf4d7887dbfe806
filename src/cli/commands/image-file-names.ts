import { basename, extname } from 'node:path';
import {
  formatOfFileName,
  type ImportedFormat,
  importedFormat,
  isCompression,
} from '@picostack/api-client/formats';
import { CliError, EXIT } from '../cli-error.js';

/** The formats of disk images, by their names in the API. */
export const FORMATS = [
  'qcow2',
  'raw',
  'vmdk',
  'vdi',
  'vhdx',
  'vpc',
  'iso',
  'ova',
] as const satisfies readonly ImportedFormat[];
export type Format = ImportedFormat;

/** The name of a file without the endings of its format and its compression. */
export function nameOf(file: string): string {
  const stem = basename(file, extname(file));
  const { archive } = formatOfFileName(file) ?? {};
  return archive !== undefined && formatOfFileName(stem) ? basename(stem, extname(stem)) : stem;
}

/** Check whether the ending of a file name stands for this format. */
export function isNamedAs(file: string, format: Format): boolean {
  const { disk, archive } = formatOfFileName(file) ?? {};
  return archive === undefined && disk !== undefined && importedFormat(disk) === format;
}

/** Determine the format from the name only: the guest of a raw disk can imitate the content of any format. */
export function formatOf(file: string): Format {
  const name = basename(file);
  const { disk, archive } = formatOfFileName(file) ?? {};
  if (archive !== undefined && !isCompression(archive)) {
    throw new CliError(
      'imageCompressed',
      `${name} is a ${archive} archive by its name. Unpack it, then add the disk image.`,
      EXIT.usage,
    );
  }
  if (disk === undefined) {
    throw new CliError(
      'formatUnknown',
      `The ending of ${name} does not determine its format. Add --format qcow2 (for most cloud images, also with .img) or --format raw.`,
      EXIT.usage,
    );
  }
  const format = importedFormat(disk);
  if (format !== undefined) return format;
  throw new CliError(
    'imageFormatMismatch',
    `${name} is a ${disk} image by its name, and picostack imports only ${FORMATS.join(', ')}. Convert it: qemu-img convert -O qcow2 SOURCE TARGET.`,
    EXIT.usage,
  );
}

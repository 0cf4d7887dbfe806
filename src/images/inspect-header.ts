import { ImageRefusedError } from '../common/errors.js';
import type { ImageFormat } from './dto.js';
import { readQcow2Header } from './qcow2-header.js';

/** How many bytes of an image's beginning are looked at. */
export const HEADER_BYTES = 64 * 1024;

/** What the header of an acceptable image says. */
export interface ImageHeader {
  /** Size of the disk that a guest sees, in bytes; undefined for raw content whose length is not known yet. */
  readonly virtualSizeBytes: number | undefined;
}

interface Signature {
  readonly format: string;
  readonly bytes: Buffer;
  readonly offset: number;
}

const signature = (format: string, text: string, offset = 0): Signature => ({
  format,
  bytes: Buffer.from(text, 'latin1'),
  offset,
});

/** What other formats begin with: raw content that begins so would be taken for something else by the next program. */
const SIGNATURES: readonly Signature[] = [
  signature('qcow2', 'QFI\xfb'),
  signature('QED', 'QED\0'),
  signature('VMDK', 'KDMV'),
  signature('VMDK', 'COWD'),
  signature('VMDK descriptor', '# Disk DescriptorFile'),
  signature('VHD', 'conectix'),
  signature('VHDX', 'vhdxfile'),
  signature('VDI', '\x7f\x10\xda\xbe', 0x40),
  signature('Parallels', 'WithoutFreeSpace'),
  signature('Parallels', 'WithouFreSpacExt'),
  signature('LUKS', 'LUKS\xba\xbe'),
  signature('bochs', 'Bochs Virtual HD Image'),
  signature('cloop', '#!/bin/sh\n#V2.0 Format'),
  signature('DMG', 'koly'),
];

const ARCHIVES: readonly Signature[] = [
  signature('gzip', '\x1f\x8b'),
  signature('xz', '\xfd7zXZ\0'),
  signature('zstd', '\x28\xb5\x2f\xfd'),
  signature('bzip2', 'BZh'),
  signature('zip', 'PK\x03\x04'),
  signature('7z', '7z\xbc\xaf\x27\x1c'),
];

/**
 * Looks at the beginning of an image, before any other program does, and says whether it is what it is declared to be.
 * @param head the first {@link HEADER_BYTES} bytes, or all where there are fewer
 * @param format what it is declared to be
 * @param totalBytes length of the whole content; undefined where it is not known
 * @throws ImageRefusedError
 */
export function inspectHeader(head: Buffer, format: ImageFormat, totalBytes?: number): ImageHeader {
  if (head.length < 512) {
    throw new ImageRefusedError(
      'imageTooShort',
      `The content has ${head.length} bytes: that is no disk image. Was the upload cut off?`,
    );
  }
  const archive = ARCHIVES.find((each) => isAt(head, each));
  if (archive) {
    throw new ImageRefusedError(
      'imageCompressed',
      `The content is a ${archive.format} archive. Unpack it first, then upload the disk image itself.`,
    );
  }
  const found = SIGNATURES.find((each) => isAt(head, each))?.format ?? 'raw';
  if (found !== format) {
    throw new ImageRefusedError('imageFormatMismatch', mismatch(found, format), {
      found,
      declared: format,
    });
  }
  if (format === 'qcow2')
    return { virtualSizeBytes: readQcow2Header(head, totalBytes).virtualSizeBytes };
  return { virtualSizeBytes: totalBytes };
}

function isAt(head: Buffer, { bytes, offset }: Signature): boolean {
  return head.subarray(offset, offset + bytes.length).equals(bytes);
}

function mismatch(found: string, declared: ImageFormat): string {
  if (found === 'raw')
    return `The content has no ${declared} header, but is declared as ${declared}.`;
  const begins = `The content begins like ${found}, but is declared as ${declared}.`;
  return found === 'qcow2'
    ? `${begins} Register it with the format qcow2.`
    : `${begins} Convert it first: qemu-img convert -O qcow2 SOURCE TARGET.`;
}

import type { ImageFormat } from '../api/types';

interface Detected {
  format: ImageFormat;
  /** Why the server will probably not take the file. */
  warning: string | null;
}

interface Signature {
  name: string;
  bytes: number[];
  hint: string;
}

const PACKED = 'Unpack it first, then upload what is inside.';
const CONVERT = 'Convert it first: qemu-img convert -O qcow2 FILE disk.qcow2';

/** Files that people pick by mistake, by their first bytes. */
const OTHERS: Signature[] = [
  { name: 'a gzip archive', bytes: [0x1f, 0x8b], hint: PACKED },
  { name: 'an xz archive', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], hint: PACKED },
  { name: 'a zstd archive', bytes: [0x28, 0xb5, 0x2f, 0xfd], hint: PACKED },
  { name: 'a bzip2 archive', bytes: [0x42, 0x5a, 0x68], hint: PACKED },
  { name: 'a zip archive', bytes: [0x50, 0x4b, 0x03, 0x04], hint: PACKED },
  { name: 'a VMDK disk', bytes: [0x4b, 0x44, 0x4d, 0x56], hint: CONVERT },
  { name: 'a VHDX disk', bytes: [0x76, 0x68, 0x64, 0x78], hint: CONVERT },
  { name: 'a VDI disk', bytes: [0x3c, 0x3c, 0x3c, 0x20], hint: CONVERT },
];

const QCOW2_MAGIC = [0x51, 0x46, 0x49, 0xfb];

/** How many bytes `detectFormat` wants to see. */
export const HEAD_BYTES = 8;

function startsWith(head: Uint8Array, bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** qcow2 by its magic number, else raw. */
export function detectFormat(head: Uint8Array): Detected {
  if (head.length === 0) return { format: 'raw', warning: 'This file is empty.' };
  if (startsWith(head, QCOW2_MAGIC)) return { format: 'qcow2', warning: null };
  const other = OTHERS.find(({ bytes }) => startsWith(head, bytes));
  return {
    format: 'raw',
    warning: other ? `This looks like ${other.name}, not a disk. ${other.hint}` : null,
  };
}

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

/** How many bytes `judgeFile` wants to see: a CD says what it is behind its first 32 KiB. */
export const HEAD_BYTES = 34 * 1024;

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

/** What firmware looks for in a raw disk, and where: a boot sector, a GPT of either sector size, a CD. */
const BOOT_SIGNATURES: { offset: number; bytes: number[] }[] = [
  { offset: 510, bytes: [0x55, 0xaa] },
  { offset: 512, bytes: [...new TextEncoder().encode('EFI PART')] },
  { offset: 4096, bytes: [...new TextEncoder().encode('EFI PART')] },
  { offset: 0x8001, bytes: [...new TextEncoder().encode('CD001')] },
];

/** What endings of file names say; `.img` and the like say nothing. */
const ENDINGS: Record<string, string> = {
  qcow2: 'qcow2',
  raw: 'raw',
  iso: 'raw',
  vmdk: 'VMDK',
  ova: 'OVA',
  vdi: 'VDI',
  vhd: 'VHD',
  vhdx: 'VHDX',
  gz: 'gzip',
  xz: 'xz',
  zst: 'zstd',
  bz2: 'bzip2',
  zip: 'zip',
  tar: 'tar',
};

interface Judgement {
  format: ImageFormat;
  /** Why the file is not sent. */
  refusal: string | null;
  /** It is raw, and nothing can be booted from it: any file would be raw. */
  lacksBootSignature: boolean;
}

/** Judges a file by its name and its first bytes, as the server will. */
export function judgeFile(name: string, head: Uint8Array): Judgement {
  const { format, warning } = detectFormat(head);
  const lacksBootSignature =
    format === 'raw' &&
    !BOOT_SIGNATURES.some(({ offset, bytes }) => startsWith(head.subarray(offset), bytes));
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const says = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  if (warning !== null) return { format, refusal: warning, lacksBootSignature };
  if (says === undefined || says === format) return { format, refusal: null, lacksBootSignature };
  const content = format === 'qcow2' ? 'its content is qcow2' : `its content is not ${says}`;
  const refusal = `The name "${name}" says ${says}, and ${content}. Choose another file, or rename this one.`;
  return { format, refusal, lacksBootSignature };
}

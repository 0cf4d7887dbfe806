/** The number of bytes at the start of a disk image that the functions here need. */
export const HEAD_BYTES = 64 * 1024;

/** Bytes at a fixed offset that identify a format. */
interface Signature {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly offset: number;
}

const signature = (format: string, text: string, offset = 0): Signature => ({
  format,
  bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)),
  offset,
});

/** The signatures of disk formats other than raw. */
const DISK_FORMATS: readonly Signature[] = [
  signature('qcow2', 'QFI\xfb'),
  signature('QED', 'QED\0'),
  signature('VMDK', 'KDMV'),
  signature('VMDK', 'COWD'),
  signature('VMDK descriptor', '# Disk DescriptorFile'),
  signature('VHD', 'conectix'),
  signature('VHDX', 'vhdxfile'),
  signature('VDI', '\x7f\x10\xda\xbe', 0x40),
  signature('VDI', '<<< '),
  signature('Parallels', 'WithoutFreeSpace'),
  signature('Parallels', 'WithouFreSpacExt'),
  signature('LUKS', 'LUKS\xba\xbe'),
  signature('bochs', 'Bochs Virtual HD Image'),
  signature('cloop', '#!/bin/sh\n#V2.0 Format'),
  signature('DMG', 'koly'),
];

/** Formats with a signature in the last 512 bytes of a file; `qemu-img info` reports them as raw. */
const TRAILERS: readonly Signature[] = [signature('VHD', 'conectix'), signature('DMG', 'koly')];

const ARCHIVES: readonly Signature[] = [
  signature('gzip', '\x1f\x8b'),
  signature('xz', '\xfd7zXZ\0'),
  signature('zstd', '\x28\xb5\x2f\xfd'),
  signature('bzip2', 'BZh'),
  signature('lz4', '\x04\x22\x4d\x18'),
  signature('lzip', 'LZIP'),
  signature('zip', 'PK\x03\x04'),
  signature('7z', '7z\xbc\xaf\x27\x1c'),
  signature('RAR', 'Rar!\x1a\x07'),
  signature('tar', 'ustar', 257),
];

/** What firmware boots a disk from: a boot sector, a GPT (with sectors of 512 or of 4096 bytes). */
const DISK_BOOT_SIGNATURES: readonly Signature[] = [
  signature('boot sector', '\x55\xaa', 510),
  signature('GPT', 'EFI PART', 512),
  signature('GPT', 'EFI PART', 4096),
];

/** The first volume descriptor of a CD (ISO 9660), in its sector 16. */
const CD = signature('CD', 'CD001', 0x8001);

/** File name endings of disk formats. Endings such as `.img` stand for no format. */
const ENDINGS: Readonly<Record<string, string>> = {
  qcow2: 'qcow2',
  raw: 'raw',
  iso: 'CD',
  vmdk: 'VMDK',
  ova: 'OVA',
  vdi: 'VDI',
  vhd: 'VHD',
  vhdx: 'VHDX',
  vpc: 'VHD',
  qed: 'QED',
  hdd: 'Parallels',
  dmg: 'DMG',
};

/** File name endings of archives. */
const ARCHIVE_ENDINGS: Readonly<Record<string, string>> = {
  gz: 'gzip',
  tgz: 'tar',
  xz: 'xz',
  txz: 'tar',
  zst: 'zstd',
  bz2: 'bzip2',
  lz4: 'lz4',
  lz: 'lzip',
  zip: 'zip',
  '7z': '7z',
  rar: 'RAR',
  tar: 'tar',
};

/** Return the format of an archive from its first bytes, or undefined if it is not an archive. */
export function archiveAt(head: Uint8Array): string | undefined {
  return ARCHIVES.find((each) => isAt(head, each))?.format;
}

/** Return the format of a disk image from its first bytes; `raw` if there is no known signature. */
export function diskFormatAt(head: Uint8Array): string {
  return DISK_FORMATS.find((each) => isAt(head, each))?.format ?? 'raw';
}

/** Return the format of a file from its last 512 bytes, or undefined if they have no signature. */
export function trailerFormatOf(tail: Uint8Array): string | undefined {
  if (tail.length < 512) return undefined;
  return TRAILERS.find((each) => isAt(tail.subarray(-512), each))?.format;
}

/** Check whether the first bytes of a disk have something that firmware can boot from; a CD may be on a disk too. */
export function hasBootSignature(head: Uint8Array): boolean {
  return isCd(head) || canBootAsDisk(head);
}

/** Check whether the first bytes have a boot sector or a partition table. */
export function canBootAsDisk(head: Uint8Array): boolean {
  return DISK_BOOT_SIGNATURES.some((each) => isAt(head, each));
}

/** Check whether the first {@link HEAD_BYTES} bytes are those of a CD; a hybrid CD is a bootable disk too. */
export function isCd(head: Uint8Array): boolean {
  return isAt(head, CD);
}

const decoder = new TextDecoder();

/** Check whether a file starts like a text, such as an error page or a script. */
export function looksLikeText(head: Uint8Array): boolean {
  const beginning = head.subarray(0, 512);
  // oxlint-disable-next-line no-control-regex -- a text has no other control characters
  return beginning.length > 0 && !/[^\t\n\r\x20-\x7e\x80-\uffff]/.test(decoder.decode(beginning));
}

/** The formats that picostack imports: their names in the API by the names here. */
const IMPORTED_FORMATS = {
  qcow2: 'qcow2',
  raw: 'raw',
  VMDK: 'vmdk',
  VDI: 'vdi',
  VHDX: 'vhdx',
  VHD: 'vpc',
  CD: 'iso',
  OVA: 'ova',
} as const;

/** A format as the API names it. */
export type ImportedFormat = (typeof IMPORTED_FORMATS)[keyof typeof IMPORTED_FORMATS];

/** Return the API's name of a format, or undefined if picostack does not import it. */
export function importedFormat(format: string): ImportedFormat | undefined {
  return Object.entries(IMPORTED_FORMATS).find(([name]) => name === format)?.[1];
}

/** The compressions that picostack decompresses when it imports content. */
export const COMPRESSIONS = ['gzip', 'xz', 'zstd', 'bzip2'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** Check whether an archive is only compressed, so that it has one file. */
export function isCompression(archive: string): archive is Compression {
  return COMPRESSIONS.some((each) => each === archive);
}

/** What the endings of a file name stand for: `disk.raw.xz` is a raw disk, compressed with xz. */
export interface NamedFormat {
  readonly disk?: string;
  readonly archive?: string;
}

/** Return what the ending of a file name stands for, or undefined if it stands for nothing known. */
export function formatOfFileName(name: string): NamedFormat | undefined {
  const [, stem = '', ending = ''] = /^(.*)\.([^./]+)$/s.exec(name) ?? [];
  const disk = valueOf(ENDINGS, ending);
  if (disk !== undefined) return { disk };
  const archive = valueOf(ARCHIVE_ENDINGS, ending);
  if (archive === undefined) return undefined;
  const inside = isCompression(archive) ? formatOfFileName(stem) : undefined;
  return { archive, ...inside };
}

function valueOf(table: Readonly<Record<string, string>>, ending: string): string | undefined {
  const key = ending.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function isAt(head: Uint8Array, { bytes, offset }: Signature): boolean {
  return bytes.every((byte, index) => head[offset + index] === byte);
}

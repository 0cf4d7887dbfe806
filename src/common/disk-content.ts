/** How many bytes of a disk image's beginning {@link archiveAt}, {@link diskFormatAt} and the others look at. */
export const HEAD_BYTES = 64 * 1024;

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

/** What disk formats other than raw begin with. */
const DISK_FORMATS: readonly Signature[] = [
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

/** Formats that are known by the last 512 bytes of a file: `qemu-img info` calls both of them raw. */
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

/** What firmware looks for: a boot sector, a GPT (of sectors of 512 and of 4096 bytes), a CD. */
const BOOT_SIGNATURES: readonly Signature[] = [
  signature('boot sector', '\x55\xaa', 510),
  signature('GPT', 'EFI PART', 512),
  signature('GPT', 'EFI PART', 4096),
  signature('ISO 9660', 'CD001', 0x8001),
];

/** Endings of file names that say a format. `.img` and the like say none. */
const ENDINGS: Readonly<Record<string, string>> = {
  qcow2: 'qcow2',
  raw: 'raw',
  iso: 'raw',
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

const ARCHIVE_ENDINGS: Readonly<Record<string, string>> = {
  gz: 'gzip',
  tgz: 'gzip',
  xz: 'xz',
  txz: 'xz',
  zst: 'zstd',
  bz2: 'bzip2',
  lz4: 'lz4',
  lz: 'lzip',
  zip: 'zip',
  '7z': '7z',
  rar: 'RAR',
  tar: 'tar',
};

/** The format of the archive that begins so; undefined where it is none. */
export function archiveAt(head: Buffer): string | undefined {
  return ARCHIVES.find((each) => isAt(head, each))?.format;
}

/** The format of the disk image that begins so; `raw` where nothing says another. */
export function diskFormatAt(head: Buffer): string {
  return DISK_FORMATS.find((each) => isAt(head, each))?.format ?? 'raw';
}

/** The format that the last 512 bytes of a file say; undefined where they say none. */
export function trailerFormatOf(tail: Buffer): string | undefined {
  if (tail.length < 512) return undefined;
  return TRAILERS.find((each) => isAt(tail.subarray(-512), each))?.format;
}

/** Whether the beginning of a disk has something that firmware can boot from. */
export function hasBootSignature(head: Buffer): boolean {
  return BOOT_SIGNATURES.some((each) => isAt(head, each));
}

/** Whether it begins as a text: an error page, a list, a script. */
export function looksLikeText(head: Buffer): boolean {
  const beginning = head.subarray(0, 512);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return beginning.length > 0 && !/[^\t\n\r\x20-\x7e\x80-\uffff]/.test(beginning.toString('utf8'));
}

/** What the ending of a file name says of its content: a disk format, or an archive's. */
export function formatOfFileName(
  name: string,
): { readonly disk: string } | { readonly archive: string } | undefined {
  const ending = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const disk = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  if (disk !== undefined) return { disk };
  const archive = Object.hasOwn(ARCHIVE_ENDINGS, ending) ? ARCHIVE_ENDINGS[ending] : undefined;
  return archive === undefined ? undefined : { archive };
}

function isAt(head: Buffer, { bytes, offset }: Signature): boolean {
  return head.subarray(offset, offset + bytes.length).equals(bytes);
}

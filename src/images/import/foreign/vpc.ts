import type { ForeignDisk, ForeignFile } from './disk-reader.js';
import { type Extent, diskOf, readExtents } from './extents.js';
import {
  BlockPlaces,
  type FileTable,
  type ReservedRange,
  isPowerOfTwo,
  readWhole,
  requireVirtualSize,
  safeNumber,
  tablePieces,
} from './file-tables.js';
import { COMPLETE, CONVERT, refuseAs, wrongFormat } from './refusal.js';

// Microsoft's "Virtual Hard Disk Image Format Specification", 2006. All numbers are big-endian. A fixed disk is its raw content
// and a footer; a dynamic disk has a copy of the footer at its start, a second header, a table and blocks with bitmaps.
const SECTOR_BYTES = 512;
const FOOTER_BYTES = 512;
const FOOTER_COOKIE = 'conectix';
const HEADER_BYTES = 1024;
const HEADER_COOKIE = 'cxsparse';
const VERSION = 0x0001_0000;
/** Bit 0 marks temporary disks; bit 1 is always set. */
const KNOWN_FEATURES = 3;

const FIXED = 2;
const DYNAMIC = 3;
const DIFFERENCING = 4;

const NOT_ALLOCATED = 0xffff_ffff;
const MIN_BLOCK_BYTES = 64 * 1024;
const MAX_BLOCK_BYTES = 64 * 1024 ** 2;
/** The largest disk of Hyper-V and of QEMU: 2040 GiB. */
const MAX_VIRTUAL_BYTES = 2040 * 1024 ** 3;

/** The largest geometry. It stands for every larger disk, too. */
const MAX_GEOMETRY_SECTORS = 65535 * 16 * 255;
/**
 * The programs whose disks have the size in the footer: Hyper-V, QEMU with `force_size`, Disk2vhd, XenConverter, XenServer and
 * Azure. Disks of Virtual PC, QEMU and all others have the size of their geometry, as QEMU decides it.
 */
const CREATORS_WITH_SIZE = new Set(['win ', 'qem2', 'd2v ', 'CTXS', 'tap\0', 'wa\0\0']);

interface Footer {
  readonly type: number;
  readonly virtualSizeBytes: number;
  readonly headerOffset: bigint;
}

interface Dynamic {
  readonly virtualSizeBytes: number;
  readonly table: FileTable;
  readonly blockBytes: number;
  /** The bitmap before each block. All its bits are set where QEMU and Hyper-V write; QEMU ignores it when it reads. */
  readonly bitmapBytes: number;
  readonly reserved: readonly ReservedRange[];
}

const refuse = refuseAs('VHD');

/**
 * Open a disk of Virtual PC or Hyper-V 2008 (VHD, called vpc by QEMU), dynamic or fixed.
 * @throws ImageRefusedError
 */
export async function openVpc(file: ForeignFile): Promise<ForeignDisk> {
  const head = await file.read(0, FOOTER_BYTES);
  if (head.length < FOOTER_BYTES) {
    throw refuse('imageTooShort', `it has only ${head.length} bytes. Upload it again`);
  }
  const end = await readWhole(file, file.sizeBytes - FOOTER_BYTES, FOOTER_BYTES, 'footer', refuse);
  const hasFooter = isFooter(end);
  if (!isFooter(head)) {
    if (!hasFooter) throw wrongFormat(head, 'vpc');
    return openFixed(file, readFooter(end));
  }
  const footer = readFooter(head);
  if (!hasFooter) {
    throw refuse(
      'imageCorrupt',
      `the last ${FOOTER_BYTES} of its ${file.sizeBytes} bytes are not its footer. ${COMPLETE}`,
    );
  }
  requireSame(footer, readFooter(end));
  if (footer.type !== DYNAMIC) {
    throw refuse('imageCorrupt', 'it is marked as fixed, but begins like a dynamic disk');
  }
  return openDynamic(file, footer);
}

async function openFixed(
  file: ForeignFile,
  { type, virtualSizeBytes }: Footer,
): Promise<ForeignDisk> {
  if (type !== FIXED) {
    throw refuse(
      'imageCorrupt',
      `it is marked as dynamic, but does not begin like one. ${COMPLETE}`,
    );
  }
  if (virtualSizeBytes > file.sizeBytes - FOOTER_BYTES) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: a disk of ${virtualSizeBytes} bytes and its footer do not fit into ${file.sizeBytes} bytes. ${COMPLETE}`,
      { virtualSizeBytes, fileBytes: file.sizeBytes },
    );
  }
  const whole = { guestOffset: 0, fileOffset: 0, length: virtualSizeBytes };
  return diskOf(
    virtualSizeBytes,
    // oxlint-disable-next-line typescript/require-await -- all walks are asynchronous
    async function* () {
      yield whole;
    },
    (extents) => readExtents(file, extents, refuse),
  );
}

async function openDynamic(file: ForeignFile, footer: Footer): Promise<ForeignDisk> {
  const offset = safeNumber(footer.headerOffset);
  const header = await readWhole(file, offset, HEADER_BYTES, 'dynamic header', refuse);
  if (header.toString('latin1', 0, 8) !== HEADER_COOKIE) {
    throw refuse('imageCorrupt', `there is no dynamic header at offset ${offset}`, { offset });
  }
  requireChecksum(header, 36, 'dynamic header');
  requireVersion(header.readUInt32BE(24));
  const disk = readDynamic(header, footer, offset);
  return diskOf(
    disk.virtualSizeBytes,
    () => walk(file, disk),
    (extents) => readExtents(file, extents, refuse),
  );
}

function readDynamic(header: Buffer, { virtualSizeBytes }: Footer, headerOffset: number): Dynamic {
  const blockBytes = header.readUInt32BE(32);
  const isSupported =
    isPowerOfTwo(blockBytes) && blockBytes >= MIN_BLOCK_BYTES && blockBytes <= MAX_BLOCK_BYTES;
  if (!isSupported) {
    throw refuse(
      'imageUnsupported',
      `its blocks have ${blockBytes} bytes; powers of two from ${MIN_BLOCK_BYTES} to ${MAX_BLOCK_BYTES} are supported. ${CONVERT}`,
      { blockBytes },
    );
  }
  const entryCount = Math.ceil(virtualSizeBytes / blockBytes);
  const available = header.readUInt32BE(28);
  if (entryCount > available) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: ${available} blocks of ${blockBytes} bytes are too few for ${virtualSizeBytes} bytes`,
      { virtualSizeBytes, blocks: available, blockBytes },
    );
  }
  const tableOffset = safeNumber(header.readBigUInt64BE(16));
  const table = { offset: tableOffset, entryBytes: 4, entryCount };
  const reserved = [
    { start: 0, end: FOOTER_BYTES },
    { start: headerOffset, end: headerOffset + HEADER_BYTES },
    { start: tableOffset, end: tableOffset + entryCount * 4 },
  ];
  if (reserved.slice(0, 2).some(({ start, end }) => overlaps(table, start, end))) {
    throw refuse('imageCorrupt', `its table, at offset ${tableOffset}, overlaps its header`);
  }
  if (headerOffset < FOOTER_BYTES) {
    throw refuse(
      'imageCorrupt',
      `its second header, at offset ${headerOffset}, overlaps the first`,
    );
  }
  const bitmapBytes = Math.ceil(blockBytes / SECTOR_BYTES / 8 / SECTOR_BYTES) * SECTOR_BYTES;
  return { virtualSizeBytes, table, blockBytes, bitmapBytes, reserved };
}

function overlaps({ offset, entryBytes, entryCount }: FileTable, start: number, end: number) {
  return offset < end && offset + entryBytes * entryCount > start;
}

async function* walk(
  file: ForeignFile,
  { virtualSizeBytes, table, blockBytes, bitmapBytes, reserved }: Dynamic,
): AsyncGenerator<Extent> {
  const places = new BlockPlaces(file, bitmapBytes + blockBytes, reserved, 'block', refuse);
  for await (const { firstIndex, bytes } of tablePieces(file, table, 'block table', refuse)) {
    for (let at = 0; at < bytes.length; at += 4) {
      const sector = bytes.readUInt32BE(at);
      if (sector === NOT_ALLOCATED) continue;
      const guestOffset = (firstIndex + at / 4) * blockBytes;
      const length = Math.min(blockBytes, virtualSizeBytes - guestOffset);
      places.take(sector * SECTOR_BYTES, bitmapBytes + length);
      yield { guestOffset, fileOffset: sector * SECTOR_BYTES + bitmapBytes, length };
    }
  }
}

function isFooter(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 8) === FOOTER_COOKIE;
}

function readFooter(bytes: Buffer): Footer {
  requireChecksum(bytes, 64, 'footer');
  requireVersion(bytes.readUInt32BE(12));
  const features = bytes.readUInt32BE(8);
  if ((features & ~KNOWN_FEATURES) !== 0) {
    throw refuse(
      'imageUnsupported',
      `it uses unknown features (0x${features.toString(16)}). ${CONVERT}`,
      { features },
    );
  }
  const type = bytes.readUInt32BE(60);
  if (type === DIFFERENCING) {
    throw refuse(
      'imageHasBackingFile',
      'it is a differencing disk, which needs its parent. Merge it: Convert-VHD, or qemu-img convert -O qcow2 SOURCE TARGET',
      { type },
    );
  }
  if (type !== FIXED && type !== DYNAMIC) {
    throw refuse('imageUnsupported', `its type, ${type}, is unknown. ${CONVERT}`, { type });
  }
  return { type, virtualSizeBytes: sizeIn(bytes), headerOffset: bytes.readBigUInt64BE(16) };
}

function sizeIn(footer: Buffer): number {
  const creator = footer.toString('latin1', 28, 32);
  const sectors = footer.readUInt16BE(56) * footer.readUInt8(58) * footer.readUInt8(59);
  const hasSize = CREATORS_WITH_SIZE.has(creator) || sectors === MAX_GEOMETRY_SECTORS;
  const bytes = hasSize
    ? (footer.readBigUInt64BE(48) / 512n) * 512n
    : BigInt(sectors) * BigInt(SECTOR_BYTES);
  return requireVirtualSize(bytes, MAX_VIRTUAL_BYTES, refuse);
}

function requireSame(first: Footer, second: Footer): void {
  const isSame =
    first.type === second.type &&
    first.virtualSizeBytes === second.virtualSizeBytes &&
    first.headerOffset === second.headerOffset;
  if (isSame) return;
  throw refuse(
    'imageCorrupt',
    `its footers disagree: ${first.virtualSizeBytes} bytes of type ${first.type} at its start, ${second.virtualSizeBytes} bytes of type ${second.type} at its end. ${COMPLETE}`,
  );
}

function requireVersion(version: number): void {
  if (version === VERSION) return;
  throw refuse(
    'imageUnsupported',
    `it is of version ${version >>> 16}.${version & 0xffff}; only 1.0 is known. ${CONVERT}`,
    { version },
  );
}

/** The checksum is the complement of the sum of all bytes, without the checksum itself. */
function requireChecksum(bytes: Buffer, at: number, what: string): void {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  for (const byte of bytes.subarray(at, at + 4)) sum -= byte;
  const expected = ~sum >>> 0;
  const found = bytes.readUInt32BE(at);
  if (found === expected) return;
  throw refuse(
    'imageCorrupt',
    `the checksum of its ${what} is 0x${found.toString(16)}, but should be 0x${expected.toString(16)}. ${COMPLETE}`,
  );
}

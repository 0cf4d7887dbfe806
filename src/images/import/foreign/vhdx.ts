import { crc32c } from './crc32c.js';
import type { ForeignDisk, ForeignFile } from './disk-reader.js';
import { type Extent, diskOf, readExtents } from './extents.js';
import {
  BlockPlaces,
  type FileTable,
  type ReservedRange,
  isPowerOfTwo,
  readWhole,
  requireInside,
  requireVirtualSize,
  safeNumber,
  tablePieces,
} from './file-tables.js';
import { COMPLETE, CONVERT, refuseAs, wrongFormat } from './refusal.js';

// Microsoft's MS-VHDX. All numbers are little-endian. The first MiB has two headers, of which the newest is valid, and two
// copies of the region table, which says where the metadata and the block table are.
const KIB = 1024;
const MIB = 1024 ** 2;
const HEADER_SECTION_BYTES = MIB;
const HEADER_OFFSETS = [64 * KIB, 128 * KIB] as const;
const HEADER_BYTES = 4 * KIB;
const REGION_TABLE_OFFSETS = [192 * KIB, 256 * KIB] as const;
const REGION_TABLE_BYTES = 64 * KIB;
const METADATA_TABLE_BYTES = 64 * KIB;
const MAX_ENTRIES = 2047;
const ENTRY_BYTES = 32;

const MIN_BLOCK_BYTES = MIB;
const MAX_BLOCK_BYTES = 256 * MIB;
/** The format's own limit: 64 TiB. */
const MAX_VIRTUAL_BYTES = 64 * 1024 ** 4;
/** The number of sectors whose bits are in one block of bits. */
const SECTORS_PER_BITMAP = 2 ** 23;

const REGION_REQUIRED = 1;
const ITEM_IS_USERS = 1;
const ITEM_REQUIRED = 4;
const BLOCKS_STAY_ALLOCATED = 1;
const HAS_PARENT = 2;

/** States of blocks with data. All other known ones read as zeros: not present, undefined, zero, unmapped (3, or 5 in old files). */
const FULLY_PRESENT = 6;
const PARTIALLY_PRESENT = 7;
const UNKNOWN_STATE = 4;

const REGION = {
  blockTable: guid('2dc27766-f623-4200-9d64-115e9bfd4a08'),
  metadata: guid('8b7ca206-4790-4b9a-b8fe-575f050f886e'),
} as const;

const ITEM = {
  fileParameters: guid('caa16737-fa36-4d43-b3b6-33f0aa44e76b'),
  virtualDiskSize: guid('2fa54224-cd1b-4876-b211-5dbed83bf4b8'),
  logicalSectorSize: guid('8141bf1d-a96f-4709-ba47-f233a8faab5f'),
  physicalSectorSize: guid('cda348c7-445d-4471-9cc9-e9885251c556'),
  diskId: guid('beca12ab-b2e6-4523-93ef-c309e000c746'),
  parentLocator: guid('a8d35f2d-b30b-454d-abf7-d3d84834ab0c'),
} as const;
const KNOWN_ITEMS: ReadonlySet<string> = new Set(Object.values(ITEM));

interface Region {
  readonly offset: number;
  readonly length: number;
}

interface Regions {
  readonly blockTable: Region;
  readonly metadata: Region;
}

interface Item {
  /** The offset in the file. */
  readonly offset: number;
  readonly length: number;
}

interface Geometry {
  readonly virtualSizeBytes: number;
  readonly blockBytes: number;
  readonly sectorBytes: number;
}

const refuse = refuseAs('VHDX');

/**
 * Open a Hyper-V disk (VHDX), dynamic or fixed.
 * @throws ImageRefusedError
 */
export async function openVhdx(file: ForeignFile): Promise<ForeignDisk> {
  const head = await file.read(0, 512);
  if (head.toString('latin1', 0, 8) !== 'vhdxfile') throw wrongFormat(head, 'vhdx');
  if (file.sizeBytes < HEADER_SECTION_BYTES) {
    throw refuse(
      'imageTooShort',
      `it has only ${file.sizeBytes} bytes, fewer than its headers. ${COMPLETE}`,
      { fileBytes: file.sizeBytes },
    );
  }
  const log = await readLogRegion(file);
  const regions = await readRegions(file, log);
  const geometry = await readMetadata(file, regions.metadata);
  const table = blockTableOf(geometry, regions.blockTable);
  const reserved = [log, regions.blockTable, regions.metadata].map(rangeOf);
  return diskOf(
    geometry.virtualSizeBytes,
    () => walk(file, geometry, table, [{ start: 0, end: HEADER_SECTION_BYTES }, ...reserved]),
    (extents) => readExtents(file, extents, refuse),
  );
}

/** Read the valid header. @returns where its log is */
async function readLogRegion(file: ForeignFile): Promise<Region> {
  const header = await newestHeader(file);
  const version = header.readUInt16LE(66);
  if (version !== 1) {
    throw refuse('imageUnsupported', `it is of version ${version}; only 1 is known. ${CONVERT}`, {
      version,
    });
  }
  if (header.subarray(48, 64).some((byte) => byte !== 0)) {
    throw refuse(
      'imageDirty',
      'it was not closed properly, and its log must be replayed. Repair it: qemu-img check -r all FILE',
    );
  }
  const log = {
    offset: safeNumber(header.readBigUInt64LE(72)),
    length: header.readUInt32LE(68),
  };
  judgeRegion(file, log, 'log');
  return log;
}

async function newestHeader(file: ForeignFile): Promise<Buffer> {
  const valid: Buffer[] = [];
  for (const offset of HEADER_OFFSETS) {
    const header = await readWhole(file, offset, HEADER_BYTES, 'header', refuse);
    if (isSound(header, 'head')) valid.push(header);
  }
  const [first, second] = valid;
  if (!first) {
    throw refuse('imageCorrupt', `neither of its headers has the right checksum. ${COMPLETE}`);
  }
  if (!second) return first;
  const [firstNumber, secondNumber] = [first.readBigUInt64LE(8), second.readBigUInt64LE(8)];
  if (firstNumber === secondNumber && !first.equals(second)) {
    throw refuse(
      'imageCorrupt',
      `its two headers differ, but have the same number, ${firstNumber}`,
    );
  }
  return secondNumber > firstNumber ? second : first;
}

async function readRegions(file: ForeignFile, log: Region): Promise<Regions> {
  const table = await readRegionTable(file);
  const found = new Map<string, Region>();
  const all = [log];
  for (const entry of entriesOf(table, table.readUInt32LE(8), 16, 'region table')) {
    const id = entry.toString('hex', 0, 16);
    const isKnown = id === REGION.blockTable || id === REGION.metadata;
    if (!isKnown && entry.readUInt32LE(28) & REGION_REQUIRED) {
      throw refuse('imageUnsupported', `it needs an unknown region (${id}). ${CONVERT}`, { id });
    }
    const region = {
      offset: safeNumber(entry.readBigUInt64LE(16)),
      length: entry.readUInt32LE(24),
    };
    judgeRegion(file, region, 'region');
    if (found.has(id)) throw refuse('imageCorrupt', `it has two regions of the same kind (${id})`);
    found.set(id, region);
    all.push(region);
  }
  const blockTable = found.get(REGION.blockTable);
  const metadata = found.get(REGION.metadata);
  if (!blockTable || !metadata) {
    const missing = blockTable ? 'metadata' : 'block table';
    throw refuse('imageCorrupt', `it has no ${missing}`);
  }
  requireApart(all);
  return { blockTable, metadata };
}

async function readRegionTable(file: ForeignFile): Promise<Buffer> {
  for (const offset of REGION_TABLE_OFFSETS) {
    const table = await readWhole(file, offset, REGION_TABLE_BYTES, 'region table', refuse);
    if (isSound(table, 'regi')) return table;
  }
  throw refuse('imageCorrupt', `neither of its region tables has the right checksum. ${COMPLETE}`);
}

function judgeRegion(file: ForeignFile, { offset, length }: Region, what: string): void {
  if (offset % MIB !== 0 || length % MIB !== 0 || offset < MIB || length === 0) {
    throw refuse(
      'imageCorrupt',
      `its ${what} (${length} bytes at offset ${offset}) is not in whole MiB behind its headers`,
      { offset, length },
    );
  }
  requireInside(file, offset, length, what, refuse);
}

function requireApart(regions: readonly Region[]): void {
  const sorted = regions.toSorted((one, other) => one.offset - other.offset);
  for (const [index, { offset }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before && before.offset + before.length > offset) {
      throw refuse('imageCorrupt', `two of its regions overlap at offset ${offset}`, { offset });
    }
  }
}

async function readMetadata(file: ForeignFile, region: Region): Promise<Geometry> {
  const items = await readItems(file, region);
  if (items.has(ITEM.parentLocator)) throw hasParent();
  const read = async (id: string, length: number, what: string) => {
    const item = items.get(id);
    if (!item || item.length !== length) throw refuse('imageCorrupt', `its ${what} is missing`);
    return readWhole(file, item.offset, length, what, refuse);
  };
  const parameters = await read(ITEM.fileParameters, 8, 'block size');
  const size = await read(ITEM.virtualDiskSize, 8, 'virtual size');
  const sector = await read(ITEM.logicalSectorSize, 4, 'sector size');
  const flags = parameters.readUInt32LE(4);
  if (flags & HAS_PARENT) throw hasParent();
  if (flags & ~BLOCKS_STAY_ALLOCATED) {
    throw refuse('imageUnsupported', `it has unknown flags (0x${flags.toString(16)}). ${CONVERT}`, {
      flags,
    });
  }
  return judgeGeometry({
    blockBytes: parameters.readUInt32LE(0),
    virtualSizeBytes: requireVirtualSize(size.readBigUInt64LE(0), MAX_VIRTUAL_BYTES, refuse),
    sectorBytes: sector.readUInt32LE(0),
  });
}

async function readItems(file: ForeignFile, region: Region): Promise<Map<string, Item>> {
  const table = await readWhole(file, region.offset, METADATA_TABLE_BYTES, 'metadata', refuse);
  if (table.toString('latin1', 0, 8) !== 'metadata') {
    throw refuse('imageCorrupt', `there is no metadata at offset ${region.offset}`);
  }
  const items = new Map<string, Item>();
  for (const entry of entriesOf(table, table.readUInt16LE(10), ENTRY_BYTES, 'metadata')) {
    const id = entry.toString('hex', 0, 16);
    const flags = entry.readUInt32LE(24);
    const isKnown = (flags & ITEM_IS_USERS) === 0 && KNOWN_ITEMS.has(id);
    if (!isKnown) {
      if (!(flags & ITEM_REQUIRED)) continue;
      throw refuse('imageUnsupported', `it needs unknown metadata (${id}). ${CONVERT}`, { id });
    }
    if (items.has(id)) throw refuse('imageCorrupt', `it has the same metadata twice (${id})`);
    const offset = entry.readUInt32LE(16);
    const length = entry.readUInt32LE(20);
    if (offset < METADATA_TABLE_BYTES || offset + length > region.length) {
      throw refuse('imageCorrupt', `its metadata ${id} is outside their region`, {
        offset,
        length,
      });
    }
    items.set(id, { offset: region.offset + offset, length });
  }
  return items;
}

function judgeGeometry(geometry: Geometry): Geometry {
  const { blockBytes, sectorBytes, virtualSizeBytes } = geometry;
  if (!isPowerOfTwo(blockBytes) || blockBytes < MIN_BLOCK_BYTES || blockBytes > MAX_BLOCK_BYTES) {
    throw refuse(
      'imageCorrupt',
      `its blocks have ${blockBytes} bytes, which is not a power of two from 1 MiB to 256 MiB`,
      { blockBytes },
    );
  }
  if (sectorBytes !== 512 && sectorBytes !== 4096) {
    throw refuse('imageCorrupt', `its sectors have ${sectorBytes} bytes, not 512 or 4096`, {
      sectorBytes,
    });
  }
  if (virtualSizeBytes % sectorBytes !== 0) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: ${virtualSizeBytes} bytes are not in whole sectors of ${sectorBytes}`,
      { virtualSizeBytes, sectorBytes },
    );
  }
  return geometry;
}

/** After the entries of some blocks there is one entry for their bitmap, which only disks with a parent use. */
function blocksPerBitmap({ sectorBytes, blockBytes }: Geometry): number {
  return (SECTORS_PER_BITMAP * sectorBytes) / blockBytes;
}

function blockTableOf(geometry: Geometry, region: Region): FileTable {
  const blocks = Math.ceil(geometry.virtualSizeBytes / geometry.blockBytes);
  const entryCount = blocks + Math.floor((blocks - 1) / blocksPerBitmap(geometry));
  if (entryCount * 8 > region.length) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: a block table of ${region.length} bytes is too small for ${geometry.virtualSizeBytes} bytes`,
      { virtualSizeBytes: geometry.virtualSizeBytes, tableBytes: region.length },
    );
  }
  return { offset: region.offset, entryBytes: 8, entryCount };
}

async function* walk(
  file: ForeignFile,
  geometry: Geometry,
  table: FileTable,
  reserved: readonly ReservedRange[],
): AsyncGenerator<Extent> {
  const { blockBytes, virtualSizeBytes } = geometry;
  const period = blocksPerBitmap(geometry) + 1;
  const places = new BlockPlaces(file, blockBytes, reserved, 'block', refuse);
  for await (const { firstIndex, bytes } of tablePieces(file, table, 'block table', refuse)) {
    for (let at = 0; at < bytes.length; at += 8) {
      const index = firstIndex + at / 8;
      if ((index + 1) % period === 0) continue;
      const low = bytes.readUInt32LE(at);
      if (!isPresent(low & 7)) continue;
      const guestOffset = (index - Math.floor(index / period)) * blockBytes;
      const fileOffset = (bytes.readUInt32LE(at + 4) * 4096 + (low >>> 20)) * MIB;
      const length = Math.min(blockBytes, virtualSizeBytes - guestOffset);
      // In a fixed disk of QEMU the last block ends where the guest's disk does.
      places.take(fileOffset, length);
      yield { guestOffset, fileOffset, length };
    }
  }
}

function isPresent(state: number): boolean {
  if (state === PARTIALLY_PRESENT) throw hasParent();
  if (state === UNKNOWN_STATE) {
    throw refuse('imageUnsupported', `a block of it has an unknown state (${state}). ${CONVERT}`);
  }
  return state === FULLY_PRESENT;
}

/** Check the signature and the CRC-32C of a structure; its checksum counts as zero. */
function isSound(bytes: Buffer, signature: string): boolean {
  if (bytes.toString('latin1', 0, 4) !== signature) return false;
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(0, 4);
  return crc32c(copy) === bytes.readUInt32LE(4);
}

function entriesOf(table: Buffer, count: number, start: number, what: string): Buffer[] {
  if (count > MAX_ENTRIES) {
    throw refuse('imageCorrupt', `its ${what} has ${count} entries, more than ${MAX_ENTRIES}`);
  }
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * ENTRY_BYTES;
    return table.subarray(at, at + ENTRY_BYTES);
  });
}

function rangeOf({ offset, length }: Region): ReservedRange {
  return { start: offset, end: offset + length };
}

function hasParent(): Error {
  return refuse(
    'imageHasBackingFile',
    'it is a differencing disk, which needs its parent. Merge it: Convert-VHD, or qemu-img convert -O qcow2 SOURCE TARGET',
  );
}

/** Convert a GUID to the hexadecimal digits of its bytes in a file: the first three groups are little-endian. */
function guid(text: string): string {
  const groups = text.split('-');
  const swapped = groups.slice(0, 3).map((group) => Buffer.from(group, 'hex').toReversed());
  return Buffer.concat([...swapped, Buffer.from(groups.slice(3).join(''), 'hex')]).toString('hex');
}

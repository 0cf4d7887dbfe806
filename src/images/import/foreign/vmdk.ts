import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { BitSet } from '../../qcow2/bit-set.js';
import {
  type DiskPiece,
  type ForeignDisk,
  type ForeignFile,
  MAX_PIECE_BYTES,
} from './disk-reader.js';
import { type Extent, diskOf, readExtents } from './extents.js';
import {
  BlockPlaces,
  type FileTable,
  isPowerOfTwo,
  readWhole,
  requireInside,
  requireVirtualSize,
  safeNumber,
  tablePieces,
} from './file-tables.js';
import { COMPLETE, CONVERT, refuseAs, wrongFormat } from './refusal.js';
import { DESCRIPTOR_START, describedType, judgeDescriptor } from './vmdk-descriptor.js';

// VMware's "Virtual Disk Format 5.0", sparse extents. All numbers are little-endian; offsets are in sectors. A grain directory
// has the offsets of grain tables, which have the offsets of grains: the blocks of the guest's disk.
const SECTOR_BYTES = 512;
const HEADER_BYTES = 512;
const MAGIC = 'KDMV';
const NEWLINE_CHECK = '\n \r\n';
const MAX_VERSION = 3;
const TABLE_ENTRIES = 512;
const TABLE_BYTES = TABLE_ENTRIES * 4;
const MIN_GRAIN_BYTES = 4 * 1024;
const MAX_DESCRIPTOR_BYTES = 1024 ** 2;
/** The directory is at the end of the file, behind a copy of the header: the footer. */
const DIRECTORY_AT_END = 0xffff_ffff_ffff_ffffn;
/** A marker, the footer and the marker of the end. */
const FOOTER_BYTES = 3 * SECTOR_BYTES;
const FOOTER_MARKER = 3;
/** A compressed grain begins with the sector of the guest's disk and its own size. */
const GRAIN_MARKER_BYTES = 12;
const DEFLATE = 1;
const MAX_READS = 1 << 17;
/** Grain tables that follow each other are read together. */
const MAX_TABLES_PER_READ = 512;

const FLAG = {
  newlineCheck: 1,
  redundantTables: 2,
  zeroGrains: 4,
  compressed: 0x1_0000,
  markers: 0x2_0000,
} as const;
const KNOWN_FLAGS = Object.values(FLAG).reduce((all, flag) => all | flag, 0);
/** The entry of a grain that is all zeros. */
const ZERO_GRAIN = 1;

interface Header {
  readonly flags: number;
  readonly capacitySectors: number;
  readonly grainBytes: number;
  readonly descriptorOffset: number;
  readonly descriptorBytes: number;
  readonly directoryOffset: bigint;
}

const inflateAsync = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate);
const refuse = refuseAs('VMDK');

/**
 * Open a VMware disk in one file (VMDK): monolithicSparse or streamOptimized.
 * @throws ImageRefusedError
 */
export async function openVmdk(file: ForeignFile): Promise<ForeignDisk> {
  const head = await file.read(0, HEADER_BYTES);
  refuseOtherKinds(head);
  if (head.length < HEADER_BYTES) {
    throw refuse('imageTooShort', `it has only ${head.length} bytes. Upload it again`);
  }
  const first = readHeader(head);
  await readDescriptor(file, first);
  const header = first.directoryOffset === DIRECTORY_AT_END ? await readFooter(file, first) : first;
  const sparse = new SparseFile(file, header);
  return diskOf(
    header.capacitySectors * SECTOR_BYTES,
    () => sparse.walk(),
    (extents) =>
      header.flags & FLAG.compressed
        ? readCompressed(file, header.grainBytes, extents)
        : readExtents(file, extents, refuse),
  );
}

/** Refuse VMDK files without the header of a sparse file by their names. */
function refuseOtherKinds(head: Buffer): void {
  if (head.toString('latin1', 0, 4) === MAGIC) return;
  if (head.toString('latin1', 0, 4) === 'COWD') {
    throw refuse('imageUnsupported', `it is a sparse file of ESX (COWD). ${CONVERT}`);
  }
  if (head.toString('latin1', 0, DESCRIPTOR_START.length) === DESCRIPTOR_START) {
    const createType = describedType(head.toString('latin1'));
    throw refuse(
      'imageHasDataFile',
      `it is only a descriptor (createType ${createType}) without the data, which is in other files. ${CONVERT}`,
      { createType },
    );
  }
  throw wrongFormat(head, 'vmdk');
}

function readHeader(bytes: Buffer): Header {
  const version = bytes.readUInt32LE(4);
  if (version === 0 || version > MAX_VERSION) {
    throw refuse(
      'imageUnsupported',
      `it is of version ${version}; only 1 to ${MAX_VERSION} are known. ${CONVERT}`,
      { version },
    );
  }
  const flags = bytes.readUInt32LE(8);
  judgeFlags(bytes, flags);
  const grainSectors = safeNumber(bytes.readBigUInt64LE(20));
  const grainBytes = grainSectors * SECTOR_BYTES;
  if (!isPowerOfTwo(grainSectors) || grainBytes < MIN_GRAIN_BYTES || grainBytes > MAX_PIECE_BYTES) {
    throw refuse(
      'imageUnsupported',
      `its grains have ${grainSectors} sectors; powers of two from ${MIN_GRAIN_BYTES / SECTOR_BYTES} to ${MAX_PIECE_BYTES / SECTOR_BYTES} are supported. ${CONVERT}`,
      { grainSectors },
    );
  }
  const tableEntries = bytes.readUInt32LE(44);
  if (tableEntries !== TABLE_ENTRIES) {
    throw refuse(
      'imageUnsupported',
      `its grain tables have ${tableEntries} entries; only ${TABLE_ENTRIES} are supported. ${CONVERT}`,
      { tableEntries },
    );
  }
  const sizeBytes = bytes.readBigUInt64LE(12) * BigInt(SECTOR_BYTES);
  return {
    flags,
    capacitySectors: requireVirtualSize(sizeBytes, Number.MAX_SAFE_INTEGER, refuse) / SECTOR_BYTES,
    grainBytes,
    descriptorOffset: safeNumber(bytes.readBigUInt64LE(28) * BigInt(SECTOR_BYTES)),
    descriptorBytes: safeNumber(bytes.readBigUInt64LE(36) * BigInt(SECTOR_BYTES)),
    directoryOffset: bytes.readBigUInt64LE(56),
  };
}

function judgeFlags(bytes: Buffer, flags: number): void {
  if ((flags & ~KNOWN_FLAGS) !== 0) {
    throw refuse(
      'imageUnsupported',
      `it uses unknown features (0x${flags.toString(16)}). ${CONVERT}`,
      { flags },
    );
  }
  if (bytes.readUInt8(72) !== 0) {
    throw refuse(
      'imageDirty',
      'it was not closed properly. Repair it: vmware-vdiskmanager -R FILE, or convert it: qemu-img convert -O qcow2 SOURCE TARGET',
    );
  }
  if (flags & FLAG.newlineCheck && bytes.toString('latin1', 73, 77) !== NEWLINE_CHECK) {
    throw refuse(
      'imageCorrupt',
      'it was copied as text, which changed its line ends. Copy it again',
    );
  }
  const algorithm = bytes.readUInt16LE(77);
  const hasMarkers = (flags & FLAG.markers) !== 0;
  const isCompressed = (flags & FLAG.compressed) !== 0;
  if (algorithm > DEFLATE || isCompressed !== hasMarkers) {
    throw refuse(
      'imageUnsupported',
      `its compression (algorithm ${algorithm}, flags 0x${flags.toString(16)}) is unknown. ${CONVERT}`,
      { algorithm, flags },
    );
  }
  if (isCompressed !== (algorithm === DEFLATE)) {
    throw refuse(
      'imageCorrupt',
      `its flags (0x${flags.toString(16)}) and its compression algorithm, ${algorithm}, disagree`,
      { algorithm, flags },
    );
  }
}

async function readDescriptor(file: ForeignFile, header: Header): Promise<void> {
  const { descriptorOffset, descriptorBytes } = header;
  if (descriptorBytes > MAX_DESCRIPTOR_BYTES) {
    throw refuse(
      'imageCorrupt',
      `the size of its descriptor, ${descriptorBytes}, is out of range`,
      {
        descriptorBytes,
      },
    );
  }
  let text = '';
  if (descriptorOffset !== 0 && descriptorBytes !== 0) {
    const bytes = await readWhole(file, descriptorOffset, descriptorBytes, 'descriptor', refuse);
    const end = bytes.indexOf(0);
    text = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  }
  if (!text.startsWith(DESCRIPTOR_START)) {
    throw refuse(
      'imageHasDataFile',
      `it has no descriptor: it is one of several files of a disk (such as twoGbMaxExtentSparse). ${CONVERT}`,
    );
  }
  judgeDescriptor(text, header.capacitySectors);
}

/** Read the copy of the header at the end of the file, which has the offset of the directory. */
async function readFooter(file: ForeignFile, first: Header): Promise<Header> {
  const at = Math.max(0, file.sizeBytes - FOOTER_BYTES);
  const bytes = await readWhole(file, at, FOOTER_BYTES, 'footer', refuse);
  const [marker, copy, end] = [0, 1, 2].map((index) =>
    bytes.subarray(index * SECTOR_BYTES, (index + 1) * SECTOR_BYTES),
  );
  const isFooter =
    marker?.readUInt32LE(8) === 0 &&
    marker.readUInt32LE(12) === FOOTER_MARKER &&
    copy?.toString('latin1', 0, 4) === MAGIC &&
    end?.subarray(0, 16).every((byte) => byte === 0);
  if (!isFooter || !copy) {
    throw refuse(
      'imageCorrupt',
      `the last ${FOOTER_BYTES} of its ${file.sizeBytes} bytes are not its footer. ${COMPLETE}`,
      { fileBytes: file.sizeBytes },
    );
  }
  const footer = readHeader(copy);
  const { capacitySectors, grainBytes, flags } = footer;
  const isSame =
    capacitySectors === first.capacitySectors &&
    grainBytes === first.grainBytes &&
    flags === first.flags;
  if (!isSame) {
    throw refuse(
      'imageCorrupt',
      `its header and its footer disagree: ${first.capacitySectors} and ${capacitySectors} sectors, grains of ${first.grainBytes} and ${grainBytes} bytes`,
    );
  }
  return footer;
}

/** A run of grain tables that follow each other in the file and in the directory. */
interface TableRun {
  readonly firstIndex: number;
  readonly offset: number;
  readonly count: number;
}

/** Walks through the grain directory and the grain tables. */
class SparseFile {
  private readonly virtualSizeBytes: number;
  private readonly directory: FileTable;

  constructor(
    private readonly file: ForeignFile,
    private readonly header: Header,
  ) {
    this.virtualSizeBytes = header.capacitySectors * SECTOR_BYTES;
    this.directory = {
      offset: safeNumber(header.directoryOffset * BigInt(SECTOR_BYTES)),
      entryBytes: 4,
      entryCount: Math.ceil(this.virtualSizeBytes / (TABLE_ENTRIES * header.grainBytes)),
    };
    if (this.directory.offset === 0) throw refuse('imageCorrupt', 'it has no grain directory');
  }

  async *walk(): AsyncGenerator<Extent> {
    const places = this.places();
    for await (const { firstIndex, offset, count } of this.runs()) {
      const bytes = await readWhole(this.file, offset, count * TABLE_BYTES, 'grain table', refuse);
      yield* this.grainsOf(firstIndex * TABLE_ENTRIES, bytes, places);
    }
  }

  private places(): BlockPlaces {
    const { flags, grainBytes, descriptorOffset, descriptorBytes } = this.header;
    const { offset, entryCount } = this.directory;
    const reserved = [
      { start: 0, end: HEADER_BYTES },
      { start: descriptorOffset, end: descriptorOffset + descriptorBytes },
      { start: offset, end: offset + entryCount * 4 },
    ];
    // Compressed grains have different sizes, and begin at any sector.
    const placeBytes = flags & FLAG.compressed ? SECTOR_BYTES : grainBytes;
    return new BlockPlaces(this.file, placeBytes, reserved, 'grain', refuse);
  }

  private async *runs(): AsyncGenerator<TableRun> {
    // A directory with one table for all of its entries would take forever to read.
    const used = new BitSet();
    let reads = 0;
    let run: TableRun | undefined;
    for await (const { firstIndex, bytes } of tablePieces(
      this.file,
      this.directory,
      'grain directory',
      refuse,
    )) {
      for (let at = 0; at < bytes.length; at += 4) {
        const offset = bytes.readUInt32LE(at) * SECTOR_BYTES;
        if (offset === 0) continue;
        requireInside(this.file, offset, TABLE_BYTES, 'grain table', refuse);
        if (!used.add(Math.floor(offset / TABLE_BYTES))) throw sharedTable(offset);
        const index = firstIndex + at / 4;
        if (run && follows(run, index, offset)) {
          run = { ...run, count: run.count + 1 };
          continue;
        }
        if (run) yield run;
        run = { firstIndex: index, offset, count: 1 };
        reads += 1;
        if (reads > MAX_READS)
          throw refuse('imageUnsupported', `its tables are too scattered. ${CONVERT}`);
      }
    }
    if (run) yield run;
  }

  private *grainsOf(firstGrain: number, tables: Buffer, places: BlockPlaces): Generator<Extent> {
    const { flags, grainBytes } = this.header;
    const isCompressed = (flags & FLAG.compressed) !== 0;
    for (let at = 0; at < tables.length; at += 4) {
      const sector = tables.readUInt32LE(at);
      if (sector === 0 || (sector === ZERO_GRAIN && flags & FLAG.zeroGrains)) continue;
      const guestOffset = (firstGrain + at / 4) * grainBytes;
      // The last table has entries behind the end of the disk.
      if (guestOffset >= this.virtualSizeBytes) return;
      const length = Math.min(grainBytes, this.virtualSizeBytes - guestOffset);
      const fileOffset = sector * SECTOR_BYTES;
      places.take(fileOffset, isCompressed ? GRAIN_MARKER_BYTES : length);
      yield { guestOffset, fileOffset, length };
    }
  }
}

function follows({ firstIndex, offset, count }: TableRun, index: number, next: number): boolean {
  const isNext = index === firstIndex + count && next === offset + count * TABLE_BYTES;
  return isNext && count < MAX_TABLES_PER_READ;
}

/** Read compressed grains: those that are near each other in one read, at most {@link MAX_PIECE_BYTES} of the guest's disk. */
async function* readCompressed(
  file: ForeignFile,
  grainBytes: number,
  grains: AsyncIterable<Extent>,
): AsyncGenerator<DiskPiece> {
  const maxStoredBytes = maxStored(grainBytes);
  let batch: Extent[] = [];
  let batchBytes = 0;
  for await (const grain of grains) {
    const first = batch[0];
    const last = batch.at(-1);
    const isNear =
      !first ||
      !last ||
      (grain.fileOffset > last.fileOffset &&
        grain.guestOffset === last.guestOffset + last.length &&
        grain.fileOffset + maxStoredBytes - first.fileOffset <= MAX_PIECE_BYTES &&
        batchBytes + grain.length <= MAX_PIECE_BYTES);
    if (!isNear) {
      yield await readBatch(file, grainBytes, batch);
      batch = [];
      batchBytes = 0;
    }
    batch.push(grain);
    batchBytes += grain.length;
  }
  if (batch.length > 0) yield await readBatch(file, grainBytes, batch);
}

/** Read grains that follow each other in the guest's disk. */
async function readBatch(
  file: ForeignFile,
  grainBytes: number,
  batch: readonly Extent[],
): Promise<DiskPiece> {
  const start = batch[0]?.fileOffset ?? 0;
  const end = (batch.at(-1)?.fileOffset ?? 0) + maxStored(grainBytes);
  const bytes = await readWhole(
    file,
    start,
    Math.min(end, file.sizeBytes) - start,
    'compressed data',
    refuse,
  );
  const grains = await Promise.all(
    batch.map((grain) => unpack(bytes.subarray(grain.fileOffset - start), grain, grainBytes)),
  );
  return { offset: batch[0]?.guestOffset ?? 0, data: Buffer.concat(grains) };
}

async function unpack(
  stored: Buffer,
  { guestOffset, fileOffset, length }: Extent,
  grainBytes: number,
): Promise<Buffer> {
  const storedBytes = stored.readUInt32LE(8);
  const isMarked = stored.readBigUInt64LE(0) === BigInt(guestOffset / SECTOR_BYTES);
  if (!isMarked || storedBytes === 0 || GRAIN_MARKER_BYTES + storedBytes > maxStored(grainBytes)) {
    throw refuse(
      'imageCorrupt',
      `there is no grain of sector ${guestOffset / SECTOR_BYTES} at offset ${fileOffset}. ${COMPLETE}`,
      {
        guestOffset,
        fileOffset,
      },
    );
  }
  const end = GRAIN_MARKER_BYTES + storedBytes;
  if (end > stored.length) throw damaged(fileOffset);
  const grain = await inflateAsync(stored.subarray(GRAIN_MARKER_BYTES, end), {
    maxOutputLength: grainBytes,
  }).catch(() => undefined);
  if (!grain || grain.length < length) throw damaged(fileOffset);
  return grain.subarray(0, length);
}

/** Content that cannot be compressed grows by far less than a half. */
function maxStored(grainBytes: number): number {
  return GRAIN_MARKER_BYTES + grainBytes + grainBytes / 2;
}

function damaged(fileOffset: number): Error {
  return refuse(
    'imageCorrupt',
    `its compressed grain at offset ${fileOffset} is damaged or cut off. ${COMPLETE}`,
    { fileOffset },
  );
}

function sharedTable(offset: number): Error {
  return refuse(
    'imageCorrupt',
    `its directory uses the grain table at offset ${offset} more than once. Check it: qemu-img check FILE`,
    { offset },
  );
}

import type { ForeignDisk, ForeignFile } from './disk-reader.js';
import { type Extent, diskOf, readExtents } from './extents.js';
import { BlockPlaces, type FileTable, requireVirtualSize, tablePieces } from './file-tables.js';
import { CONVERT, refuseAs, wrongFormat } from './refusal.js';

// VirtualBox's own format. All numbers are little-endian. There is a header, a table with one entry of 32 bits for each block
// of the guest's disk, and the blocks.
const HEADER_BYTES = 512;
const SIGNATURE = 0xbeda107f;
const VERSION = 0x0001_0001;
/** The end of the fields up to the UUID of the parent, counted from the length of the header. */
const MIN_HEADER_LENGTH = 0x180;
const SECTOR_BYTES = 512;
/** VirtualBox writes no other size, and QEMU reads no other. */
const BLOCK_BYTES = 1024 ** 2;
/** Entries from here on have no place: never written, or discarded. Both read as zeros. */
const FIRST_ENTRY_WITHOUT_PLACE = 0xffff_fffe;

const TYPES: Readonly<Record<number, string>> = {
  1: 'dynamic',
  2: 'static',
  3: 'undo',
  4: 'differencing',
};

interface Geometry {
  readonly virtualSizeBytes: number;
  readonly table: FileTable;
  readonly dataOffset: number;
}

const refuse = refuseAs('VDI');

/**
 * Open a VirtualBox disk (VDI), dynamic or static.
 * @throws ImageRefusedError
 */
export async function openVdi(file: ForeignFile): Promise<ForeignDisk> {
  const head = await file.read(0, HEADER_BYTES);
  if (head.length < HEADER_BYTES) {
    throw refuse('imageTooShort', `it has only ${head.length} bytes. Upload it again`);
  }
  if (head.readUInt32LE(0x40) !== SIGNATURE) throw wrongFormat(head, 'vdi');
  judgeKind(head);
  const geometry = geometryOf(head);
  return diskOf(
    geometry.virtualSizeBytes,
    () => walk(file, geometry),
    (extents) => readExtents(file, extents, refuse),
  );
}

function judgeKind(head: Buffer): void {
  const version = head.readUInt32LE(0x44);
  if (version !== VERSION) {
    const found = `${version >>> 16}.${version & 0xffff}`;
    throw refuse('imageUnsupported', `it is of version ${found}; only 1.1 is known. ${CONVERT}`);
  }
  const type = head.readUInt32LE(0x4c);
  const hasLink = !isZero(head.subarray(0x1a8, 0x1c8));
  if (type === 3 || type === 4 || hasLink) {
    throw refuse(
      'imageHasBackingFile',
      `it is a ${type === 1 || type === 2 ? 'linked' : TYPES[type]} image, which needs a parent. Make a full copy: VBoxManage clonemedium SOURCE TARGET`,
      { type },
    );
  }
  if (!TYPES[type]) {
    throw refuse('imageUnsupported', `its type, ${type}, is unknown. ${CONVERT}`, { type });
  }
}

function geometryOf(head: Buffer): Geometry {
  const headerLength = head.readUInt32LE(0x48);
  if (headerLength < MIN_HEADER_LENGTH) {
    throw refuse('imageCorrupt', `the length of its header, ${headerLength}, is out of range`);
  }
  const sectorBytes = head.readUInt32LE(0x168);
  const blockBytes = head.readUInt32LE(0x178);
  const extraBytes = head.readUInt32LE(0x17c);
  if (sectorBytes !== SECTOR_BYTES || blockBytes !== BLOCK_BYTES || extraBytes !== 0) {
    throw refuse(
      'imageUnsupported',
      `it has sectors of ${sectorBytes} and blocks of ${blockBytes} + ${extraBytes} bytes; only ${SECTOR_BYTES} and ${BLOCK_BYTES} are supported. ${CONVERT}`,
      { sectorBytes, blockBytes, extraBytes },
    );
  }
  // VBoxManage converts raw files of any length; QEMU rounds the size up in the same way.
  const size = head.readBigUInt64LE(0x170);
  const rounded = ((size + 511n) / 512n) * 512n;
  const virtualSizeBytes = requireVirtualSize(rounded, Number.MAX_SAFE_INTEGER, refuse);
  const blocks = Math.ceil(virtualSizeBytes / BLOCK_BYTES);
  const entryCount = head.readUInt32LE(0x180);
  if (blocks > entryCount) {
    throw refuse(
      'imageCorrupt',
      `its sizes disagree: ${entryCount} blocks of ${BLOCK_BYTES} bytes are too few for ${virtualSizeBytes} bytes`,
      { virtualSizeBytes, blocks: entryCount },
    );
  }
  const tableOffset = head.readUInt32LE(0x154);
  const dataOffset = head.readUInt32LE(0x158);
  const isAligned = tableOffset % SECTOR_BYTES === 0 && dataOffset % SECTOR_BYTES === 0;
  if (!isAligned || tableOffset < HEADER_BYTES || dataOffset < tableOffset + entryCount * 4) {
    throw refuse(
      'imageCorrupt',
      `its table (${entryCount} entries at offset ${tableOffset}) and its data (at offset ${dataOffset}) overlap or are not aligned`,
      { tableOffset, dataOffset },
    );
  }
  return {
    virtualSizeBytes,
    table: { offset: tableOffset, entryBytes: 4, entryCount: blocks },
    dataOffset,
  };
}

async function* walk(
  file: ForeignFile,
  { virtualSizeBytes, table, dataOffset }: Geometry,
): AsyncGenerator<Extent> {
  const places = new BlockPlaces(file, BLOCK_BYTES, [], 'block', refuse);
  for await (const { firstIndex, bytes } of tablePieces(file, table, 'block table', refuse)) {
    for (let at = 0; at < bytes.length; at += 4) {
      const entry = bytes.readUInt32LE(at);
      if (entry >= FIRST_ENTRY_WITHOUT_PLACE) continue;
      const guestOffset = (firstIndex + at / 4) * BLOCK_BYTES;
      const fileOffset = dataOffset + entry * BLOCK_BYTES;
      const length = Math.min(BLOCK_BYTES, virtualSizeBytes - guestOffset);
      places.take(fileOffset, length);
      yield { guestOffset, fileOffset, length };
    }
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

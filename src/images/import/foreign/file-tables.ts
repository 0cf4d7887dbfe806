import { BitSet } from '../../qcow2/bit-set.js';
import type { ForeignFile } from './disk-reader.js';
import { COMPLETE, type Refuse } from './refusal.js';

/** A table is read in pieces of this size. */
const TABLE_PIECE_BYTES = 1024 ** 2;
/** There is one bit for each place of a block: 64 MiB at most. */
const MAX_PLACES = 2 ** 29;

/** A table of offsets in a file. */
export interface FileTable {
  readonly offset: number;
  readonly entryBytes: number;
  readonly entryCount: number;
}

/** A part of a file that no block may overlap. */
export interface ReservedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Read a part of a file.
 * @param what its name in messages: "header"
 * @throws ImageRefusedError if the file ends before it does
 */
export async function readWhole(
  file: ForeignFile,
  offset: number,
  length: number,
  what: string,
  refuse: Refuse,
): Promise<Buffer> {
  requireInside(file, offset, length, what, refuse);
  const bytes = await file.read(offset, length);
  if (bytes.length < length) throw outside(file, offset, length, what, refuse);
  return bytes;
}

/**
 * Check that a part of a file is before its end.
 * @throws ImageRefusedError
 */
export function requireInside(
  file: ForeignFile,
  offset: number,
  length: number,
  what: string,
  refuse: Refuse,
): void {
  if (offset + length > file.sizeBytes) throw outside(file, offset, length, what, refuse);
}

/** Read a table in pieces of bounded size; only whole entries are returned. */
export async function* tablePieces(
  file: ForeignFile,
  { offset, entryBytes, entryCount }: FileTable,
  what: string,
  refuse: Refuse,
): AsyncGenerator<{ readonly firstIndex: number; readonly bytes: Buffer }> {
  requireInside(file, offset, entryBytes * entryCount, what, refuse);
  const step = TABLE_PIECE_BYTES / entryBytes;
  for (let firstIndex = 0; firstIndex < entryCount; firstIndex += step) {
    const length = Math.min(step, entryCount - firstIndex) * entryBytes;
    const bytes = await readWhole(file, offset + firstIndex * entryBytes, length, what, refuse);
    yield { firstIndex, bytes };
  }
}

/**
 * The places of the blocks of a file. No two blocks may begin within the size of one block, so that the sum of all blocks is
 * not larger than the file: a small file could become terabytes.
 */
export class BlockPlaces {
  private readonly used = new BitSet();

  /**
   * @param placeBytes the size of a block in the file
   * @param what the name of a block in messages
   */
  constructor(
    private readonly file: ForeignFile,
    private readonly placeBytes: number,
    private readonly reserved: readonly ReservedRange[],
    private readonly what: string,
    private readonly refuse: Refuse,
  ) {
    if (file.sizeBytes / placeBytes > MAX_PLACES) {
      throw refuse(
        'imageUnsupported',
        `its blocks of ${placeBytes} bytes are too small for a file of ${file.sizeBytes} bytes. Convert it: qemu-img convert -O qcow2 SOURCE TARGET`,
        { blockBytes: placeBytes, fileBytes: file.sizeBytes },
      );
    }
  }

  /**
   * Record the use of a place.
   * @param length the number of bytes that are read there
   * @throws ImageRefusedError if it is outside the file, used before, or reserved
   */
  take(offset: number, length: number): void {
    requireInside(this.file, offset, length, this.what, this.refuse);
    for (const { start, end } of this.reserved) {
      if (offset < end && offset + length > start) {
        throw this.refuse(
          'imageCorrupt',
          `a ${this.what} of it, at offset ${offset}, overlaps its header or a table. Check it: qemu-img check FILE`,
          { offset, length },
        );
      }
    }
    if (!this.used.add(Math.floor(offset / this.placeBytes))) {
      throw this.refuse(
        'imageCorrupt',
        `its tables use the offset ${offset} of the file more than once. Check it: qemu-img check FILE`,
        { offset, length },
      );
    }
  }
}

/**
 * Check the size of a guest's disk.
 * @throws ImageRefusedError
 */
export function requireVirtualSize(bytes: bigint, maxBytes: number, refuse: Refuse): number {
  if (bytes <= 0n || bytes > BigInt(maxBytes)) {
    throw refuse(
      'imageCorrupt',
      `its virtual size, ${bytes} bytes, is out of range (1 to ${maxBytes})`,
      { virtualSizeBytes: String(bytes) },
    );
  }
  return Number(bytes);
}

/** Convert an offset or a size of a header; what is too large for a number is outside of every file. */
export function safeNumber(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}

/** Check whether a number has exactly one bit set. */
export function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}

function outside(
  { sizeBytes }: ForeignFile,
  offset: number,
  length: number,
  what: string,
  refuse: Refuse,
): Error {
  return refuse(
    'imageCorrupt',
    `its ${what} (${length} bytes at offset ${offset}) is outside the file of ${sizeBytes} bytes. ${COMPLETE}`,
    { offset, length, fileBytes: sizeBytes },
  );
}

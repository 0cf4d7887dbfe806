import type { ReadPiece } from '../../../storage/volume-pieces.js';

/** The maximum size of a piece of a disk. */
export const MAX_PIECE_BYTES = 2 * 1024 ** 2;

/** A file in a disk format that QEMU must not open. */
export interface ForeignFile {
  readonly sizeBytes: number;
  readonly read: ReadPiece;
}

/** A part of the guest's disk. */
export interface DiskPiece {
  /** The offset in the guest's disk. */
  readonly offset: number;
  /** At most {@link MAX_PIECE_BYTES}. */
  readonly data: Buffer;
}

/** The guest's disk in a foreign file. */
export interface ForeignDisk {
  readonly virtualSizeBytes: number;
  /** The maximum of the sum of all pieces. */
  readonly dataBytes: number;
  /**
   * Read the pieces in ascending order, without overlaps. Parts that no piece covers are zeros.
   * @throws ImageRefusedError
   */
  read(): AsyncIterable<DiskPiece>;
}

import {
  type DiskPiece,
  type ForeignDisk,
  type ForeignFile,
  MAX_PIECE_BYTES,
} from './disk-reader.js';
import { readWhole } from './file-tables.js';
import type { Refuse } from './refusal.js';

/** A part of the guest's disk, and where its bytes are in the file. */
export interface Extent {
  readonly guestOffset: number;
  readonly fileOffset: number;
  readonly length: number;
}

/** Walks through the tables of a file; the extents ascend in the guest's disk. */
export type Walk = () => AsyncIterable<Extent>;

/**
 * Make a disk from the walk through its tables. The tables are read twice, first for the size of the data, because they are too
 * large for the memory.
 */
export async function diskOf(
  virtualSizeBytes: number,
  walk: Walk,
  pieces: (extents: AsyncIterable<Extent>) => AsyncIterable<DiskPiece>,
): Promise<ForeignDisk> {
  let dataBytes = 0;
  for await (const { length } of walk()) dataBytes += length;
  return { virtualSizeBytes, dataBytes, read: () => pieces(walk()) };
}

/** Read extents as they are in the file. Adjacent ones are read together, because each read takes milliseconds. */
export async function* readExtents(
  file: ForeignFile,
  extents: AsyncIterable<Extent>,
  refuse: Refuse,
): AsyncGenerator<DiskPiece> {
  const read = async ({ guestOffset, fileOffset, length }: Extent): Promise<DiskPiece> => ({
    offset: guestOffset,
    data: await readWhole(file, fileOffset, length, 'data', refuse),
  });
  let run: Extent | undefined;
  for await (const extent of extents) {
    for (const part of partsOf(extent)) {
      const joined = run && join(run, part);
      if (run && !joined) yield await read(run);
      run = joined ?? part;
    }
  }
  if (run) yield await read(run);
}

/** Cut an extent into parts of the maximum size of a piece. */
function* partsOf({ guestOffset, fileOffset, length }: Extent): Generator<Extent> {
  for (let at = 0; at < length; at += MAX_PIECE_BYTES) {
    yield {
      guestOffset: guestOffset + at,
      fileOffset: fileOffset + at,
      length: Math.min(MAX_PIECE_BYTES, length - at),
    };
  }
}

function join(first: Extent, second: Extent): Extent | undefined {
  const { guestOffset, fileOffset, length } = first;
  const isAdjacent =
    second.guestOffset === guestOffset + length && second.fileOffset === fileOffset + length;
  if (!isAdjacent || length + second.length > MAX_PIECE_BYTES) return undefined;
  return { guestOffset, fileOffset, length: length + second.length };
}

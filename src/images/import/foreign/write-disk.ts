import type { Writable } from 'node:stream';
import { BLOCK_BYTES, SparseWriter } from '../receive-content.js';
import type { ForeignDisk } from './disk-reader.js';

const ZEROS = Buffer.alloc(BLOCK_BYTES);

interface WriteOptions {
  /** Receives the first bytes of the disk before anything is written, unless they are zeros; may throw. */
  readonly onBeginning: (bytes: Buffer) => void;
  readonly signal: AbortSignal | undefined;
  /** Receives the number of data bytes that were read so far. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Write the content of a disk to a sink, from its start. Zeros become holes.
 * @returns the size of all blocks with data
 */
export async function writeDisk(
  disk: ForeignDisk,
  sink: Writable,
  { onBeginning, signal, onBytes }: WriteOptions,
): Promise<number> {
  const file = new SparseWriter(sink);
  let at = 0;
  let readBytes = 0;
  let dataBytes = 0;
  for await (const { offset, data } of disk.read()) {
    signal?.throwIfAborted();
    if (offset === 0) onBeginning(data);
    file.skip(offset - at);
    for (let from = 0; from < data.length; from += BLOCK_BYTES) {
      const block = data.subarray(from, from + BLOCK_BYTES);
      if (block.equals(ZEROS.subarray(0, block.length))) {
        file.skip(block.length);
      } else {
        // Blocks that do not begin at a multiple of their size are in two clusters.
        dataBytes += (offset + from) % BLOCK_BYTES === 0 ? BLOCK_BYTES : 2 * BLOCK_BYTES;
        await file.write(block);
      }
    }
    at = offset + data.length;
    readBytes += data.length;
    onBytes(readBytes);
  }
  file.skip(disk.virtualSizeBytes - at);
  await file.end();
  return dataBytes;
}

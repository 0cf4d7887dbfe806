import { decompress } from 'fzstd';
import { inflateRawSync } from 'node:zlib';
import { ImageRefusedError, messageOf } from '../../common/errors.js';
import type { ReadPiece } from '../../storage/volume-pieces.js';

/** How the compressed clusters of an image are compressed. */
export type CompressionType = 'zlib' | 'zstd';

/** Where a compressed cluster is in the file. */
export interface CompressedPlace {
  readonly offset: number;
  /** The maximum length: QEMU counts in sectors, so that the beginning of the next cluster may follow. */
  readonly compressedBytes: number;
}

/** What is needed of the geometry to decompress a cluster. */
interface ClusterFormat {
  readonly clusterBytes: number;
  readonly compressionType: CompressionType;
}

const SECTOR_BYTES = 512;
const ZSTD_MAGIC = 0xfd2f_b528;
const SKIPPABLE_MAGIC = 0x184d_2a50;
const SKIPPABLE_MASK = 0xffff_fff0;
/** The lengths of the fields of a frame header by the value of their flags (RFC 8878, section 3.1.1.1). */
const SIZE_FIELD_BYTES = [0, 2, 4, 8];
const DICTIONARY_FIELD_BYTES = [0, 1, 2, 4];

/** Read the entry of a compressed cluster in an L2 table. */
export function compressedPlaceAt(table: Buffer, at: number, clusterBits: number): CompressedPlace {
  // The larger a cluster, the more bits its length needs.
  const offsetBits = BigInt(62 - (clusterBits - 8));
  const entry = table.readBigUInt64BE(at) & ((1n << 62n) - 1n);
  const offset = Number(entry & ((1n << offsetBits) - 1n));
  const moreSectors = Number(entry >> offsetBits);
  return { offset, compressedBytes: (moreSectors + 1) * SECTOR_BYTES - (offset % SECTOR_BYTES) };
}

/**
 * Read compressed clusters, which lie in the file in this order, with one read.
 * @returns their decompressed bytes
 * @throws ImageRefusedError `imageCorrupt` if one of them is damaged
 */
export async function readCompressed(
  read: ReadPiece,
  places: readonly CompressedPlace[],
  format: ClusterFormat,
): Promise<Buffer> {
  const start = places[0]?.offset ?? 0;
  const last = places.at(-1);
  const length = last ? last.offset + last.compressedBytes - start : 0;
  // The last sector of the file may be incomplete.
  const bytes = await read(start, length);
  const clusters = places.map(({ offset, compressedBytes }) =>
    decompressCluster(bytes.subarray(offset - start, offset - start + compressedBytes), format),
  );
  return Buffer.concat(clusters);
}

/**
 * Decompress one cluster. The output is bounded to one cluster, whatever the input is.
 * @param compressed its bytes, which others may follow
 * @throws ImageRefusedError `imageCorrupt`
 */
export function decompressCluster(
  compressed: Buffer,
  { clusterBytes, compressionType }: ClusterFormat,
): Buffer {
  let plain: Buffer;
  try {
    plain =
      compressionType === 'zlib'
        ? inflateRawSync(compressed, { maxOutputLength: clusterBytes })
        : unzstd(compressed, clusterBytes);
  } catch (error) {
    throw damaged(messageOf(error));
  }
  if (plain.length !== clusterBytes) throw damaged(`it has only ${plain.length} bytes`);
  return plain;
}

function unzstd(compressed: Buffer, clusterBytes: number): Buffer {
  const frame = compressed.subarray(0, frameBytes(compressed, clusterBytes));
  // With a buffer for the output, fzstd allocates nothing of the size that the frame claims.
  const plain = decompress(frame, Buffer.alloc(clusterBytes));
  return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
}

/**
 * Return the length of the zstd frame at the beginning of some bytes: fzstd takes what follows for another frame.
 * @throws Error if there is none, or it is cut off or larger than a cluster
 */
function frameBytes(bytes: Buffer, clusterBytes: number): number {
  const magic = bytes.length >= 5 ? bytes.readUInt32LE(0) : 0;
  if ((magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC || magic !== ZSTD_MAGIC) {
    throw new Error('it does not begin with a zstd frame');
  }
  const flags = bytes.readUInt8(4);
  const isSingleSegment = (flags & 0x20) !== 0;
  const hasChecksum = (flags & 0x04) !== 0;
  const sizeFlag = flags >>> 6;
  const sizeBytes = sizeFlag === 0 && isSingleSegment ? 1 : (SIZE_FIELD_BYTES[sizeFlag] ?? 0);
  let at = 5 + (isSingleSegment ? 0 : 1) + (DICTIONARY_FIELD_BYTES[flags & 3] ?? 0) + sizeBytes;
  let plainBytes = 0;
  for (let isLast = false; !isLast;) {
    if (at + 3 > bytes.length) throw new Error('its zstd frame is cut off');
    const header = bytes.readUIntLE(at, 3);
    isLast = (header & 1) !== 0;
    const type = (header >>> 1) & 3;
    const size = header >>> 3;
    // A block of type 1 repeats one byte; the size of a compressed block says nothing of its content.
    at += 3 + (type === 1 ? 1 : size);
    if (type !== 2) plainBytes += size;
    if (plainBytes > clusterBytes) throw new Error('its zstd frame is larger than a cluster');
  }
  at += hasChecksum ? 4 : 0;
  if (at > bytes.length) throw new Error('its zstd frame is cut off');
  return at;
}

function damaged(why: string): ImageRefusedError {
  return new ImageRefusedError(
    'imageCorrupt',
    `The qcow2 image was refused: a compressed cluster of it is damaged (${why}).`,
  );
}

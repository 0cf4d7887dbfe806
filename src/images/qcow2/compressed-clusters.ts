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
/** The lengths of fields of a frame header by the value of their flags (RFC 8878, section 3.1.1.1). */
const SIZE_FIELD_BYTES = [0, 2, 4, 8];
const DICTIONARY_FIELD_BYTES = [0, 1, 2, 4];
/** A size in two bytes is stored without the sizes that fit into one. */
const SIZE_IN_TWO_BYTES_FROM = 256;

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
  if (plain.length !== clusterBytes) throw damaged(`it has ${plain.length} bytes`);
  return plain;
}

function unzstd(compressed: Buffer, clusterBytes: number): Buffer {
  const frame = compressed.subarray(0, frameBytes(compressed, clusterBytes));
  // With a buffer for the output, fzstd allocates nothing of the size that the frame claims.
  const plain = decompress(frame, Buffer.alloc(clusterBytes));
  return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
}

/**
 * Return the length of the zstd frame at the beginning of some bytes: fzstd takes what follows for another frame. QEMU writes
 * one frame for each cluster, with the size of its content, which fzstd does not check.
 * @throws Error if there is none, or it is cut off, or its content is not a cluster
 */
function frameBytes(bytes: Buffer, clusterBytes: number): number {
  if (bytes.length < 5 || bytes.readUInt32LE(0) !== ZSTD_MAGIC) {
    throw new Error('it does not begin with a zstd frame');
  }
  const flags = bytes.readUInt8(4);
  const hasWindow = (flags & 0x20) === 0;
  const hasChecksum = (flags & 0x04) !== 0;
  const sizeFlag = flags >>> 6;
  const sizeBytes = sizeFlag === 0 && !hasWindow ? 1 : (SIZE_FIELD_BYTES[sizeFlag] ?? 0);
  const sizeAt = 5 + (hasWindow ? 1 : 0) + (DICTIONARY_FIELD_BYTES[flags & 3] ?? 0);
  let at = sizeAt + sizeBytes;
  requireWithin(bytes, at);
  const size = sizeBytes === 0 ? undefined : bytes.readUIntLE(sizeAt, Math.min(sizeBytes, 6));
  const plainBytes = sizeBytes === 2 ? (size ?? 0) + SIZE_IN_TWO_BYTES_FROM : size;
  if (plainBytes !== clusterBytes) throw new Error('its zstd frame has another size');
  for (let isLast = false; !isLast;) {
    requireWithin(bytes, at + 3);
    const header = bytes.readUIntLE(at, 3);
    isLast = (header & 1) !== 0;
    const isRepeatedByte = ((header >>> 1) & 3) === 1;
    at += 3 + (isRepeatedByte ? 1 : header >>> 3);
  }
  at += hasChecksum ? 4 : 0;
  requireWithin(bytes, at);
  return at;
}

function requireWithin({ length }: Buffer, end: number): void {
  if (end > length) throw new Error('its zstd frame is cut off');
}

function damaged(why: string): ImageRefusedError {
  return new ImageRefusedError(
    'imageCorrupt',
    `The qcow2 image was refused: a compressed cluster of it is damaged (${why}).`,
  );
}

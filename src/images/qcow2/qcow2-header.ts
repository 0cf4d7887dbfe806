import { ImageRefusedError } from '../../common/errors.js';

/** The relevant fields of a qcow2 header (https://www.qemu.org/docs/master/interop/qcow2.html). */
export interface Qcow2Header {
  readonly version: 2 | 3;
  readonly virtualSizeBytes: number;
}

const V2_HEADER_BYTES = 72;
const V3_HEADER_BYTES = 104;
const MIN_CLUSTER_BITS = 9;
const MAX_CLUSTER_BITS = 21;
/** QEMU's own limit: an L1 table of 32 MiB. */
const MAX_L1_ENTRIES = (32 * 1024 * 1024) / 8;

const EXTENSION_END = 0;
const EXTENSION_DATA_FILE = 0x44415441;

/** Bits of `incompatible_features`. */
const FEATURE = {
  dirty: 1n,
  corrupt: 2n,
  dataFile: 4n,
  compressionType: 8n,
  extendedL2: 16n,
} as const;
const HARMLESS_FEATURES = FEATURE.compressionType | FEATURE.extendedL2;

/**
 * Read and check a qcow2 header. An image that refers to another file is refused: with a backing file or a data file its
 * author could read files of the host.
 * @param head the first bytes of the file
 * @param totalBytes the length of the file, if it is known
 * @throws ImageRefusedError
 */
export function readQcow2Header(head: Buffer, totalBytes?: number): Qcow2Header {
  if (head.length < V3_HEADER_BYTES) throw refused('imageTooShort', 'its header is cut off');
  const version = head.readUInt32BE(4);
  if (version !== 2 && version !== 3) {
    throw refused('imageUnsupported', `it is of version ${version}; only 2 and 3 are known`);
  }
  if (head.readBigUInt64BE(8) !== 0n || head.readUInt32BE(16) !== 0) {
    throw refused(
      'imageHasBackingFile',
      'it needs a backing file. Flatten it: qemu-img convert -O qcow2 SOURCE TARGET',
    );
  }
  if (head.readUInt32BE(32) !== 0) throw refused('imageEncrypted', 'it is encrypted');
  judgeGeometry(head, totalBytes);
  if (version === 3) judgeVersion3(head);
  judgeExtensions(head, version === 3 ? head.readUInt32BE(100) : V2_HEADER_BYTES);
  return { version, virtualSizeBytes: Number(head.readBigUInt64BE(24)) };
}

function judgeGeometry(head: Buffer, totalBytes: number | undefined): void {
  const clusterBits = head.readUInt32BE(20);
  if (clusterBits < MIN_CLUSTER_BITS || clusterBits > MAX_CLUSTER_BITS) {
    throw refused('imageCorrupt', `its cluster size, 2^${clusterBits}, is out of range`);
  }
  const virtualSize = head.readBigUInt64BE(24);
  if (virtualSize === 0n || virtualSize > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw refused('imageCorrupt', `its virtual size, ${virtualSize} bytes, is out of range`);
  }
  if (head.readUInt32BE(36) > MAX_L1_ENTRIES)
    throw refused('imageCorrupt', 'its L1 table is too large');
  const clusterBytes = 1n << BigInt(clusterBits);
  const tables = [
    ['L1', 40, BigInt(head.readUInt32BE(36)) * 8n],
    ['refcount', 48, BigInt(head.readUInt32BE(56)) * clusterBytes],
  ] as const;
  for (const [table, offset, tableBytes] of tables) {
    const at = head.readBigUInt64BE(offset);
    const isAligned = at % clusterBytes === 0n;
    const isInside = totalBytes === undefined || at + tableBytes <= BigInt(totalBytes);
    if (at === 0n || !isAligned || !isInside) {
      throw refused(
        'imageCorrupt',
        `its ${table} table is outside of the file. Check that the file is complete`,
      );
    }
  }
}

function judgeVersion3(head: Buffer): void {
  const features = head.readBigUInt64BE(72);
  if (features & FEATURE.dataFile) throw refused('imageHasDataFile', 'its data is in another file');
  if (features & FEATURE.dirty) {
    throw refused(
      'imageDirty',
      'it was not closed properly. Repair it: qemu-img check -r all FILE',
    );
  }
  if (features & FEATURE.corrupt) {
    throw refused('imageCorrupt', 'it is marked as corrupt. Repair it: qemu-img check -r all FILE');
  }
  const unknown =
    features & ~(FEATURE.dirty | FEATURE.corrupt | FEATURE.dataFile | HARMLESS_FEATURES);
  if (unknown)
    throw refused('imageUnsupported', `it uses unknown features (0x${unknown.toString(16)})`);
  if (head.readUInt32BE(96) > 6)
    throw refused('imageCorrupt', 'its refcount width is out of range');
  const length = head.readUInt32BE(100);
  if (length < V3_HEADER_BYTES || length > head.length)
    throw refused('imageCorrupt', 'its header length is out of range');
}

/** Check the header extensions: the name of a data file is refused even if its feature bit is not set. */
function judgeExtensions(head: Buffer, start: number): void {
  for (let at = start; at + 8 <= head.length;) {
    const type = head.readUInt32BE(at);
    if (type === EXTENSION_END) return;
    if (type === EXTENSION_DATA_FILE)
      throw refused('imageHasDataFile', 'it names a file for its data');
    at += 8 + Math.ceil(head.readUInt32BE(at + 4) / 8) * 8;
  }
  throw refused('imageCorrupt', 'its header extensions do not end');
}

function refused(code: string, why: string): ImageRefusedError {
  return new ImageRefusedError(code, `The qcow2 image was refused: ${why}.`);
}

import { deflateRawSync } from 'node:zlib';

/** Fields of a qcow2 header that differ from the default (https://www.qemu.org/docs/master/interop/qcow2.html). */
export interface Qcow2Wish {
  readonly version?: number;
  readonly virtualSizeBytes?: bigint;
  readonly clusterBits?: number;
  readonly backingFile?: string;
  readonly encryption?: number;
  readonly l1Entries?: number;
  readonly l1Offset?: bigint;
  readonly refcountOffset?: bigint;
  readonly incompatibleFeatures?: bigint;
  readonly refcountOrder?: number;
  readonly headerLength?: number;
  readonly extensions?: readonly { readonly type: number; readonly text: string }[];
}

const CLUSTER_BYTES = 64 * 1024;
export const QCOW2_DIRTY = 1n;
export const QCOW2_CORRUPT = 2n;
export const QCOW2_EXTERNAL_DATA = 4n;
export const QCOW2_DATA_FILE_EXTENSION = 0x44415441;

/** A qcow2 file with an empty disk, valid except for the given fields. */
export function qcow2(wish: Qcow2Wish = {}): Buffer {
  const version = wish.version ?? 3;
  const file = Buffer.alloc(4 * CLUSTER_BYTES);
  file.write('QFI\xfb', 0, 'latin1');
  file.writeUInt32BE(version, 4);
  file.writeUInt32BE(wish.clusterBits ?? 16, 20);
  file.writeBigUInt64BE(wish.virtualSizeBytes ?? 1024n ** 2n, 24);
  file.writeUInt32BE(wish.encryption ?? 0, 32);
  file.writeUInt32BE(wish.l1Entries ?? 1, 36);
  file.writeBigUInt64BE(wish.l1Offset ?? BigInt(3 * CLUSTER_BYTES), 40);
  file.writeBigUInt64BE(wish.refcountOffset ?? BigInt(CLUSTER_BYTES), 48);
  file.writeUInt32BE(1, 56);
  if (version >= 3) {
    file.writeBigUInt64BE(wish.incompatibleFeatures ?? 0n, 72);
    file.writeUInt32BE(wish.refcountOrder ?? 4, 96);
    file.writeUInt32BE(wish.headerLength ?? 104, 100);
  }
  let at = version >= 3 ? 104 : 72;
  for (const { type, text } of wish.extensions ?? []) {
    file.writeUInt32BE(type, at);
    file.writeUInt32BE(Buffer.byteLength(text), at + 4);
    file.write(text, at + 8);
    at += 8 + Math.ceil(Buffer.byteLength(text) / 8) * 8;
  }
  if (wish.backingFile !== undefined) {
    file.writeBigUInt64BE(1024n, 8);
    file.writeUInt32BE(Buffer.byteLength(wish.backingFile), 16);
    file.write(wish.backingFile, 1024);
  }
  // One block of 16-bit reference counts: header, table, block and L1 table are each used once.
  file.writeBigUInt64BE(BigInt(2 * CLUSTER_BYTES), CLUSTER_BYTES);
  for (const cluster of [0, 1, 2, 3]) file.writeUInt16BE(1, 2 * CLUSTER_BYTES + 2 * cluster);
  return file;
}

/** The layout of the data in {@link qcow2WithData}. */
export interface Qcow2DataWish {
  readonly virtualSizeBytes: number;
  /** Every entry of the L1 table points to the first L2 table. */
  readonly sharesL2?: boolean;
  /** Every entry of an L2 table points to the same cluster; otherwise each points to a separate one. */
  readonly sharesClusters?: boolean;
  /** The clusters are deflated, one after the other. */
  readonly isCompressed?: boolean;
  /** Replace the entry of a table. */
  readonly changeL1?: (entry: bigint, index: number) => bigint;
  readonly changeL2?: (entry: bigint, index: number) => bigint;
}

const COPIED = 1n << 63n;
const COMPRESSED = 1n << 62n;

/** A qcow2 file whose disk has data in every cluster, valid except for the given fields. */
export function qcow2WithData(wish: Qcow2DataWish): Buffer {
  const { virtualSizeBytes, sharesL2 = false, sharesClusters = false } = wish;
  const entries = CLUSTER_BYTES / 8;
  const clusters = Math.ceil(virtualSizeBytes / CLUSTER_BYTES);
  const l1Entries = Math.ceil(clusters / entries);
  const tables = sharesL2 ? 1 : l1Entries;
  const head = qcow2({ virtualSizeBytes: BigInt(virtualSizeBytes), l1Entries });
  const firstL2 = head.length;
  const firstData = firstL2 + tables * CLUSTER_BYTES;
  const deflated = deflateRawSync(Buffer.alloc(CLUSTER_BYTES, 7), { windowBits: 12 });
  const placeOf = (index: number): bigint => {
    const nth = sharesClusters ? 0 : index;
    if (!wish.isCompressed) return COPIED | BigInt(firstData + nth * CLUSTER_BYTES);
    const offset = firstData + nth * deflated.length;
    const sectors = Math.floor((offset + deflated.length - 1) / 512) - Math.floor(offset / 512);
    // In clusters of 64 KiB, the lower 54 bits are the offset.
    return COMPRESSED | (BigInt(sectors) << 54n) | BigInt(offset);
  };
  for (let index = 0; index < l1Entries; index += 1) {
    const at = BigInt(firstL2 + (sharesL2 ? 0 : index) * CLUSTER_BYTES);
    const entry = wish.changeL1?.(COPIED | at, index) ?? COPIED | at;
    head.writeBigUInt64BE(entry, 3 * CLUSTER_BYTES + index * 8);
  }
  const l2 = Buffer.alloc(tables * CLUSTER_BYTES);
  for (let index = 0; index < Math.min(clusters, tables * entries); index += 1) {
    const entry = placeOf(index);
    l2.writeBigUInt64BE(wish.changeL2?.(entry, index) ?? entry, index * 8);
  }
  const pieces = sharesClusters ? 1 : clusters;
  const data = wish.isCompressed
    ? Buffer.concat(Array.from({ length: pieces }, () => deflated))
    : Buffer.alloc(pieces * CLUSTER_BYTES, 7);
  return Buffer.concat([head, l2, data]);
}

import { ImageRefusedError } from '../../common/errors.js';
import type { ReadPiece } from '../../storage/volume-pieces.js';
import { BitSet } from './bit-set.js';
import {
  type CompressedPlace,
  type CompressionType,
  compressedPlaceAt,
  readCompressed,
} from './compressed-clusters.js';

/** The cluster size of converted images: one byte of data occupies a whole cluster. */
export const TARGET_CLUSTER_BYTES = 64 * 1024;

/** Tables with gaps up to this size are read in one piece. */
const READ_BYTES = 1024 ** 2;
/** The maximum number of pieces to read: each takes some milliseconds. */
const MAX_READS = 1 << 17;
/** There is one bit for each cluster: 32 MiB at most. */
const MAX_CLUSTERS = 2 ** 28;
/** The maximum number of offsets of compressed clusters in memory, to find repeated ones: 8 MiB. */
const MAX_PLACES = 1024 ** 2;

const OFFSET_MASK_HIGH = 0x00ff_ffff;
const OFFSET_MASK_LOW = 0xffff_fe00;
const COMPRESSED_HIGH = 0x4000_0000;
const ZERO_LOW = 1;
const EXTENDED_L2 = 16n;
const OTHER_COMPRESSION = 8n;
const COMPRESSION_TYPES: readonly CompressionType[] = ['zlib', 'zstd'];
/** The part of the header that {@link geometryOf} reads, with the type of compression. */
const GEOMETRY_BYTES = 112;
const MAGIC = 'QFI\xfb';
const CLUSTER_BITS = { least: 9, most: 21 } as const;

/** Where the tables of an image are, and how to read them. */
export interface Geometry {
  readonly clusterBits: number;
  readonly clusterBytes: number;
  readonly entryBytes: number;
  readonly isExtended: boolean;
  readonly hasZeroFlag: boolean;
  readonly virtualSizeBytes: number;
  readonly l1Offset: number;
  /** The number of entries of the L1 table that the virtual size needs. */
  readonly l1Used: number;
  readonly compressionType: CompressionType;
}

/** Where a cluster is in the file, if it is not compressed. */
export interface PlainPlace {
  readonly offset: number;
  readonly compressedBytes?: undefined;
}

/** The size of a qcow2 image that is rewritten without compression. */
export interface Qcow2Content {
  /** The size of all {@link TARGET_CLUSTER_BYTES} clusters with data of the guest: the maximum size of the copy. */
  readonly dataBytes: number;
}

/**
 * Read the tables of a qcow2 image, and add up the data of the guest: QEMU writes no more when it converts the image.
 * An image whose tables use an offset of the file twice is refused: some kilobytes could decompress to terabytes.
 * @param head its first bytes, whose header was checked before
 * @param fileBytes the length of the file
 * @throws ImageRefusedError
 */
export async function measureQcow2(
  head: Buffer,
  fileBytes: number,
  read: ReadPiece,
): Promise<Qcow2Content> {
  return new TableWalk(geometryOf(head), fileBytes, read).run();
}

/**
 * Read the first bytes of the guest's disk from a qcow2 image that libvirt or picostack has written.
 * @param length the number of bytes, within the first cluster
 * @returns zeros for parts that the guest never wrote
 * @throws ImageRefusedError `imageCorrupt` if the file is damaged
 */
export async function readGuestBeginning(read: ReadPiece, length: number): Promise<Buffer> {
  const geometry = await readGeometry(read);
  const { clusterBytes, entryBytes, l1Offset } = geometry;
  const zeros = Buffer.alloc(Math.min(length, clusterBytes, geometry.virtualSizeBytes));
  const l2Offset = offsetAt(await readWhole(read, l1Offset, 8, 'L1 table'), 0);
  if (l2Offset === 0) return zeros;
  const entry = await readWhole(read, l2Offset, entryBytes, 'L2 table');
  const place = placeOfCluster(geometry, entry, 0);
  if (place === undefined) return zeros;
  const bytes =
    place.compressedBytes === undefined
      ? await readWhole(read, place.offset, zeros.length, 'cluster')
      : await readCompressed(read, [place], geometry);
  return bytes.subarray(0, zeros.length);
}

/** Read the geometry of a file that was checked when it was stored. @throws ImageRefusedError if it is damaged since */
export async function readGeometry(read: ReadPiece): Promise<Geometry> {
  const head = await readWhole(read, 0, GEOMETRY_BYTES, 'header');
  const clusterBits = head.readUInt32BE(20);
  const isHeader =
    head.toString('latin1', 0, 4) === MAGIC &&
    clusterBits >= CLUSTER_BITS.least &&
    clusterBits <= CLUSTER_BITS.most;
  if (!isHeader) throw refused('imageCorrupt', 'its header is damaged');
  return geometryOf(head);
}

/** Read a part of the file. @throws ImageRefusedError if the file ends before it */
export async function readWhole(
  read: ReadPiece,
  offset: number,
  length: number,
  what: string,
): Promise<Buffer> {
  const bytes = await read(offset, length);
  if (bytes.length < length) throw outside(what);
  return bytes;
}

class TableWalk {
  private readonly used = new BitSet();
  private readonly places: number[] = [];
  private touched = 0;
  private lastTouched = -1;
  private reads = 0;

  constructor(
    private readonly geometry: Geometry,
    private readonly fileBytes: number,
    private readonly read: ReadPiece,
  ) {}

  async run(): Promise<Qcow2Content> {
    const { clusterBytes, l1Offset, l1Used } = this.geometry;
    if (this.fileBytes / clusterBytes > MAX_CLUSTERS) {
      throw refused('imageUnsupported', 'its clusters are too small for a file of this size');
    }
    const l1Bytes = l1Used * 8;
    for (let at = 0; at < l1Bytes; at += clusterBytes) this.use(l1Offset + at, 'L1 table');
    const l1 = await this.readWhole(l1Offset, l1Bytes);
    const tables: { index: number; offset: number }[] = [];
    for (let index = 0; index < l1Used; index += 1) {
      const offset = offsetAt(l1, index * 8);
      if (offset === 0) continue;
      this.use(offset, 'L2 table');
      tables.push({ index, offset });
    }
    for (let next = 0; next < tables.length;) next = await this.readGroup(tables, next);
    this.refuseSharedPlaces();
    return { dataBytes: this.touched * TARGET_CLUSTER_BYTES };
  }

  /** Read tables that are close to each other in the file. @returns the first one that was not read */
  private async readGroup(
    tables: readonly { index: number; offset: number }[],
    first: number,
  ): Promise<number> {
    const { clusterBytes } = this.geometry;
    const start = tables[first]?.offset ?? 0;
    let last = first;
    for (let end = start + clusterBytes; last + 1 < tables.length; last += 1) {
      const next = tables[last + 1]?.offset ?? 0;
      if (next < end || next + clusterBytes > start + READ_BYTES) break;
      end = next + clusterBytes;
    }
    const length = (tables[last]?.offset ?? 0) + clusterBytes - start;
    const bytes = await this.readWhole(start, length);
    for (const { index, offset } of tables.slice(first, last + 1)) {
      const at = offset - start;
      this.takeL2(index, bytes.subarray(at, at + clusterBytes));
    }
    return last + 1;
  }

  private takeL2(l1Index: number, table: Buffer): void {
    const { clusterBytes, entryBytes, isExtended, hasZeroFlag, virtualSizeBytes } = this.geometry;
    const entries = clusterBytes / entryBytes;
    const firstCluster = l1Index * entries;
    const count = Math.min(entries, Math.ceil(virtualSizeBytes / clusterBytes) - firstCluster);
    for (let index = 0; index < count; index += 1) {
      const at = index * entryBytes;
      const high = table.readUInt32BE(at);
      const low = table.readUInt32BE(at + 4);
      if (high === 0 && low === 0) continue;
      if (high & COMPRESSED_HIGH) {
        this.takeCompressed(table, at);
      } else {
        const offset = offsetAt(table, at);
        if (offset === 0 || (!isExtended && hasZeroFlag && low & ZERO_LOW)) continue;
        this.use(offset, 'cluster');
      }
      this.touch((firstCluster + index) * clusterBytes);
    }
  }

  private takeCompressed(table: Buffer, at: number): void {
    const { offset } = compressedPlaceAt(table, at, this.geometry.clusterBits);
    if (offset === 0 || offset >= this.fileBytes) throw outside('compressed cluster');
    if (this.places.length < MAX_PLACES) this.places.push(offset);
  }

  private refuseSharedPlaces(): void {
    const places = Float64Array.from(this.places).toSorted();
    for (let index = 1; index < places.length; index += 1) {
      if (places[index] === places[index - 1]) throw shared();
    }
  }

  /** Record that the guest has data there. In the copy, the data occupies its whole cluster. */
  private touch(guestOffset: number): void {
    const { clusterBytes, virtualSizeBytes } = this.geometry;
    const end = Math.min(guestOffset + clusterBytes, virtualSizeBytes);
    const first = Math.floor(guestOffset / TARGET_CLUSTER_BYTES);
    const last = Math.ceil(end / TARGET_CLUSTER_BYTES) - 1;
    this.touched += last - Math.max(first - 1, this.lastTouched);
    this.lastTouched = last;
  }

  /** Record the use of a cluster of the file. No other table may use it. */
  private use(offset: number, what: string): void {
    const { clusterBytes } = this.geometry;
    if (offset % clusterBytes !== 0) throw refused('imageCorrupt', `a ${what} of it lies askew`);
    if (offset >= this.fileBytes) throw outside(what);
    if (!this.used.add(offset / clusterBytes)) throw shared();
  }

  private async readWhole(offset: number, length: number): Promise<Buffer> {
    this.reads += 1;
    if (this.reads > MAX_READS) {
      throw refused(
        'imageUnsupported',
        'its tables are too scattered. Rewrite it: qemu-img convert -O qcow2 SOURCE TARGET',
      );
    }
    return readWhole(this.read, offset, length, 'table');
  }
}

/** Read the geometry from the header, which was checked before. @throws ImageRefusedError */
export function geometryOf(head: Buffer): Geometry {
  const version = head.readUInt32BE(4);
  const features = version >= 3 ? head.readBigUInt64BE(72) : 0n;
  const isExtended = (features & EXTENDED_L2) !== 0n;
  const clusterBits = head.readUInt32BE(20);
  const clusterBytes = 2 ** clusterBits;
  const entryBytes = isExtended ? 16 : 8;
  const type = (features & OTHER_COMPRESSION) !== 0n ? (head[104] ?? 0) : 0;
  const compressionType = COMPRESSION_TYPES[type];
  if (compressionType === undefined) {
    throw refused('imageUnsupported', `its compression (type ${type}) is unknown`);
  }
  const virtualSizeBytes = Number(head.readBigUInt64BE(24));
  const l1Used = Math.ceil(virtualSizeBytes / (clusterBytes * (clusterBytes / entryBytes)));
  if (l1Used > head.readUInt32BE(36)) {
    throw refused('imageCorrupt', 'its L1 table is too short for its virtual size');
  }
  return {
    clusterBits,
    clusterBytes,
    entryBytes,
    isExtended,
    hasZeroFlag: version >= 3,
    virtualSizeBytes,
    l1Offset: Number(head.readBigUInt64BE(40)),
    l1Used,
    compressionType,
  };
}

/**
 * Return where a cluster is in the file; undefined if the guest reads zeros.
 * @param index of the entry in the L2 table
 */
export function placeOfCluster(
  { clusterBits, entryBytes, hasZeroFlag }: Geometry,
  table: Buffer,
  index: number,
): PlainPlace | CompressedPlace | undefined {
  const at = index * entryBytes;
  if (table.readUInt32BE(at) & COMPRESSED_HIGH) return compressedPlaceAt(table, at, clusterBits);
  const isZero = hasZeroFlag && (table.readUInt32BE(at + 4) & ZERO_LOW) !== 0;
  const offset = offsetAt(table, at);
  return offset === 0 || isZero ? undefined : { offset };
}

/** The offset in an entry of an L1 or L2 table: bits 9 to 55. */
export function offsetAt(table: Buffer, at: number): number {
  const high = table.readUInt32BE(at) & OFFSET_MASK_HIGH;
  // The bits of a 32-bit operation are signed in JavaScript.
  const low = (table.readUInt32BE(at + 4) & OFFSET_MASK_LOW) >>> 0;
  return high * 2 ** 32 + low;
}

function shared(): ImageRefusedError {
  return refused(
    'imageCorrupt',
    'its tables use an offset of the file more than once. Check it: qemu-img check FILE',
  );
}

function outside(what: string): ImageRefusedError {
  return refused('imageCorrupt', `a ${what} of it lies outside the file. Was the upload cut off?`);
}

function refused(code: string, why: string): ImageRefusedError {
  return new ImageRefusedError(code, `The qcow2 image was refused: ${why}.`);
}

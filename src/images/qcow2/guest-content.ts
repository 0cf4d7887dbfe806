import type { ReadPiece } from '../../storage/volume-pieces.js';
import { type CompressedPlace, readCompressed } from './compressed-clusters.js';
import {
  type Geometry,
  type PlainPlace,
  offsetAt,
  placeOfCluster,
  readGeometry,
  readWhole,
} from './qcow2-tables.js';

/** The maximum length of a piece: that of what is in memory at once. */
const PIECE_BYTES = 4 * 1024 ** 2;
/** The same for compressed clusters: decompressing a piece holds up everything else for some milliseconds. */
const COMPRESSED_PIECE_BYTES = 1024 ** 2;

type Place = PlainPlace | CompressedPlace | undefined;

/** A part of the guest's disk that can be read with one read. */
type Extent =
  | { readonly kind: 'hole'; readonly length: number }
  | { readonly kind: 'plain'; readonly length: number; readonly offset: number }
  | {
      readonly kind: 'compressed';
      readonly length: number;
      /** Where it begins in the first of its clusters. */
      readonly inCluster: number;
      readonly places: readonly CompressedPlace[];
    };

/**
 * Read the guest's disk from a qcow2 image without backing file that libvirt or picostack has written: the same bytes as
 * `qemu-img convert -O raw` writes. The memory is bounded, and parts that the guest never wrote cost no reading.
 * @param start the offset of the first byte
 * @param end the offset after the last byte; at most the virtual size
 * @throws ImageRefusedError `imageCorrupt` if the file is damaged
 */
export async function* readGuestContent(
  read: ReadPiece,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void> {
  const geometry = await readGeometry(read);
  const tables = new Tables(geometry, read);
  const zeros = Buffer.alloc(PIECE_BYTES);
  for (let at = start; at < end;) {
    const extent = await tables.extentAt(at, end);
    if (extent.kind === 'hole') yield zeros.subarray(0, extent.length);
    else if (extent.kind === 'plain') {
      yield await readWhole(read, extent.offset, extent.length, 'cluster');
    } else {
      const { inCluster, places, length } = extent;
      const clusters = await readCompressed(read, places, geometry);
      yield clusters.subarray(inCluster, inCluster + length);
    }
    at += extent.length;
  }
}

/** Finds where the clusters of the guest are in the file. One L2 table is in memory at a time. */
class Tables {
  private loaded: { readonly index: number; readonly table: Buffer | undefined } | undefined;

  constructor(
    private readonly geometry: Geometry,
    private readonly read: ReadPiece,
  ) {}

  /** Return the longest extent from an offset, up to `end`, of clusters that are together in the file, or not there at all. */
  async extentAt(start: number, end: number): Promise<Extent> {
    const { clusterBytes } = this.geometry;
    const inCluster = start % clusterBytes;
    const first = await this.placeOf(start - inCluster);
    const limit = first?.compressedBytes === undefined ? PIECE_BYTES : COMPRESSED_PIECE_BYTES;
    const stop = Math.min(end, start + limit);
    const places = [first];
    let reached = start - inCluster + clusterBytes;
    for (; reached < stop; reached += clusterBytes) {
      const next = await this.placeOf(reached);
      if (!this.follows(next, places)) break;
      places.push(next);
    }
    const length = Math.min(reached, stop) - start;
    if (first === undefined) return { kind: 'hole', length };
    if (first.compressedBytes === undefined) {
      return { kind: 'plain', length, offset: first.offset + inCluster };
    }
    return { kind: 'compressed', length, inCluster, places: places.filter(isCompressed) };
  }

  /** Whether a cluster can be read together with those before it. */
  private follows(next: Place, places: readonly Place[]): boolean {
    const [first] = places;
    if (first === undefined || next === undefined) return first === next;
    if (first.compressedBytes === undefined || next.compressedBytes === undefined) {
      const wanted = first.offset + places.length * this.geometry.clusterBytes;
      return first.compressedBytes === next.compressedBytes && next.offset === wanted;
    }
    const end = next.offset + next.compressedBytes;
    return next.offset > (places.at(-1)?.offset ?? 0) && end <= first.offset + PIECE_BYTES;
  }

  private async placeOf(clusterStart: number): Promise<Place> {
    const { clusterBytes, entryBytes } = this.geometry;
    const entries = clusterBytes / entryBytes;
    const cluster = clusterStart / clusterBytes;
    const index = Math.floor(cluster / entries);
    if (this.loaded?.index !== index) this.loaded = { index, table: await this.loadL2(index) };
    const { table } = this.loaded;
    return table && placeOfCluster(this.geometry, table, cluster % entries);
  }

  private async loadL2(index: number): Promise<Buffer | undefined> {
    const { l1Offset, clusterBytes } = this.geometry;
    const entry = await readWhole(this.read, l1Offset + index * 8, 8, 'L1 table');
    const offset = offsetAt(entry, 0);
    return offset === 0 ? undefined : readWhole(this.read, offset, clusterBytes, 'L2 table');
  }
}

function isCompressed(place: Place): place is CompressedPlace {
  return place?.compressedBytes !== undefined;
}

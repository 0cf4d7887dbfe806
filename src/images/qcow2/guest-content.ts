import type { ReadPiece } from '../../storage/volume-pieces.js';
import { type Geometry, geometryOf, offsetAt, placeOfCluster } from './qcow2-tables.js';

/** The maximum length of a piece: that of what is in memory at once. */
const PIECE_BYTES = 4 * 1024 ** 2;

/**
 * Read the guest's disk from a qcow2 image without compression and backing file, as libvirt writes it: the same bytes as
 * `qemu-img convert -O raw` writes. The memory is bounded, and parts that the guest never wrote cost no reading.
 * @param start the offset of the first byte
 * @param end the offset after the last byte; at most the virtual size
 */
export async function* readGuestContent(
  read: ReadPiece,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void> {
  const tables = new Tables(geometryOf(await read(0, 104)), read);
  const zeros = Buffer.alloc(PIECE_BYTES);
  for (let at = start; at < end;) {
    const { place, length } = await tables.extentAt(at, Math.min(end, at + PIECE_BYTES));
    const piece = place === undefined ? zeros.subarray(0, length) : await read(place, length);
    if (piece.length < length) throw new Error(`The file of the image ends before ${place}`);
    yield piece;
    at += length;
  }
}

/** Finds where the clusters of the guest are in the file. One L2 table is in memory at a time. */
class Tables {
  private loaded: { readonly index: number; readonly table: Buffer | undefined } | undefined;

  constructor(
    private readonly geometry: Geometry,
    private readonly read: ReadPiece,
  ) {}

  /** Return the longest extent from an offset, up to `end`, that is in one piece in the file, or not there at all. */
  async extentAt(
    start: number,
    end: number,
  ): Promise<{ readonly place: number | undefined; readonly length: number }> {
    const { clusterBytes } = this.geometry;
    const inCluster = start % clusterBytes;
    const first = await this.placeOf(start - inCluster);
    let length = clusterBytes - inCluster;
    for (; start + length < end; length += clusterBytes) {
      const next = await this.placeOf(start + length);
      const wanted = first === undefined ? undefined : first + inCluster + length;
      if (next !== wanted) break;
    }
    return {
      place: first === undefined ? undefined : first + inCluster,
      length: Math.min(length, end - start),
    };
  }

  private async placeOf(clusterStart: number): Promise<number | undefined> {
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
    const entry = await this.read(l1Offset + index * 8, 8);
    const offset = offsetAt(entry, 0);
    return offset === 0 ? undefined : this.read(offset, clusterBytes);
  }
}

import type { Readable, Writable } from 'node:stream';
import {
  VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
} from '../constants.gen.js';
import type { storageVolRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to a volume. */
export type StorageVolumeRef = Infer<typeof storageVolRef>;

/** virStorageVolInfo, with units in the names; a size beyond 2^53 is rounded. */
export interface StorageVolumeInfo {
  /** virStorageVolType. */
  type: number;
  capacityBytes: number;
  allocationBytes: number;
}

/** A disk image or the like in a pool (virStorageVolPtr). */
export class StorageVolume {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take as `vol`. */
    readonly ref: StorageVolumeRef,
  ) {}

  /** The name of its pool. */
  get pool(): string {
    return this.ref.pool;
  }

  /** The name, unique in its pool (virStorageVolGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The key, unique on the host (virStorageVolGetKey). */
  get key(): string {
    return this.ref.key;
  }

  /** Type and sizes (virStorageVolGetInfo). */
  async getInfo(options?: CallOptions): Promise<StorageVolumeInfo> {
    return volumeInfo(await this.connection.call('storageVolGetInfo', { vol: this.ref }, options));
  }

  /** Type and sizes (virStorageVolGetInfoFlags); flags are virStorageVolInfoFlags. */
  async getInfoFlags(flags = 0, options?: CallOptions): Promise<StorageVolumeInfo> {
    const args = { vol: this.ref, flags };
    return volumeInfo(await this.connection.call('storageVolGetInfoFlags', args, options));
  }

  /** Where it lies on the host (virStorageVolGetPath). */
  async getPath(options?: CallOptions): Promise<string> {
    return (await this.connection.call('storageVolGetPath', { vol: this.ref }, options)).name;
  }

  /** The description (virStorageVolGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const args = { vol: this.ref, flags };
    return (await this.connection.call('storageVolGetXMLDesc', args, options)).xml;
  }

  /** Removes the volume and what is in it (virStorageVolDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storageVolDelete', { vol: this.ref, flags }, options);
  }

  /** Changes its capacity (virStorageVolResize); flags are virStorageVolResizeFlags. */
  resize(capacityBytes: number | bigint, flags = 0, options?: CallOptions): Promise<void> {
    const args = { vol: this.ref, capacity: capacityBytes, flags };
    return this.connection.call('storageVolResize', args, options);
  }

  /** Overwrites its content (virStorageVolWipe). */
  wipe(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storageVolWipe', { vol: this.ref, flags }, options);
  }

  /** Overwrites its content (virStorageVolWipePattern); algorithm is virStorageVolWipeAlgorithm. */
  wipePattern(algorithm: number, flags = 0, options?: CallOptions): Promise<void> {
    const args = { vol: this.ref, algorithm, flags };
    return this.connection.call('storageVolWipePattern', args, options);
  }

  /**
   * Writes into the volume (virStorageVolUpload). `length` 0 takes whatever comes; of another
   * length, a byte too much fails the stream with a RangeError before it is sent. The stream
   * finishes when the server has confirmed the last byte; destroying it before gives up.
   * With VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM it also takes StreamHole objects.
   */
  async upload(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<Writable> {
    const sparse = (flags & VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM) !== 0;
    const args = { vol: this.ref, offset, length, flags };
    const maxBytes = BigInt(length) === 0n ? undefined : BigInt(length);
    const streamOptions = { ...options, sparse, maxBytes };
    return (await this.connection.openStream('storageVolUpload', args, streamOptions)).stream;
  }

  /**
   * Reads from the volume (virStorageVolDownload). `length` 0 reads to its end. While nobody
   * reads the stream, up to 16 MiB are kept; beyond, the whole connection waits.
   * With VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM it gives StreamHole objects for stretches of zeros.
   */
  async download(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<Readable> {
    const sparse = (flags & VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM) !== 0;
    const args = { vol: this.ref, offset, length, flags };
    return (await this.connection.openStream('storageVolDownload', args, { ...options, sparse }))
      .stream;
  }
}

function volumeInfo(info: {
  type: number;
  capacity: bigint;
  allocation: bigint;
}): StorageVolumeInfo {
  return {
    type: info.type,
    capacityBytes: Number(info.capacity),
    allocationBytes: Number(info.allocation),
  };
}

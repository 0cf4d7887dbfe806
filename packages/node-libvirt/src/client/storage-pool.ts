import type { storagePoolRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';
import { StorageVolume } from './storage-volume.js';

/** How the protocol refers to a pool. */
export type StoragePoolRef = Infer<typeof storagePoolRef>;

/** virStoragePoolInfo, with units in the names; a size beyond 2^53 is rounded. */
export interface StoragePoolInfo {
  state: number;
  capacityBytes: number;
  allocationBytes: number;
  availableBytes: number;
}

/** A place where volumes live (virStoragePoolPtr). */
export class StoragePool {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take as `pool`. */
    readonly ref: StoragePoolRef,
  ) {}

  /** The name (virStoragePoolGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, dashed and in lower case (virStoragePoolGetUUIDString). */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** State and sizes (virStoragePoolGetInfo). */
  async getInfo(options?: CallOptions): Promise<StoragePoolInfo> {
    const info = await this.connection.call('storagePoolGetInfo', { pool: this.ref }, options);
    return {
      state: info.state,
      capacityBytes: Number(info.capacity),
      allocationBytes: Number(info.allocation),
      availableBytes: Number(info.available),
    };
  }

  /** The description (virStoragePoolGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const args = { pool: this.ref, flags };
    return (await this.connection.call('storagePoolGetXMLDesc', args, options)).xml;
  }

  /** Starts the pool (virStoragePoolCreate). */
  create(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolCreate', { pool: this.ref, flags }, options);
  }

  /** Makes what the pool stands on, such as its folder (virStoragePoolBuild). */
  build(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolBuild', { pool: this.ref, flags }, options);
  }

  /** Looks for volumes again (virStoragePoolRefresh). */
  refresh(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolRefresh', { pool: this.ref, flags }, options);
  }

  /** Stops the pool; its volumes stay (virStoragePoolDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolDestroy', { pool: this.ref }, options);
  }

  /** Removes the definition (virStoragePoolUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolUndefine', { pool: this.ref }, options);
  }

  /** Removes what the pool stands on (virStoragePoolDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolDelete', { pool: this.ref, flags }, options);
  }

  /** Sets whether it starts with the host (virStoragePoolSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    const args = { pool: this.ref, autostart: autostart ? 1 : 0 };
    return this.connection.call('storagePoolSetAutostart', args, options);
  }

  /** Whether it starts with the host (virStoragePoolGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const args = { pool: this.ref };
    return (await this.connection.call('storagePoolGetAutostart', args, options)).autostart !== 0;
  }

  /** Whether it is started (virStoragePoolIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const args = { pool: this.ref };
    return (await this.connection.call('storagePoolIsActive', args, options)).active !== 0;
  }

  /** Whether it has a definition that outlives its run (virStoragePoolIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const args = { pool: this.ref };
    return (await this.connection.call('storagePoolIsPersistent', args, options)).persistent !== 0;
  }

  /** How many volumes it has (virStoragePoolNumOfVolumes). */
  async numOfVolumes(options?: CallOptions): Promise<number> {
    return (await this.connection.call('storagePoolNumOfVolumes', { pool: this.ref }, options)).num;
  }

  /** Every volume (virStoragePoolListAllVolumes). */
  async listAllVolumes(flags = 0, options?: CallOptions): Promise<StorageVolume[]> {
    const args = { pool: this.ref, need_results: 1, flags };
    const { vols } = await this.connection.call('storagePoolListAllVolumes', args, options);
    return vols.map((ref) => new StorageVolume(this.connection, ref));
  }

  /** The volume of that name (virStorageVolLookupByName). */
  async storageVolLookupByName(name: string, options?: CallOptions): Promise<StorageVolume> {
    const args = { pool: this.ref, name };
    const { vol } = await this.connection.call('storageVolLookupByName', args, options);
    return new StorageVolume(this.connection, vol);
  }

  /** Makes a volume (virStorageVolCreateXML). */
  async storageVolCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<StorageVolume> {
    const args = { pool: this.ref, xml, flags };
    const { vol } = await this.connection.call('storageVolCreateXML', args, options);
    return new StorageVolume(this.connection, vol);
  }

  /** Makes a volume with the content of another (virStorageVolCreateXMLFrom). */
  async storageVolCreateXMLFrom(
    xml: string,
    sourceVol: StorageVolume,
    flags = 0,
    options?: CallOptions,
  ): Promise<StorageVolume> {
    const args = { pool: this.ref, xml, clonevol: sourceVol.ref, flags };
    const { vol } = await this.connection.call('storageVolCreateXMLFrom', args, options);
    return new StorageVolume(this.connection, vol);
  }
}

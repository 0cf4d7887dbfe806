import { formatBytes } from '@picostack/api-client/formats';
import { Inject, Injectable } from '@nestjs/common';
import { Semaphore } from 'async-mutex';
import type { Readable, Writable } from 'node:stream';
import { concurrently } from '../common/concurrently.js';
import {
  InsufficientStorageError,
  LibvirtFailedError,
  LibvirtUnavailableError,
} from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type VolumeDescription, readVolume } from '../domain-xml/read.js';
import { renderVolume } from '../domain-xml/templates.js';
import type { VolumeView } from '../domain-xml/views.js';
import {
  type Connection,
  LibvirtService,
  type StoragePool,
  type StorageVolume,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_OPERATION_INVALID,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
  isLibvirtError,
} from '../libvirt/index.js';
import { unlessMissing } from './missing-volume.js';
import { onOwnConnection } from './own-connection.js';
import { type PoolRole, StoragePools } from './storage-pools.js';

export type { PoolRole } from './storage-pools.js';

/** A volume of a pool. */
export interface VolumeRef {
  readonly role: PoolRole;
  readonly name: string;
}

/** A volume to create. */
export type NewVolume = Omit<VolumeView, 'compat'>;

/** The sizes of all volumes of a pool. */
export interface PoolUsage {
  readonly availableBytes: number;
  /** The size of the files of its volumes. */
  readonly allocatedBytes: number;
  /** The maximum size of its volumes. */
  readonly promisedBytes: number;
}

/** The size of the file of a volume, and its maximum size. */
interface VolumeSizes {
  readonly allocationBytes: number;
  readonly capacityBytes: number;
}

/** The interval for reading the size of a volume that libvirt is writing. */
const LOOK_EVERY_MS = 250;
/** The number of concurrent conversions: each is a `qemu-img` process of libvirt. */
const CONVERSIONS_AT_ONCE = 4;
/** How many volumes are read concurrently: libvirtd processes five calls of a client at a time. */
const READ_AT_ONCE = 4;
/** A pool with less free space is full: not even an empty qcow2 file fits. */
const FULL_BYTES = 1024 ** 2;

/** Manages volumes in picostack's two pools. Everything goes through libvirt; this code opens no path. */
@Injectable()
export class StorageService {
  private readonly conversions = new Semaphore(CONVERSIONS_AT_ONCE);
  /** The known sizes of each pool's volumes by name: an estimate, see {@link estimateUsage}. */
  private readonly knownSizes: Record<PoolRole, Map<string, VolumeSizes>> = {
    images: new Map(),
    disks: new Map(),
  };

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
  ) {}

  /**
   * Create a volume. With a backing file this takes as long as writing a header.
   * @returns its path on the host
   * @throws InsufficientStorageError
   */
  async create(role: PoolRole, view: NewVolume): Promise<{ path: string }> {
    const volume = await this.inPool(role, `create the volume ${view.name}`, (pool) =>
      pool.storageVolCreateXML(renderVolume(withVersion(view)), 0),
    );
    return { path: volume.key };
  }

  /**
   * Copy a volume, with the content of its backing files, into a new volume. libvirt knows the format of the source from its
   * definition. It cannot cancel the conversion.
   * @param onBytes receives the current size of the file of the new volume
   */
  async convert(
    source: VolumeRef,
    role: PoolRole,
    view: NewVolume,
    onBytes: (bytes: number) => void = () => undefined,
  ): Promise<VolumeDescription> {
    return this.conversions.runExclusive(() =>
      this.libvirt.call(`convert the volume ${source.name}`, async (connection) => {
        // libvirt processes only a few calls of a connection at a time, and this one may take long.
        const own = await connection.duplicate();
        const watch = setInterval(() => {
          this.allocationOf(connection, role, view.name).then(
            (bytes) => bytes !== undefined && onBytes(bytes),
            () => undefined,
          );
        }, LOOK_EVERY_MS);
        try {
          const from = await this.pools.open(source.role, own);
          const to = await this.pools.open(role, own);
          const volume = await from.storageVolLookupByName(source.name);
          const target = await to.storageVolCreateXMLFrom(
            renderVolume(withVersion(view)),
            volume,
            0,
          );
          return readVolume(await target.getXMLDesc(0));
        } finally {
          clearInterval(watch);
          await own.close();
        }
      }),
    );
  }

  /** Grow a volume whose guest is stopped. libvirt refuses to shrink it. */
  async resize(role: PoolRole, name: string, capacityBytes: number): Promise<void> {
    this.knownSizes[role].delete(name);
    await this.inPool(role, `resize the volume ${name}`, async (pool) => {
      const volume = await pool.storageVolLookupByName(name);
      await volume.resize(capacityBytes, 0);
    });
  }

  /** Delete a volume. It is not an error if it does not exist. @throws StoragePoolUnavailableError */
  async remove(role: PoolRole, name: string): Promise<void> {
    await this.libvirt.call(`delete the volume ${name}`, async (connection) => {
      const pool = await this.pools.open(role, connection);
      const lookUp = () => unlessMissing(() => pool.storageVolLookupByName(name));
      const remembered = await lookUp();
      const hasFile = remembered && (await unlessMissing(() => remembered.getInfo())) !== undefined;
      if (!hasFile) {
        // If a file is missing, libvirt only forgets the volume, even if the whole folder is unavailable.
        await this.pools.refresh(role, connection);
      }
      await (hasFile ? remembered : await lookUp())?.delete(0);
    });
  }

  /** Delete a volume that libvirt may still be writing for an earlier run of the server: wait for the end of that. */
  async removeOnceWritten(role: PoolRole, name: string): Promise<void> {
    for (;;) {
      try {
        return await this.remove(role, name);
      } catch (error) {
        if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /**
   * Return the sizes of a volume; undefined if it does not exist, or its file was deleted outside of libvirt.
   * @throws StoragePoolUnavailableError if the whole pool is unavailable
   */
  async describe(role: PoolRole, name: string): Promise<VolumeDescription | undefined> {
    const found = await this.libvirt.call(`read the volume ${name}`, (connection) =>
      this.readVolume(role, name, connection),
    );
    return found?.description;
  }

  /**
   * Return the current virtual size of a volume; undefined if libvirt does not find it, or its pool is stopped.
   * This is cheap and has no side effects: it neither starts nor refreshes the pool.
   */
  async capacityOf(role: PoolRole, name: string): Promise<number | undefined> {
    return this.libvirt.call(`read the size of the volume ${name}`, async (connection) => {
      try {
        const pool = await this.pools.find(role, connection);
        const info =
          pool &&
          (await unlessMissing(async () => (await pool.storageVolLookupByName(name)).getInfo()));
        if (info) this.knownSizes[role].set(name, info);
        return info?.capacityBytes;
      } catch (error) {
        // The pool is stopped, or was undefined in this moment.
        if (isLibvirtError(error, VIR_ERR_OPERATION_INVALID, VIR_ERR_NO_STORAGE_POOL))
          return undefined;
        throw error;
      }
    });
  }

  /** Whether the pool runs. This does not start it. */
  isRunning(role: PoolRole): Promise<boolean> {
    return this.libvirt.call('read the state of the storage pool', async (connection) => {
      try {
        return (await (await this.pools.find(role, connection))?.isActive()) ?? false;
      } catch (error) {
        if (isLibvirtError(error, VIR_ERR_NO_STORAGE_POOL)) return false;
        throw error;
      }
    });
  }

  /**
   * As {@link describe}, but cheap and without side effects: undefined also if libvirt has not read the file yet, or the pool
   * is stopped.
   */
  async glanceAt(role: PoolRole, name: string): Promise<VolumeDescription | undefined> {
    return this.libvirt.call(`read the volume ${name}`, async (connection) => {
      try {
        const pool = await this.pools.find(role, connection);
        const xml =
          pool &&
          (await unlessMissing(async () =>
            (await pool.storageVolLookupByName(name)).getXMLDesc(0),
          ));
        return xml === undefined ? undefined : readVolume(xml);
      } catch (error) {
        if (isLibvirtError(error, VIR_ERR_OPERATION_INVALID, VIR_ERR_NO_STORAGE_POOL))
          return undefined;
        throw error;
      }
    });
  }

  /** The size of the files of volumes in bytes, as they were read last; only those that are not known are read. */
  async knownAllocation(role: PoolRole, names: readonly string[]): Promise<number> {
    const known = this.knownSizes[role];
    const unread = names.filter((name) => !known.has(name));
    if (this.libvirt.isConnected) {
      await concurrently(unread, READ_AT_ONCE, (name) =>
        this.capacityOf(role, name).catch(ignoreLibvirtError),
      );
    }
    return names.reduce((sum, name) => sum + (known.get(name)?.allocationBytes ?? 0), 0);
  }

  /** Return the path of the file of a volume, even if the file was deleted. */
  async pathOf(role: PoolRole, name: string): Promise<string> {
    return this.libvirt.call(`find the volume ${name}`, async (connection) => {
      const pool = await this.pools.open(role, connection);
      return `${await this.pools.pathOf(role, pool)}/${name}`;
    });
  }

  /** Open a stream that writes a volume from its start. */
  async upload(role: PoolRole, name: string): Promise<Writable> {
    return this.libvirt.call(`write the volume ${name}`, (connection) =>
      this.onItsOwn(connection, role, name, (volume) => volume.upload(0, 0, 0)),
    );
  }

  /**
   * Write a volume from its start.
   * @param write receives the stream, which also accepts StreamHole objects for ranges of zeros, and ends it
   * @throws InsufficientStorageError if the pool is full
   */
  async write<T>(role: PoolRole, name: string, write: (sink: Writable) => Promise<T>): Promise<T> {
    const doing = `write the volume ${name} in the storage pool ${this.pools.nameOf(role)}`;
    return this.libvirt.call(doing, async (connection) => {
      const sink = await this.onItsOwn(connection, role, name, (volume) =>
        volume.upload(0, 0, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM),
      );
      try {
        return await write(sink);
      } finally {
        sink.destroy();
      }
    });
  }

  /**
   * Open a stream that reads a volume.
   * @param length how many bytes to read; 0: to its end
   */
  async download(role: PoolRole, name: string, offset = 0, length = 0): Promise<Readable> {
    return this.libvirt.call(`read the volume ${name}`, (connection) =>
      this.onItsOwn(connection, role, name, (volume) => volume.download(offset, length, 0)),
    );
  }

  private onItsOwn<T extends Readable | Writable>(
    connection: Connection,
    role: PoolRole,
    name: string,
    open: (volume: StorageVolume) => Promise<T>,
  ): Promise<T> {
    return onOwnConnection(connection, async (own) => {
      const pool = await this.pools.open(role, own);
      return open(await pool.storageVolLookupByName(name));
    });
  }

  /** Return the free space of a pool in bytes. */
  freeBytes(role: PoolRole): Promise<number> {
    return this.libvirt.call('read the free space', (connection) =>
      this.pools.freeBytes(role, connection),
    );
  }

  /** Return the size of the filesystem of a pool in bytes. */
  sizeOfPool(role: PoolRole): Promise<number> {
    return this.libvirt.call('read the size of the storage pool', async (connection) => {
      return (await (await this.pools.open(role, connection)).getInfo()).capacityBytes;
    });
  }

  /** @throws InsufficientStorageError if a pool has less free space than `bytes` */
  async requireSpace(role: PoolRole, bytes: number, what: string): Promise<void> {
    const available = await this.freeBytes(role);
    if (bytes <= available) return;
    throw new InsufficientStorageError(
      `${what} needs ${formatBytes(bytes)}, but the storage pool ${this.pools.nameOf(role)} has only ${formatBytes(available)} free. ` +
        'Free some space, or move the pool to a larger filesystem.',
      { neededBytes: bytes, availableBytes: available },
    );
  }

  /** List the names of the volumes in a pool, as they are in its folder now. */
  async names(role: PoolRole): Promise<string[]> {
    return this.libvirt.call('list the volumes', async (connection) => {
      await this.pools.refresh(role, connection);
      const pool = await this.pools.open(role, connection);
      return (await pool.listAllVolumes()).map(({ name }) => name);
    });
  }

  /**
   * Estimate the usage of a pool from the known sizes of its volumes; only new volumes are read. Guests may have written
   * since then, so the current usage may be higher. The maximum is correct, unless a volume was grown outside of picostack.
   */
  estimateUsage(role: PoolRole): Promise<PoolUsage> {
    return this.libvirt.call('read what the volumes take', async (connection) => {
      const pool = await this.pools.open(role, connection);
      const volumes = await pool.listAllVolumes();
      const known = this.knownSizes[role];
      const names = new Set(volumes.map(({ name }) => name));
      for (const name of known.keys()) if (!names.has(name)) known.delete(name);
      await Promise.all(
        volumes
          .filter(({ name }) => !known.has(name))
          .map(async (volume) => {
            // A volume that was deleted after it was listed uses no space.
            const sizes = await unlessMissing(() => volume.getInfo());
            if (sizes) known.set(volume.name, sizes);
          }),
      );
      const sizes = [...known.values()];
      return {
        availableBytes: await this.pools.freeBytes(role, connection),
        allocatedBytes: sizes.reduce((sum, { allocationBytes }) => sum + allocationBytes, 0),
        promisedBytes: sizes.reduce((sum, { capacityBytes }) => sum + capacityBytes, 0),
      };
    });
  }

  /** Return the usage of a pool; this reads all of its volumes. */
  readUsage(role: PoolRole): Promise<PoolUsage> {
    this.knownSizes[role].clear();
    return this.estimateUsage(role);
  }

  /** The prefix of the names of the pools, which identifies this server's resources. */
  get poolPrefix(): string {
    return this.settings.poolPrefix;
  }

  /** Run a call on a pool, and report errors of an unavailable or a full pool as such. */
  private inPool<T>(
    role: PoolRole,
    doing: string,
    work: (pool: StoragePool) => Promise<T>,
  ): Promise<T> {
    return this.libvirt
      .call(doing, async (connection) => work(await this.pools.open(role, connection)))
      .catch(async (error: unknown) => {
        if (!(error instanceof LibvirtFailedError)) throw error;
        await this.explainFailure(role, doing, error);
        throw error;
      });
  }

  /** qemu-img reports its errors only as text, so check the free space of the pool. */
  private async explainFailure(role: PoolRole, doing: string, cause: Error): Promise<void> {
    const freeBytes = await this.libvirt.call('check the storage pool', async (connection) => {
      await this.pools.refresh(role, connection);
      return this.pools.freeBytes(role, connection);
    });
    if (freeBytes >= FULL_BYTES) return;
    throw new InsufficientStorageError(
      `The storage pool ${this.pools.nameOf(role)} has too little space to ${doing}. Free some space, or move the pool to a larger filesystem.`,
      { availableBytes: freeBytes },
      { cause },
    );
  }

  /** Return the size of the file of a volume; undefined if libvirt does not know it. */
  private async allocationOf(
    connection: Connection,
    role: PoolRole,
    name: string,
  ): Promise<number | undefined> {
    const pool = await connection.storagePoolLookupByName(this.pools.nameOf(role));
    const info = await unlessMissing(async () =>
      (await pool.storageVolLookupByName(name)).getInfo(),
    );
    return info?.allocationBytes;
  }

  /**
   * Read a volume. libvirt caches the volumes of the last refresh of the pool; the pool is refreshed only if the file
   * differs from the cached state.
   */
  private async readVolume(
    role: PoolRole,
    name: string,
    connection: Connection,
  ): Promise<{ volume: StorageVolume; description: VolumeDescription } | undefined> {
    const read = async () => {
      const pool = await this.pools.open(role, connection);
      const volume = await pool.storageVolLookupByName(name);
      return { volume, description: readVolume(await volume.getXMLDesc(0)) };
    };
    const remembered = await unlessMissing(read);
    if (remembered) return remembered;
    return (await this.pools.refresh(role, connection)) ? unlessMissing(read) : undefined;
  }
}

function ignoreLibvirtError(error: unknown): void {
  const isKnown = error instanceof LibvirtFailedError || error instanceof LibvirtUnavailableError;
  if (!isKnown) throw error;
}

/** libvirt 9.0 creates version 2 by default, without incremental backup, discard, and resize with snapshots. */
function withVersion(view: NewVolume): VolumeView {
  return view.format === 'qcow2' ? { ...view, compat: '1.1' } : view;
}

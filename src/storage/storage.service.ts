import { Inject, Injectable } from '@nestjs/common';
import { Semaphore } from 'async-mutex';
import type { Readable, Writable } from 'node:stream';
import { InsufficientStorageError, LibvirtFailedError } from '../common/errors.js';
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
import { type PoolRole, StoragePools } from './storage-pools.js';

export type { PoolRole } from './storage-pools.js';

/** A volume of one of the pools. */
export interface VolumeRef {
  readonly role: PoolRole;
  readonly name: string;
}

/** A volume that is to be made. */
export type NewVolume = Omit<VolumeView, 'compat'>;

/** What a pool holds. */
export interface PoolUsage {
  readonly availableBytes: number;
  /** What its volumes take. */
  readonly allocatedBytes: number;
  /** What its volumes may grow to. */
  readonly promisedBytes: number;
}

/** What a volume takes, and may grow to. */
interface VolumeSizes {
  readonly allocationBytes: number;
  readonly capacityBytes: number;
}

/** How often a volume that libvirt is writing is looked at. */
const LOOK_EVERY_MS = 250;
/** Conversions that run at once: each is a `qemu-img` of libvirt's. */
const CONVERSIONS_AT_ONCE = 4;
/** A pool with less than this is full: not even an empty qcow2 file has room. */
const FULL_BYTES = 1024 ** 2;

/** Volumes in picostack's two directory pools. Everything goes through libvirt; no path is opened here. */
@Injectable()
export class StorageService {
  private readonly conversions = new Semaphore(CONVERSIONS_AT_ONCE);
  /** What was read of each pool's volumes, by their names: an estimate, see {@link estimateUsage}. */
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
   * Creates a volume; with a backing file it takes the time of writing a header.
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
   * Copies a volume into a new one of a pool, with all that is in its backing files. libvirt knows the source's format
   * from its record, and cannot be kept from finishing what it has begun.
   * @param onBytes told how many bytes the new volume has on the disk so far
   */
  async convert(
    source: VolumeRef,
    role: PoolRole,
    view: NewVolume,
    onBytes: (bytes: number) => void = () => undefined,
  ): Promise<VolumeDescription> {
    return this.conversions.runExclusive(() =>
      this.libvirt.call(`convert the volume ${source.name}`, async (connection) => {
        // libvirt answers only a few calls of one connection at a time, and this one takes as long as the disk is big.
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

  /** Makes a volume larger; its guest must be off. libvirt refuses to make it smaller. */
  async resize(role: PoolRole, name: string, capacityBytes: number): Promise<void> {
    this.knownSizes[role].delete(name);
    await this.inPool(role, `resize the volume ${name}`, async (pool) => {
      const volume = await pool.storageVolLookupByName(name);
      await volume.resize(capacityBytes, 0);
    });
  }

  /** Deletes a volume; one that is gone already is no error. @throws StoragePoolUnavailableError */
  async remove(role: PoolRole, name: string): Promise<void> {
    await this.libvirt.call(`delete the volume ${name}`, async (connection) => {
      const pool = await this.pools.open(role, connection);
      const lookUp = () => unlessMissing(() => pool.storageVolLookupByName(name));
      const remembered = await lookUp();
      const hasFile = remembered && (await unlessMissing(() => remembered.getInfo())) !== undefined;
      if (!hasFile) {
        // For a file that is not there libvirt only forgets the volume, also where the whole folder is just away.
        await this.pools.refresh(role, connection);
      }
      await (hasFile ? remembered : await lookUp())?.delete(0);
    });
  }

  /** Deletes a volume that libvirt may still be writing for a server that is no more: waits for the end of that first. */
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
   * What is in the file of a volume now; undefined where there is none, also where it was removed by hand.
   * @throws StoragePoolUnavailableError where the whole pool is away
   */
  async describe(role: PoolRole, name: string): Promise<VolumeDescription | undefined> {
    const found = await this.libvirt.call(`read the volume ${name}`, (connection) =>
      this.readVolume(role, name, connection),
    );
    return found?.description;
  }

  /**
   * The virtual size of a volume as its file has it now; undefined where libvirt does not find it, or its pool is stopped.
   * Cheap, and changes nothing: the pool is neither started nor refreshed.
   */
  async capacityOf(role: PoolRole, name: string): Promise<number | undefined> {
    return this.libvirt.call(`read the size of the volume ${name}`, async (connection) => {
      const pool = await this.pools.findActive(role, connection);
      if (!pool) return undefined;
      try {
        return await unlessMissing(
          async () => (await (await pool.storageVolLookupByName(name)).getInfo()).capacityBytes,
        );
      } catch (error) {
        // Stopped, or undefined, in this moment.
        if (isLibvirtError(error, VIR_ERR_OPERATION_INVALID, VIR_ERR_NO_STORAGE_POOL))
          return undefined;
        throw error;
      }
    });
  }

  /** Where the file of a volume is, or was before it was removed. */
  async pathOf(role: PoolRole, name: string): Promise<string> {
    return this.libvirt.call(`find the volume ${name}`, async (connection) => {
      const pool = await this.pools.open(role, connection);
      return `${await this.pools.pathOf(role, pool)}/${name}`;
    });
  }

  /** A stream that writes a volume from its beginning. */
  async upload(role: PoolRole, name: string): Promise<Writable> {
    return this.libvirt.call(`write the volume ${name}`, (connection) =>
      this.onItsOwn(connection, role, name, (volume) => volume.upload(0, 0, 0)),
    );
  }

  /**
   * Writes a volume from its beginning.
   * @param write is given the stream, which also takes StreamHole objects for stretches of zeros, and ends it
   * @throws InsufficientStorageError where the pool is full
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

  /** A stream that reads a volume from its beginning to its end. */
  async download(role: PoolRole, name: string): Promise<Readable> {
    return this.libvirt.call(`read the volume ${name}`, (connection) =>
      this.onItsOwn(connection, role, name, (volume) => volume.download(0, 0, 0)),
    );
  }

  /**
   * Opens a stream on a connection of its own. One slow reader would hold up everybody else's calls, and libvirtd 9.0
   * counts the packets that an aborted upload leaves behind as requests under way until it reads no more of them.
   */
  private async onItsOwn<T extends Readable | Writable>(
    connection: Connection,
    role: PoolRole,
    name: string,
    open: (volume: StorageVolume) => Promise<T>,
  ): Promise<T> {
    const own = await connection.duplicate();
    try {
      const pool = await this.pools.open(role, own);
      const stream = await open(await pool.storageVolLookupByName(name));
      stream.once('close', () => void own.close());
      return stream;
    } catch (error) {
      await own.close();
      throw error;
    }
  }

  /** Free space of a pool, in bytes. */
  freeBytes(role: PoolRole): Promise<number> {
    return this.libvirt.call('read the free space', (connection) =>
      this.pools.freeBytes(role, connection),
    );
  }

  /** Size of the filesystem that a pool is on, in bytes. */
  sizeOfPool(role: PoolRole): Promise<number> {
    return this.libvirt.call('read the size of the storage pool', async (connection) => {
      return (await (await this.pools.open(role, connection)).getInfo()).capacityBytes;
    });
  }

  /** @throws InsufficientStorageError where a pool has less free space than `bytes` */
  async requireSpace(role: PoolRole, bytes: number, what: string): Promise<void> {
    const available = await this.freeBytes(role);
    if (bytes <= available) return;
    throw new InsufficientStorageError(
      `${what} needs ${mebibytes(bytes)} MiB, and the storage pool ${this.pools.nameOf(role)} has ${mebibytes(available)} MiB free. ` +
        'Free some space, or put the pool on a larger filesystem.',
      { neededBytes: bytes, availableBytes: available },
    );
  }

  /** Names of the volumes in a pool, as they are on the disk now. */
  async names(role: PoolRole): Promise<string[]> {
    return this.libvirt.call('list the volumes', async (connection) => {
      await this.pools.refresh(role, connection);
      const pool = await this.pools.open(role, connection);
      return (await pool.listAllVolumes()).map(({ name }) => name);
    });
  }

  /**
   * What a pool holds, from what was read of its volumes before: only new ones are read. Guests have written since:
   * what the volumes take is too low then, never what they may grow to, unless somebody made one larger outside.
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
            // A volume that was deleted since it was listed takes nothing.
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

  /** What a pool holds now: each of its volumes is read. */
  readUsage(role: PoolRole): Promise<PoolUsage> {
    this.knownSizes[role].clear();
    return this.estimateUsage(role);
  }

  /** What the names of the pools begin with: a mark of this server's own things. */
  get poolPrefix(): string {
    return this.settings.poolPrefix;
  }

  /** Runs a call on a pool. What fails because the pool is away, or full, is reported as that. */
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

  /** qemu-img reports in words alone why it failed: the pool is looked at. */
  private async explainFailure(role: PoolRole, doing: string, cause: Error): Promise<void> {
    const freeBytes = await this.libvirt.call('check the storage pool', async (connection) => {
      await this.pools.refresh(role, connection);
      return this.pools.freeBytes(role, connection);
    });
    if (freeBytes >= FULL_BYTES) return;
    throw new InsufficientStorageError(
      `The storage pool ${this.pools.nameOf(role)} has no room left to ${doing}. Free some space, or put the pool on a larger filesystem.`,
      { availableBytes: freeBytes },
      { cause },
    );
  }

  /** Bytes that a volume has on the disk; undefined where libvirt does not know it. */
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
   * Reads a volume. libvirt remembers the volumes that it found when the pool was refreshed last: only where the file
   * is not as remembered, the pool is refreshed.
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

/** libvirt 9.0 makes version 2 by itself, which has no incremental backup, no discard and no resize with snapshots. */
function withVersion(view: NewVolume): VolumeView {
  return view.format === 'qcow2' ? { ...view, compat: '1.1' } : view;
}

function mebibytes(bytes: number): string {
  return Math.ceil(bytes / 1024 ** 2).toLocaleString('en');
}

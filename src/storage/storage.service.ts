import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { InsufficientStorageError } from '../common/errors.js';
import { KeyedMutex } from '../common/mutex.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type VolumeDescription, readVolume } from '../domain-xml/read.js';
import { renderPool, renderVolume } from '../domain-xml/templates.js';
import type { VolumeView } from '../domain-xml/views.js';
import {
  type Connection,
  LibvirtService,
  type StoragePool,
  type StorageVolume,
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_NO_STORAGE_VOL,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../libvirt/index.js';

/** The two pools: base images, and the instances' disks. */
export type PoolRole = 'images' | 'disks';

/** A volume of one of the pools. */
export interface VolumeRef {
  readonly role: PoolRole;
  readonly name: string;
}

/** How often a volume that libvirt is writing is looked at. */
const LOOK_EVERY_MS = 250;
/** A pool cannot be refreshed while a volume of it is made: that takes a moment, where nothing is copied. */
const REFRESH_LIMIT_MS = 30_000;
const REFRESH_AGAIN_MS = 50;

/** Volumes in picostack's two directory pools. Everything goes through libvirt; no path is opened here. */
@Injectable()
export class StorageService {
  private readonly pools = new Map<PoolRole, StoragePool>();
  /** While libvirt converts a volume into a pool it does not look into another one of it. */
  private readonly converting = new KeyedMutex();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
  ) {
    libvirt.onConnect(async () => {
      await this.ensurePool('images');
      await this.ensurePool('disks');
    });
  }

  /**
   * Creates a volume; with a backing file it takes the time of writing a header.
   * @returns its path on the host
   * @throws InsufficientStorageError
   */
  async create(role: PoolRole, view: VolumeView): Promise<{ path: string }> {
    return this.libvirt.call(`create the volume ${view.name}`, async () => {
      const volume = await this.pool(role).storageVolCreateXML(renderVolume(view), 0);
      return { path: volume.key };
    });
  }

  /**
   * Copies a volume into a new one of a pool, with all that is in its backing files. libvirt knows the source's format
   * from its record, and cannot be kept from finishing what it has begun.
   * @param onBytes told how many bytes the new volume has on the disk so far
   */
  async convert(
    source: VolumeRef,
    role: PoolRole,
    view: VolumeView,
    onBytes: (bytes: number) => void = () => undefined,
  ): Promise<VolumeDescription> {
    return this.converting.run(role, () =>
      this.libvirt.call(`convert the volume ${source.name}`, async (connection) => {
        // libvirt answers only a few calls of one connection at a time, and this one takes as long as the disk is big.
        const own = await connection.duplicate();
        const watch = setInterval(() => {
          this.describe(role, view.name).then(
            (volume) => volume && onBytes(volume.allocationBytes),
            () => undefined,
          );
        }, LOOK_EVERY_MS);
        try {
          const from = await own.storagePoolLookupByName(this.poolName(source.role));
          const to = await own.storagePoolLookupByName(this.poolName(role));
          const volume = await from.storageVolLookupByName(source.name);
          const target = await to.storageVolCreateXMLFrom(renderVolume(view), volume, 0);
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
    await this.libvirt.call(`resize the volume ${name}`, async () => {
      const volume = await this.pool(role).storageVolLookupByName(name);
      await volume.resize(capacityBytes, 0);
    });
  }

  /** Deletes a volume; one that is gone already is no error. */
  async remove(role: PoolRole, name: string): Promise<void> {
    await this.libvirt.call(`delete the volume ${name}`, async () => {
      const volume = await this.find(role, name);
      await volume?.delete(0);
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

  /** What libvirt knows of a volume; undefined where there is none of that name. */
  async describe(role: PoolRole, name: string): Promise<VolumeDescription | undefined> {
    return this.libvirt.call(`read the volume ${name}`, async () => {
      const volume = await this.find(role, name);
      return volume && readVolume(await volume.getXMLDesc(0));
    });
  }

  /**
   * What libvirt finds when it looks into the file of a volume that was just written. By itself it looks some time
   * after the end of an upload, or not at all while it makes another volume of the pool.
   */
  async describeAnew(role: PoolRole, name: string): Promise<VolumeDescription | undefined> {
    return this.converting.run(role, () =>
      this.libvirt.call(`look into the volume ${name}`, async () => {
        const deadline = performance.now() + REFRESH_LIMIT_MS;
        while (!(await this.tryRefresh(role)) && performance.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, REFRESH_AGAIN_MS));
        }
        return this.describe(role, name);
      }),
    );
  }

  /** A stream that writes a volume from its beginning. */
  async upload(role: PoolRole, name: string): Promise<Writable> {
    return this.libvirt.call(`write the volume ${name}`, (connection) =>
      this.onItsOwn(connection, role, name, (volume) => volume.upload(0, 0, 0)),
    );
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
      const pool = await own.storagePoolLookupByName(this.poolName(role));
      const stream = await open(await pool.storageVolLookupByName(name));
      stream.once('close', () => void own.close());
      return stream;
    } catch (error) {
      await own.close();
      throw error;
    }
  }

  /** @throws InsufficientStorageError where a pool has less free space than `bytes` */
  async requireSpace(role: PoolRole, bytes: number, what: string): Promise<void> {
    const available = await this.libvirt.call('read the free space', async () => {
      // Where it cannot be refreshed just now, the figure is a moment old.
      await this.tryRefresh(role);
      return (await this.pool(role).getInfo()).availableBytes;
    });
    if (bytes <= available) return;
    throw new InsufficientStorageError(
      `${what} needs ${mebibytes(bytes)} MiB, and the storage pool ${this.poolName(role)} has ${mebibytes(available)} MiB free. ` +
        'Free some space, or put the pool on a larger filesystem.',
      { neededBytes: bytes, availableBytes: available },
    );
  }

  /** Names of the volumes in a pool. */
  async names(role: PoolRole): Promise<string[]> {
    return this.libvirt.call('list the volumes', async () => {
      await this.tryRefresh(role);
      return (await this.pool(role).listAllVolumes()).map(({ name }) => name);
    });
  }

  /** What a pool holds: free, taken by its volumes, and what they may grow to. */
  async usage(
    role: PoolRole,
  ): Promise<{ availableBytes: number; allocatedBytes: number; promisedBytes: number }> {
    return this.libvirt.call('read what the volumes take', async () => {
      const pool = this.pool(role);
      const [{ availableBytes }, volumes] = await Promise.all([
        pool.getInfo(),
        pool.listAllVolumes(),
      ]);
      // A volume that was deleted since it was listed takes nothing.
      const infos = await Promise.all(volumes.map((each) => each.getInfo().catch(() => undefined)));
      const sum = (field: 'allocationBytes' | 'capacityBytes') =>
        infos.reduce((total, info) => total + (info?.[field] ?? 0), 0);
      return {
        availableBytes,
        allocatedBytes: sum('allocationBytes'),
        promisedBytes: sum('capacityBytes'),
      };
    });
  }

  /** @returns false where libvirt refuses to, as it does while it makes a volume of the pool */
  private tryRefresh(role: PoolRole): Promise<boolean> {
    return this.libvirt.call(`look into the storage pool ${this.poolName(role)}`, async () => {
      try {
        await this.pool(role).refresh(0);
        return true;
      } catch (error) {
        if (isLibvirtError(error, VIR_ERR_INTERNAL_ERROR)) return false;
        throw error;
      }
    });
  }

  /** What the names of the pools begin with: a mark of this server's own things. */
  get poolPrefix(): string {
    return this.settings.poolPrefix;
  }

  private poolName(role: PoolRole): string {
    return `${this.settings.poolPrefix}-${role}`;
  }

  private pool(role: PoolRole): StoragePool {
    const pool = this.pools.get(role);
    if (!pool) throw new Error(`The storage pool for ${role} was not made ready`);
    return pool;
  }

  private async find(role: PoolRole, name: string): Promise<StorageVolume | undefined> {
    try {
      return await this.pool(role).storageVolLookupByName(name);
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_STORAGE_VOL)) return undefined;
      throw error;
    }
  }

  /** Finds the pool, or defines and builds it; starts it where it is off. */
  private async ensurePool(role: PoolRole): Promise<void> {
    const pool = await this.libvirt.call(
      `make the storage pool ${this.poolName(role)} ready`,
      async (connection) => {
        const found =
          (await lookUpPool(connection, this.poolName(role))) ??
          (await this.definePool(connection, role));
        if (!(await found.isActive())) await found.create(0);
        return found;
      },
    );
    this.pools.set(role, pool);
    // libvirt may still be writing a volume for an earlier run of this server: it knows its volumes all the same.
    await this.tryRefresh(role);
  }

  private async definePool(connection: Connection, role: PoolRole): Promise<StoragePool> {
    const path = join(this.settings.poolDir ?? this.defaultPoolDir(), role);
    const pool = await connection.storagePoolDefineXML(
      renderPool({ name: this.poolName(role), path }),
      0,
    );
    await pool.build(0);
    await pool.setAutostart(true);
    return pool;
  }

  /** Where the host's own policies (AppArmor, SELinux) expect the disks of that daemon's guests. */
  private defaultPoolDir(): string {
    return this.libvirt.uri.includes('/session')
      ? join(this.settings.dataDir, 'pools')
      : join('/var/lib/libvirt/images', this.settings.poolPrefix);
  }
}

async function lookUpPool(connection: Connection, name: string): Promise<StoragePool | undefined> {
  try {
    return await connection.storagePoolLookupByName(name);
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_STORAGE_POOL)) return undefined;
    throw error;
  }
}

function mebibytes(bytes: number): string {
  return Math.ceil(bytes / 1024 ** 2).toLocaleString('en');
}

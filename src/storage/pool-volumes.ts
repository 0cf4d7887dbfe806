import { Inject, Injectable } from '@nestjs/common';
import { lstat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { concurrently } from '../common/concurrently.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../common/errors.js';
import { isLocalUri } from '../common/uri.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { writableSources } from '../domain-xml/disks.js';
import { type VolumeDescription, readVolume } from '../domain-xml/read.js';
import {
  type Connection,
  LibvirtService,
  type StoragePool,
  type StorageVolume,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_STORAGE_POOL,
  isLibvirtError,
} from '../libvirt/index.js';
import type { StorageVolumesDto } from './dto.js';
import { FileUsers } from './file-users.js';
import { unlessMissing } from './missing-volume.js';
import { onOwnConnection } from './own-connection.js';
import { StoragePools } from './storage-pools.js';

/** More volumes are not listed: a client can ask for one pool. */
const MAX_VOLUMES = 1000;
/** How many volumes are read concurrently: libvirtd processes five calls of a client at a time. */
const AT_ONCE = 4;
/** In the setting importPools: all pools. */
const ALL_POOLS = '*';

/** A volume that can be read. */
export interface ReadableVolume {
  readonly description: VolumeDescription;
  /** Open a stream that reads it from its start, on a separate connection. */
  open(): Promise<Readable>;
  /** @throws ConflictError `volumeInUse` if a running guest writes to it now */
  requireUnwritten(): Promise<void>;
}

/** Reads the volumes of all pools of libvirt, also of those that picostack does not manage. It starts and changes none. */
@Injectable()
export class PoolVolumes {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly users: FileUsers,
    private readonly pools: StoragePools,
  ) {}

  /**
   * List the pools whose volumes may be imported, and the volumes of those that are running.
   * @param pool list only the volumes of this pool
   * @throws NotFoundError, ConflictError `storagePoolStopped`, ForbiddenError `storagePoolNotAllowed`
   */
  list(pool?: string): Promise<StorageVolumesDto> {
    return this.libvirt.call('list the volumes', async (connection) => {
      const all = await connection.listAllStoragePools(0);
      const allowed = all.filter(({ name }) => this.isAllowed(name));
      const pools = await Promise.all(
        allowed.map(async (each) => ({ name: each.name, isActive: await each.isActive() })),
      );
      const wanted =
        pool === undefined
          ? allowed.filter(({ name }) => pools.find((each) => each.name === name)?.isActive)
          : [await this.find(connection, pool)];
      const items: StorageVolumesDto['items'] = [];
      for (const each of wanted) {
        const volumes = await each.listAllVolumes(0);
        items.push(...(await describeAll(volumes.slice(0, MAX_VOLUMES - items.length))));
      }
      return {
        pools: pools.toSorted((a, b) => a.name.localeCompare(b.name)),
        items: items.toSorted((a, b) => `${a.pool}/${a.name}`.localeCompare(`${b.pool}/${b.name}`)),
      };
    });
  }

  /**
   * Find a volume to read.
   * @throws NotFoundError, ForbiddenError `storagePoolNotAllowed`, ConflictError `storagePoolStopped`, `volumeInUse`,
   * `volumeIsLink`
   */
  async read(poolName: string, name: string): Promise<ReadableVolume> {
    const doing = `read the volume ${name} of the storage pool ${poolName}`;
    const description = await this.libvirt.call(doing, async (connection) => {
      const pool = await this.find(connection, poolName);
      return readVolume(await (await findVolume(pool, name)).getXMLDesc(0));
    });
    await this.requireNoLink(description.path, `${poolName}/${name}`);
    const requireUnwritten = (): Promise<void> =>
      this.requireUnwritten(description.path, `${poolName}/${name}`);
    await requireUnwritten();
    const open = (): Promise<Readable> =>
      this.libvirt.call(doing, (connection) =>
        onOwnConnection(connection, async (own) => {
          const volume = await findVolume(await this.find(own, poolName), name);
          return volume.download(0, 0, 0);
        }),
      );
    return { description, open, requireUnwritten };
  }

  /** The files in the pool of images are images already, or parts of uploads. */
  private isAllowed(pool: string): boolean {
    const { importPools } = this.settings;
    if (pool === this.pools.nameOf('images')) return false;
    return importPools.includes(ALL_POOLS) || importPools.includes(pool);
  }

  private async find(connection: Connection, name: string): Promise<StoragePool> {
    if (!this.isAllowed(name)) {
      throw new ForbiddenError(
        `Images may not be imported from the storage pool "${name}". An administrator can allow it with the setting importPools (PICOSTACK_IMPORT_POOLS).`,
        'storagePoolNotAllowed',
      );
    }
    let pool: StoragePool;
    try {
      pool = await connection.storagePoolLookupByName(name);
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_STORAGE_POOL))
        throw new NotFoundError('storagePool', name);
      throw error;
    }
    if (await pool.isActive()) return pool;
    throw new ConflictError(
      'storagePoolStopped',
      `The storage pool "${name}" is stopped. Start it (virsh pool-start ${name}), and repeat the request.`,
      { pool: name },
    );
  }

  /** libvirt reads as root and follows links: a user who may write to the folder of a pool could have any file read. */
  private async requireNoLink(path: string, label: string): Promise<void> {
    if (!isLocalUri(this.libvirt.uri)) return;
    // Without access to its folder, this process cannot see the file.
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isSymbolicLink()) return;
    // A volume of LVM is a link to a device, in a folder that only root may change.
    if (path.startsWith('/dev/')) return;
    throw new ConflictError(
      'volumeIsLink',
      `The volume "${label}" is a symbolic link. Import the file that it leads to, from its own pool.`,
    );
  }

  private async requireUnwritten(path: string, label: string): Promise<void> {
    const { domains } = await this.users.find([path]);
    const writers = await this.libvirt.call('look for running guests', async (connection) => {
      const writing = await Promise.all(
        domains.map(async (name) => ((await isWriting(connection, name, path)) ? [name] : [])),
      );
      return writing.flat();
    });
    if (writers.length === 0) return;
    const names = writers.map((name) => `"${name}"`).join(', ');
    throw new ConflictError(
      'volumeInUse',
      `The volume "${label}" is a disk of ${names}, which is running and writes to it. Shut the guest down first, or publish the instance as an image.`,
      { domains: writers },
    );
  }
}

/** Whether a domain is running and does not only read the file, as it reads a CD or a backing file. */
async function isWriting(connection: Connection, name: string, path: string): Promise<boolean> {
  try {
    const domain = await connection.domainLookupByName(name);
    if (domain.id < 0) return false;
    const xml = await domain.getXMLDesc(0);
    // A file that is not named in this way is used through a link or a pool: better refuse it.
    return writableSources(xml).has(path) || !xml.includes(path);
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return false;
    throw error;
  }
}

/** libvirt knows the volumes of the last refresh of the pool. */
async function findVolume(pool: StoragePool, name: string): Promise<StorageVolume> {
  const lookUp = () => unlessMissing(() => pool.storageVolLookupByName(name));
  const found = await lookUp();
  if (found) return found;
  await pool.refresh(0);
  const refreshed = await lookUp();
  if (refreshed) return refreshed;
  throw new NotFoundError('volume', `${pool.name}/${name}`);
}

async function describeAll(volumes: readonly StorageVolume[]): Promise<StorageVolumesDto['items']> {
  const items: StorageVolumesDto['items'] = [];
  await concurrently(volumes, AT_ONCE, async (volume) => {
    // A volume may be deleted after it was listed.
    const xml = await unlessMissing(() => volume.getXMLDesc(0));
    if (xml === undefined) return;
    const { format, capacityBytes, fileBytes } = readVolume(xml);
    // A folder is a volume too.
    if (format === 'dir') return;
    const { pool, name } = volume;
    const sizeBytes = Number.isNaN(fileBytes) ? capacityBytes : fileBytes;
    items.push({ pool, name, format: format === '' ? null : format, capacityBytes, sizeBytes });
  });
  return items;
}

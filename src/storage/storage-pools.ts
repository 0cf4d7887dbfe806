import { Inject, Injectable, Logger } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { StoragePoolUnavailableError, messageOf } from '../common/errors.js';
import { isLocalUri } from '../common/uri.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { withoutOthers } from '../domain-xml/pool-permissions.js';
import { readPoolPath, readQemuUser } from '../domain-xml/read.js';
import { renderPool } from '../domain-xml/templates.js';
import type { FileOwner } from '../domain-xml/views.js';
import {
  type Connection,
  LibvirtError,
  LibvirtService,
  type StoragePool,
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../libvirt/index.js';
import { unlessMissing } from './missing-volume.js';

/** The two pools: images, and the disks of instances. */
export const POOL_ROLES = ['images', 'disks'] as const;
export type PoolRole = (typeof POOL_ROLES)[number];

/** The state of a pool. */
export interface PoolStatus {
  readonly name: string;
  readonly path: string;
  readonly capacityBytes: number;
  readonly availableBytes: number;
  /** The reason if the pool cannot be used. */
  readonly problem: string | null;
}

/** Up to this number of volumes, a pool is refreshed to check its folder; in a larger one, one volume is read. */
const FEW_VOLUMES = 8;
/** The maximum age of libvirt's own value of the free space, if the filesystem cannot be read directly. */
const FIGURES_VALID_MS = 5_000;
const TRIES = 100;
const TRY_AGAIN_MS = 50;

/**
 * Finds picostack's two pools by name for each use, and starts, defines or refreshes them if necessary: an operator may
 * stop or redefine a pool, or move its folder, at any time.
 */
@Injectable()
export class StoragePools {
  private readonly logger = new Logger(StoragePools.name);
  private readonly preparing = new Mutex();
  /** The last known folder of each pool: a pool that was undefined is defined there again. */
  private readonly knownPaths = new Map<PoolRole, string>();
  private readonly refreshedAt = new Map<PoolRole, number>();
  private qemuOwner: FileOwner | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => this.prepareAll());
  }

  /** The name of the pool in libvirt. */
  nameOf(role: PoolRole): string {
    return `${this.settings.poolPrefix}-${role}`;
  }

  /** The user of QEMU's processes, if it differs from libvirtd's: that user must be able to read images. */
  get qemuUser(): FileOwner | undefined {
    return this.qemuOwner;
  }

  /** Find the pool, and start it. @throws StoragePoolUnavailableError */
  async open(role: PoolRole, connection: Connection): Promise<StoragePool> {
    const active = await this.findActive(role, connection);
    return active ?? this.preparing.runExclusive(() => this.prepare(role, connection));
  }

  /** Find the pool, running or not; code that only observes does not start a pool that an operator stopped. */
  find(role: PoolRole, connection: Connection): Promise<StoragePool | undefined> {
    return lookUpPool(connection, this.nameOf(role));
  }

  private async findActive(
    role: PoolRole,
    connection: Connection,
  ): Promise<StoragePool | undefined> {
    const found = await this.find(role, connection);
    return found && (await found.isActive()) ? found : undefined;
  }

  /**
   * Make libvirt read the pool's folder again.
   * @returns false if libvirt refuses, as it does while it creates a volume of the pool
   * @throws StoragePoolUnavailableError if it cannot read the folder; libvirt stops the pool then
   */
  async refresh(role: PoolRole, connection: Connection): Promise<boolean> {
    const pool = await this.open(role, connection);
    try {
      await pool.refresh(0);
      this.refreshedAt.set(role, performance.now());
      return true;
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error;
      if (isLibvirtError(error, VIR_ERR_INTERNAL_ERROR)) return false;
      throw new StoragePoolUnavailableError(pool.name, error);
    }
  }

  /** Check that libvirt can read the pool's folder. @throws StoragePoolUnavailableError */
  async verify(role: PoolRole, connection: Connection): Promise<void> {
    const pool = await this.open(role, connection);
    const volumes = await pool.listAllVolumes(0);
    const [first] = volumes;
    if (!first || volumes.length <= FEW_VOLUMES) {
      await this.refresh(role, connection);
      return;
    }
    if (!(await unlessMissing(() => first.getInfo()))) await this.refresh(role, connection);
  }

  /** Return the state of both pools, after starting those that are stopped. */
  statuses(): Promise<PoolStatus[]> {
    return this.libvirt.call('read the storage pools', async (connection) => {
      const statuses: PoolStatus[] = [];
      for (const role of POOL_ROLES) statuses.push(await this.statusOf(role, connection));
      return statuses;
    });
  }

  /** Check both pools. @throws StoragePoolUnavailableError */
  async requireAll(): Promise<void> {
    await this.libvirt.call('check the storage pools', async (connection) => {
      for (const role of POOL_ROLES) await this.verify(role, connection);
    });
  }

  /**
   * Return the free space in bytes. libvirt updates its value only when it refreshes the pool, so the filesystem is read
   * directly if it is on this host.
   */
  async freeBytes(role: PoolRole, connection: Connection): Promise<number> {
    const pool = await this.open(role, connection);
    const { capacityBytes, availableBytes } = await pool.getInfo();
    const local = await this.localFreeBytes(role, pool, capacityBytes);
    if (local !== undefined) return local;
    if (performance.now() - (this.refreshedAt.get(role) ?? -Infinity) < FIGURES_VALID_MS) {
      return availableBytes;
    }
    // If it cannot be refreshed now, the value is a moment old.
    await this.refresh(role, connection);
    return (await pool.getInfo()).availableBytes;
  }

  /** The folder of the pool. */
  async pathOf(role: PoolRole, pool: StoragePool): Promise<string> {
    const path = readPoolPath(await pool.getXMLDesc(0));
    this.knownPaths.set(role, path);
    return path;
  }

  /** Undefined if this process does not see the same filesystem as libvirt: in a container, or on another host. */
  private async localFreeBytes(
    role: PoolRole,
    pool: StoragePool,
    capacityBytes: number,
  ): Promise<number | undefined> {
    if (!isLocalUri(this.libvirt.uri)) return undefined;
    try {
      const { bsize, blocks, bavail } = await statfs(await this.pathOf(role, pool));
      return bsize * blocks === capacityBytes ? bsize * bavail : undefined;
    } catch (error) {
      if (error instanceof LibvirtError) throw error;
      return undefined;
    }
  }

  private async statusOf(role: PoolRole, connection: Connection): Promise<PoolStatus> {
    const name = this.nameOf(role);
    const status = { name, path: this.knownPaths.get(role) ?? '' };
    try {
      await this.verify(role, connection);
      const pool = await this.open(role, connection);
      const { capacityBytes } = await pool.getInfo();
      const availableBytes = await this.freeBytes(role, connection);
      const path = await this.pathOf(role, pool);
      return { name, path, capacityBytes, availableBytes, problem: null };
    } catch (error) {
      if (!(error instanceof StoragePoolUnavailableError)) throw error;
      return { ...status, capacityBytes: 0, availableBytes: 0, problem: error.message };
    }
  }

  /** An unavailable pool must not prevent the server's other work. */
  private async prepareAll(): Promise<void> {
    this.qemuOwner = readQemuUser(
      await this.libvirt.call('read the capabilities', (connection) =>
        connection.getCapabilities(),
      ),
    );
    for (const role of POOL_ROLES) {
      try {
        await this.libvirt.call(
          `prepare the storage pool ${this.nameOf(role)}`,
          async (connection) => {
            await this.pathOf(role, await this.open(role, connection));
            // libvirt may still be writing a volume for an earlier run of this server; it knows its volumes anyway.
            await this.refresh(role, connection);
            await this.shutOthersOut(role, connection);
          },
        );
      } catch (error) {
        if (!(error instanceof StoragePoolUnavailableError)) throw error;
        this.logger.error(messageOf(error));
      }
    }
  }

  private async prepare(role: PoolRole, connection: Connection): Promise<StoragePool> {
    const name = this.nameOf(role);
    try {
      const pool = await whileFolderIsTaken(async () => {
        const found =
          (await lookUpPool(connection, name)) ?? (await this.definePool(connection, role));
        await startPool(found);
        return found;
      });
      this.refreshedAt.set(role, performance.now());
      await this.pathOf(role, pool);
      return pool;
    } catch (error) {
      throw error instanceof LibvirtError ? new StoragePoolUnavailableError(name, error) : error;
    }
  }

  private async definePool(connection: Connection, role: PoolRole): Promise<StoragePool> {
    const known = this.knownPaths.get(role);
    const path = known ?? join(this.settings.poolDir ?? this.defaultPoolDir(), role);
    const name = this.nameOf(role);
    const pool = await connection.storagePoolDefineXML(
      renderPool({ name, path, owner: this.poolOwner }),
      0,
    );
    // A new folder in place of a moved one would hide that the volumes are missing.
    if (known === undefined) await pool.build(0);
    else this.logger.warn(`The storage pool "${name}" was undefined: it is defined again`);
    await pool.setAutostart(true);
    return pool;
  }

  /** QEMU accesses its disks through its group; all others have no access. */
  private get poolOwner(): FileOwner | undefined {
    return this.qemuOwner && { userId: 0, groupId: this.qemuOwner.groupId };
  }

  /**
   * Close the folder of a pool to other users of the host: earlier versions created it with mode 0711, and images in it with
   * mode 0444. libvirt sets the mode of a folder only when it builds a stopped pool, so the pool is stopped for a moment.
   * Guests have their files open and are not affected.
   */
  private async shutOthersOut(role: PoolRole, connection: Connection): Promise<void> {
    const pool = await this.open(role, connection);
    const xml = await pool.getXMLDesc(0);
    const closed = withoutOthers(xml, this.qemuOwner);
    if (closed === undefined || !(await pool.isPersistent())) return;
    try {
      // libvirt refuses this while it writes a volume for an earlier run of this server.
      await pool.destroy();
      await connection.storagePoolDefineXML(closed, 0);
      await pool.build(0);
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error;
      this.logger.warn(
        `Other users of this host can read from ${readPoolPath(xml)}: ${messageOf(error)}`,
      );
    }
    await this.open(role, connection);
  }

  /** The folders in which the policies of the host (AppArmor, SELinux) allow disks. */
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

/** Retry while another picostack reads the folder through a temporary pool (see FileUsers), which takes a moment. */
export async function whileFolderIsTaken<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !isLibvirtError(error, VIR_ERR_OPERATION_FAILED)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

async function startPool(pool: StoragePool): Promise<void> {
  if (await pool.isActive()) return;
  try {
    await pool.create(0);
  } catch (error) {
    // Another client started it at the same time.
    if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID) || !(await pool.isActive())) throw error;
  }
}

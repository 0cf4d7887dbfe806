import { Injectable } from '@nestjs/common';
import { normalize, parse } from 'node:path';
import { ConflictError } from '../../common/errors.js';
import { readDisks } from '../../domain-xml/disks.js';
import { snapshotFiles } from '../../domain-xml/file-references.js';
import { type VolumeDescription, readVolume } from '../../domain-xml/read.js';
import { ImagesService } from '../../images/images.service.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  findDomain,
} from '../../libvirt/index.js';
import { unlessMissing } from '../../storage/missing-volume.js';
import { StoragePools } from '../../storage/storage-pools.js';
import { StorageService } from '../../storage/storage.service.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** What has to be known of an instance to find its disk. */
export type DiskOwner = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume'>;

/** A disk, and the image that it is a clone of. */
export type ClonedDisk = Pick<InstanceEntity, 'name' | 'diskVolume' | 'image'>;

/** The files that the disk of an instance consists of now, above its image. */
export interface DiskChain {
  /** The recorded volume's file. */
  readonly basePath: string;
  /** Whether that file is there. */
  readonly isThere: boolean;
  /** Whether the domain has it as a disk, itself or under the files of external snapshots; false where there is no domain. */
  readonly isAttached: boolean;
  /** The file that the guest writes to. */
  readonly currentPath: string;
  /** Volumes of the pool that external snapshots made over it, the newest first: useless without it. */
  readonly overlays: readonly string[];
}

/** Follows the disks of domains from the file that the guest writes to down to the volume that picostack made. */
@Injectable()
export class DiskChains {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
    private readonly storage: StorageService,
    private readonly images: ImagesService,
  ) {}

  /** @throws StoragePoolUnavailableError */
  async read({ id, name, diskVolume }: DiskOwner): Promise<DiskChain | undefined> {
    if (diskVolume === null) return undefined;
    const isThere = (await this.storage.describe('disks', diskVolume)) !== undefined;
    const basePath = normalize(await this.storage.pathOf('disks', diskVolume));
    return this.libvirt.call(`look at the disks of ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      const files = domain ? await filesOf(domain) : [];
      const isOnTop = files.includes(basePath);
      const snapshots = domain ? await domain.listAllSnapshots(0) : [];
      // libvirt does not know the files that a snapshot made before it reads the folder again.
      if (!isOnTop || snapshots.length > 0) await this.pools.refresh('disks', connection);
      const chains = await Promise.all(files.map((file) => chainTo(connection, file, basePath)));
      const chain = chains.find((each) => each !== undefined);
      const recorded = (await Promise.all(snapshots.map((each) => each.getXMLDesc(0)))).flatMap(
        snapshotFiles,
      );
      return {
        basePath,
        isThere,
        isAttached: chain !== undefined,
        currentPath: chain?.[0] ?? basePath,
        overlays: await this.overlaysOf(connection, diskVolume, basePath, [
          ...(chain ?? []),
          ...recorded,
        ]),
      };
    });
  }

  /**
   * Checks that no file is missing which the disk needs, and reads it.
   * @throws ConflictError `diskMissing` or `imageFileMissing`, StoragePoolUnavailableError
   */
  async requireFiles({ name, diskVolume, image }: ClonedDisk): Promise<VolumeDescription> {
    const disk = diskVolume === null ? undefined : await this.storage.describe('disks', diskVolume);
    if (!disk) {
      throw new ConflictError(
        'diskMissing',
        `The file ${diskVolume} of the disk of "${name}" is gone from the storage pool ${this.pools.nameOf('disks')}. Put it back, rebuild the instance, or delete it.`,
      );
    }
    if (image && disk.backingPath !== undefined) await this.images.pathOf(image);
    return disk;
  }

  /**
   * Checks that the guest writes to the recorded volume itself, and reads its chain.
   * @throws ConflictError `diskElsewhere`
   */
  async requireOnTop(owner: DiskOwner): Promise<DiskChain> {
    const chain = await this.read(owner);
    if (chain?.isAttached && chain.currentPath === chain.basePath) return chain;
    const reason = chain?.isAttached
      ? `external snapshots were taken of it, and the guest writes to ${chain.currentPath}. Merge them first (virsh blockcommit --active --pivot)`
      : 'its definition was changed. Attach the disk again';
    throw new ConflictError(
      'diskElsewhere',
      `The disk that picostack made for "${owner.name}" is not what its domain writes to any more: ${reason}.`,
      { currentPath: chain?.currentPath },
    );
  }

  /** Volumes of the pool for disks over the base: those that are named here, and those that virsh named after it. */
  private async overlaysOf(
    connection: Connection,
    diskVolume: string,
    basePath: string,
    named: readonly string[],
  ): Promise<string[]> {
    const pool = await this.pools.open('disks', connection);
    const prefix = `${parse(diskVolume).name}.`;
    const known = new Set(named.map((path) => normalize(path)));
    const overlays: { name: string; depth: number }[] = [];
    for (const volume of await pool.listAllVolumes(0)) {
      const path = normalize(volume.key);
      if (path === basePath || !(known.has(path) || volume.name.startsWith(prefix))) continue;
      const chain = await chainTo(connection, path, basePath);
      if (chain) overlays.push({ name: volume.name, depth: chain.length });
    }
    return overlays.toSorted((a, b) => b.depth - a.depth).map(({ name }) => name);
  }
}

/** The files of a domain's disks, as it runs and as it starts next. */
async function filesOf(domain: Domain): Promise<string[]> {
  const xmls = [await domain.getXMLDesc(0)];
  if (domain.id >= 0) xmls.push(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE));
  const files = xmls.flatMap(readDisks).flatMap(({ file }) => (file ? [normalize(file)] : []));
  return [...new Set(files)];
}

/** The files from one down to the base, without that; undefined where the base is not in its chain. */
async function chainTo(
  connection: Connection,
  from: string,
  basePath: string,
): Promise<string[] | undefined> {
  const chain: string[] = [];
  for (let path: string | undefined = from; path !== undefined && !chain.includes(path);) {
    if (path === basePath) return chain;
    chain.push(path);
    path = await backingOf(connection, path);
  }
  return undefined;
}

async function backingOf(connection: Connection, path: string): Promise<string | undefined> {
  const volume = await unlessMissing(() => connection.storageVolLookupByPath(path));
  const xml = volume && (await unlessMissing(() => volume.getXMLDesc(0)));
  const backingPath = xml && readVolume(xml).backingPath;
  return backingPath ? normalize(backingPath) : undefined;
}

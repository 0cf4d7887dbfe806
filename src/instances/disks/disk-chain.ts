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

/** What is needed of an instance to find its disk. */
export type DiskOwner = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume'>;

/** The disk of an instance, and the image that it is a clone of. */
export type ClonedDisk = Pick<InstanceEntity, 'name' | 'diskVolume' | 'image'>;

/** The backing chain of the disk of an instance, without its image. */
export interface DiskChain {
  /** The file of the recorded volume. */
  readonly basePath: string;
  /** Whether that file exists. */
  readonly exists: boolean;
  /** Whether the domain uses the file, directly or under external snapshots; false if there is no domain. */
  readonly isAttached: boolean;
  /** The file that the guest writes to. */
  readonly currentPath: string;
  /** The volumes of external snapshots on top of the file, newest first. They are useless without it. */
  readonly overlays: readonly string[];
}

/** Follow the backing chains of disks, from the file that the guest writes to down to the volume that picostack created. */
@Injectable()
export class DiskChains {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
    private readonly storage: StorageService,
    private readonly images: ImagesService,
  ) {}

  /** Read the backing chain; undefined if picostack created no disk. @throws StoragePoolUnavailableError */
  async read({ id, name, diskVolume }: DiskOwner): Promise<DiskChain | undefined> {
    if (diskVolume === null) return undefined;
    const exists = (await this.storage.describe('disks', diskVolume)) !== undefined;
    const basePath = normalize(await this.storage.pathOf('disks', diskVolume));
    return this.libvirt.call(`read the disks of ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      const files = domain ? await filesOf(domain) : [];
      const isActiveLayer = files.includes(basePath);
      const snapshots = domain ? await domain.listAllSnapshots(0) : [];
      // libvirt learns of the files of new snapshots only when the pool is refreshed.
      if (!isActiveLayer || snapshots.length > 0) await this.pools.refresh('disks', connection);
      const chains = await Promise.all(files.map((file) => chainTo(connection, file, basePath)));
      const chain = chains.find((each) => each !== undefined);
      const recorded = (await Promise.all(snapshots.map((each) => each.getXMLDesc(0)))).flatMap(
        snapshotFiles,
      );
      return {
        basePath,
        exists,
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
   * Check that all files of the disk exist, and read its volume.
   * @throws ConflictError `diskMissing` or `imageFileMissing`, StoragePoolUnavailableError
   */
  async requireFiles({ name, diskVolume, image }: ClonedDisk): Promise<VolumeDescription> {
    const disk = diskVolume === null ? undefined : await this.storage.describe('disks', diskVolume);
    if (!disk) {
      throw new ConflictError(
        'diskMissing',
        `The file ${diskVolume} of the disk of "${name}" is missing from the storage pool ${this.pools.nameOf('disks')}. Restore it, rebuild the instance, or delete it.`,
      );
    }
    if (image && disk.backingPath !== undefined) await this.images.pathOf(image);
    return disk;
  }

  /**
   * Check that the guest writes to the recorded volume itself, and read its chain.
   * @throws ConflictError `diskElsewhere`
   */
  async requireActiveLayer(owner: DiskOwner): Promise<DiskChain> {
    const chain = await this.read(owner);
    if (chain?.isAttached && chain.currentPath === chain.basePath) return chain;
    const reason = chain?.isAttached
      ? `the guest writes to an external snapshot, ${chain.currentPath}. Merge the snapshots first (virsh blockcommit --active --pivot)`
      : 'the definition of the domain was changed. Attach the disk again';
    throw new ConflictError(
      'diskElsewhere',
      `The domain of "${owner.name}" no longer writes to the disk that picostack created: ${reason}.`,
      { currentPath: chain?.currentPath },
    );
  }

  /** The volumes on top of the base, among the given paths and among the volumes that virsh named after the base. */
  private async overlaysOf(
    connection: Connection,
    diskVolume: string,
    basePath: string,
    candidates: readonly string[],
  ): Promise<string[]> {
    const pool = await this.pools.open('disks', connection);
    const prefix = `${parse(diskVolume).name}.`;
    const known = new Set(candidates.map((path) => normalize(path)));
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

/** The files of the disks of a domain, in its live XML and in its definition. */
async function filesOf(domain: Domain): Promise<string[]> {
  const xmls = [await domain.getXMLDesc(0)];
  if (domain.id >= 0) xmls.push(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE));
  const files = xmls.flatMap(readDisks).flatMap(({ file }) => (file ? [normalize(file)] : []));
  return [...new Set(files)];
}

/** The files above the base, from the given one down; undefined if the base is not in its chain. */
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

import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ConflictError, InvalidInputError, LibvirtFailedError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { diskTargetOf } from '../../domain-xml/domain-size.js';
import type { VolumeDescription } from '../../domain-xml/read.js';
import { type Domain, LibvirtService, VIR_DOMAIN_BLOCK_RESIZE_BYTES } from '../../libvirt/index.js';
import { StorageCapacityCheck } from '../../storage/storage-capacity-check.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from './disk-chain.js';
import { InstanceEntity } from '../records/instance.entity.js';

export const GIB = 1024 ** 3;
/** What a larger qcow2 file takes at once: its tables. */
const TABLE_BYTES = 1024 ** 2;
/** Version 3 of qcow2, as libvirt names it; version 2 has no name. */
const QCOW2_VERSION_3 = '1.1';

/** Makes the disks of instances larger, also while their guests run. A disk never shrinks. */
@Injectable()
export class DiskGrowth {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly capacity: StorageCapacityCheck,
    private readonly chains: DiskChains,
  ) {}

  /** The size of the disk as it is now, in bytes. @throws ConflictError `diskMissing` */
  async sizeOf(instance: InstanceEntity): Promise<number> {
    return (await this.disk(instance)).capacityBytes;
  }

  /** @param field of the request, for the error; @throws InvalidInputError where no disk may be that large */
  requireAllowed(diskGiB: number, field: string): void {
    const { maxImageGiB } = this.settings;
    if (diskGiB <= maxImageGiB) return;
    throw new InvalidInputError(
      `A disk of ${diskGiB} GiB is larger than the ${maxImageGiB} GiB that are allowed (PICOSTACK_MAX_IMAGE_GIB).`,
      [{ field, message: `must not be larger than ${maxImageGiB} GiB` }],
    );
  }

  /** @throws ConflictError where the disk cannot be resized now, InsufficientStorageError where the pool has no room for what is to be added */
  async requireRoom(id: string, toBytes: number): Promise<void> {
    const instance = await this.load(id);
    await this.requireResizable(instance);
    const growsToBytes = Math.max(0, toBytes - (await this.sizeOf(instance)));
    const what = `The larger disk of "${instance.name}"`;
    await this.capacity.require('disks', { writesBytes: TABLE_BYTES, growsToBytes }, what);
  }

  /** Makes the disk that large, unless it is already; the guest sees it at once. @throws ConflictError */
  async grow(id: string, toBytes: number): Promise<void> {
    const instance = await this.load(id);
    const { path, capacityBytes } = await this.disk(instance);
    if (capacityBytes < toBytes) {
      try {
        await this.resize(instance, path, toBytes);
      } catch (error) {
        throw this.whyNot(instance, error) ?? error;
      }
    }
    await this.note(id);
  }

  /** Records the size that the disk has. */
  async note(id: string): Promise<void> {
    const diskSizeBytes = await this.sizeOf(await this.load(id));
    await this.instances.update(id, { diskSizeBytes });
  }

  private async resize(instance: InstanceEntity, path: string, toBytes: number): Promise<void> {
    const isRunning = await this.libvirt.withDomain(
      instance.id,
      `grow the disk of ${instance.name}`,
      async (domain) => {
        const target = await this.targetOf(domain, instance, path);
        const isActive = await domain.isActive();
        if (isActive) await domain.blockResize(target, toBytes, VIR_DOMAIN_BLOCK_RESIZE_BYTES);
        return isActive;
      },
    );
    // QEMU's own lock on the file keeps this from a guest that was started in this moment.
    if (!isRunning) await this.storage.resize('disks', instance.diskVolume ?? '', toBytes);
  }

  private async requireResizable(instance: InstanceEntity): Promise<void> {
    const { id, name } = instance;
    const { path } = await this.chains.requireFiles(instance);
    const snapshots = await this.libvirt.withDomain(
      id,
      `look at the disk of ${name}`,
      async (domain) => {
        await this.targetOf(domain, instance, path);
        if (!(await domain.isActive()) && (await domain.hasManagedSaveImage())) {
          throw new ConflictError(
            'savedState',
            `The memory of "${name}" is saved, and with it the size of its disk as the guest knows it. Start it and grow the disk while it runs, or discard what was saved (virsh managedsave-remove ${name}).`,
          );
        }
        return domain.snapshotNum(0);
      },
    );
    if (snapshots === 0) return;
    // libvirt remembers the version of the last refresh: an operator may have changed it (qemu-img amend).
    await this.storage.names('disks');
    const disk = await this.chains.requireFiles(instance);
    if (disk.compat === QCOW2_VERSION_3) return;
    throw new ConflictError(
      'diskHasSnapshots',
      `The disk of "${name}" is a qcow2 file of version 2 with snapshots (${snapshots}), which QEMU cannot resize. Delete the snapshots first, or make it version 3 while the guest is off (qemu-img amend -o compat=1.1 ${path}).`,
    );
  }

  /** The disk's name in the domain. @throws ConflictError `diskNotAttached` */
  private async targetOf(domain: Domain, { name }: InstanceEntity, path: string): Promise<string> {
    const target = diskTargetOf(await domain.getXMLDesc(0), path);
    if (target !== undefined) return target;
    throw new ConflictError(
      'diskNotAttached',
      `The domain of "${name}" does not use its disk ${path} as it is: an operator took it away, or put a snapshot over it. Attach it again, or merge the snapshot.`,
    );
  }

  /** What QEMU refuses has its reason in the guest or in the disk: another job on it, snapshots. */
  private whyNot({ name }: InstanceEntity, error: unknown): ConflictError | undefined {
    if (!(error instanceof LibvirtFailedError)) return undefined;
    return new ConflictError(
      'diskNotResizable',
      `The disk of "${name}" cannot be resized now. ${error.message.trim()}`,
      {},
      { cause: error },
    );
  }

  private disk(instance: InstanceEntity): Promise<VolumeDescription> {
    return this.chains.requireFiles(instance);
  }

  private load(id: string): Promise<InstanceEntity> {
    return this.instances.findOneOrFail({ where: { id }, relations: { image: true } });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { ConflictError, InvalidInputError, LibvirtFailedError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { diskTargetOf } from '../../domain-xml/domain-size.js';
import { type Domain, LibvirtService, VIR_DOMAIN_BLOCK_RESIZE_BYTES } from '../../libvirt/index.js';
import { StorageCapacityCheck } from '../../storage/storage-capacity-check.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from './disk-chain.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';

export const GIB = 1024 ** 3;
/** What a larger qcow2 file needs immediately, for its tables. */
const TABLE_BYTES = 1024 ** 2;
/** Version 3 of qcow2, as libvirt names it; version 2 has no name. */
const QCOW2_VERSION_3 = '1.1';

/** Grow the disks of instances, also while their guests are running. A disk cannot shrink. */
@Injectable()
export class DiskGrowth {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly capacity: StorageCapacityCheck,
    private readonly chains: DiskChains,
  ) {}

  /** Read the present size of the disk, in bytes. @throws ConflictError `diskMissing` */
  async sizeOf(instance: InstanceEntity): Promise<number> {
    return (await this.chains.requireFiles(instance)).capacityBytes;
  }

  /**
   * Check the limit for disks.
   * @param field the field of the request, for the error
   * @throws InvalidInputError
   */
  requireAllowed(diskGiB: number, field: string): void {
    const { maxImageGiB } = this.settings;
    if (diskGiB <= maxImageGiB) return;
    throw new InvalidInputError(
      `A disk of ${diskGiB} GiB exceeds the limit of ${maxImageGiB} GiB. Choose a smaller size, or raise the limit (PICOSTACK_MAX_IMAGE_GIB).`,
      [{ field, message: `must not be larger than ${maxImageGiB} GiB` }],
    );
  }

  /** @throws ConflictError if the disk cannot be resized now; InsufficientStorageError */
  async requireSpace(id: string, toBytes: number): Promise<void> {
    const instance = await this.records.find(id);
    await this.requireResizable(instance);
    const growsToBytes = Math.max(0, toBytes - (await this.sizeOf(instance)));
    const what = `The larger disk of "${instance.name}"`;
    await this.capacity.require('disks', { writesBytes: TABLE_BYTES, growsToBytes }, what);
  }

  /** Grow the disk, unless it already has the size. A running guest sees it immediately. @throws ConflictError */
  async grow(id: string, toBytes: number): Promise<void> {
    const instance = await this.records.find(id);
    const { path, capacityBytes } = await this.chains.requireFiles(instance);
    if (capacityBytes < toBytes) {
      try {
        await this.resize(instance, path, toBytes);
      } catch (error) {
        throw this.explain(instance, error);
      }
    }
    await this.recordSize(id);
  }

  /** Record the present size of the disk. */
  async recordSize(id: string): Promise<void> {
    const diskSizeBytes = await this.sizeOf(await this.records.find(id));
    await this.records.update(id, { diskSizeBytes });
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
    // If the guest has just started, QEMU's lock on the file makes this fail.
    if (!isRunning) await this.storage.resize('disks', instance.diskVolume ?? '', toBytes);
  }

  private async requireResizable(instance: InstanceEntity): Promise<void> {
    const { id, name } = instance;
    const { path } = await this.chains.requireFiles(instance);
    const snapshots = await this.libvirt.withDomain(
      id,
      `read the disk of ${name}`,
      async (domain) => {
        await this.targetOf(domain, instance, path);
        if (!(await domain.isActive()) && (await domain.hasManagedSaveImage())) {
          throw new ConflictError(
            'savedState',
            `Cannot grow the disk of "${name}": the saved memory of the guest contains the size of its disk. Start the instance and grow the disk while it is running, or discard the saved state.`,
          );
        }
        return domain.snapshotNum(0);
      },
    );
    if (snapshots === 0) return;
    // Refresh the pool: an operator may have changed the version of the file (qemu-img amend).
    await this.storage.names('disks');
    const disk = await this.chains.requireFiles(instance);
    if (disk.compat === QCOW2_VERSION_3) return;
    throw new ConflictError(
      'diskHasSnapshots',
      `Cannot grow the disk of "${name}": it is a qcow2 file of version 2 with snapshots (${snapshots}), which QEMU cannot resize. Delete the snapshots first, or convert it to version 3 while the guest is off (qemu-img amend -o compat=1.1 ${path}).`,
    );
  }

  /** The target of the disk in the domain. @throws ConflictError `diskNotAttached` */
  private async targetOf(domain: Domain, { name }: InstanceEntity, path: string): Promise<string> {
    const target = diskTargetOf(await domain.getXMLDesc(0), path);
    if (target !== undefined) return target;
    throw new ConflictError(
      'diskNotAttached',
      `Cannot grow the disk of "${name}": the domain does not write to ${path}, because it was detached or has an external snapshot. Attach the disk again, or merge the snapshot.`,
    );
  }

  /** QEMU refuses because of the state of the guest or the disk, for example another block job. */
  private explain({ name }: InstanceEntity, error: unknown): unknown {
    if (!(error instanceof LibvirtFailedError)) return error;
    return new ConflictError(
      'diskNotResizable',
      `Cannot grow the disk of "${name}" now. ${error.message.trim()}`,
      {},
      { cause: error },
    );
  }
}

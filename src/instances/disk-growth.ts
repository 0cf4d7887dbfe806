import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ConflictError, InvalidInputError, LibvirtFailedError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { diskTargetOf } from '../domain-xml/domain-size.js';
import type { VolumeDescription } from '../domain-xml/read.js';
import { LibvirtService, VIR_DOMAIN_BLOCK_RESIZE_BYTES } from '../libvirt/index.js';
import { StorageRoom } from '../storage/storage-room.js';
import { StorageService } from '../storage/storage.service.js';
import { InstanceEntity } from './instance.entity.js';

export const GIB = 1024 ** 3;
/** What a larger qcow2 file takes at once: its tables. */
const TABLE_BYTES = 1024 ** 2;

/** Makes the disks of instances larger, also while their guests run. A disk never shrinks. */
@Injectable()
export class DiskGrowth {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly room: StorageRoom,
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

  /** @throws InsufficientStorageError where the pool has no room for what is to be added */
  async requireRoom(id: string, toBytes: number): Promise<void> {
    const instance = await this.load(id);
    const growsToBytes = Math.max(0, toBytes - (await this.sizeOf(instance)));
    const what = `The larger disk of "${instance.name}"`;
    await this.room.require('disks', { writesBytes: TABLE_BYTES, growsToBytes }, what);
  }

  /** Makes the disk that large, unless it is already; the guest sees it at once. @throws ConflictError */
  async grow(id: string, toBytes: number): Promise<void> {
    const instance = await this.load(id);
    const { path, capacityBytes } = await this.disk(instance);
    if (capacityBytes < toBytes) {
      try {
        await this.resize(instance, path, toBytes);
      } catch (error) {
        throw (await this.whyNot(instance, error)) ?? error;
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
    const isRunning = await this.libvirt.call(
      `grow the disk of ${instance.name}`,
      async (connection) => {
        const domain = await connection.domainLookupByUUID(instance.id);
        const target = diskTargetOf(await domain.getXMLDesc(0), path);
        if (target === undefined) {
          throw new ConflictError(
            'diskNotAttached',
            `The domain of "${instance.name}" does not use its disk ${path} as it is: an operator took it away, or put a snapshot over it. Attach it again, or merge the snapshot.`,
          );
        }
        const isActive = await domain.isActive();
        if (isActive) await domain.blockResize(target, toBytes, VIR_DOMAIN_BLOCK_RESIZE_BYTES);
        return isActive;
      },
    );
    // QEMU's own lock on the file keeps this from a guest that was started in this moment.
    if (!isRunning) await this.storage.resize('disks', instance.diskVolume ?? '', toBytes);
  }

  /** QEMU before 5.1, and qcow2 files of version 2, cannot resize a disk with internal snapshots. */
  private async whyNot(
    { id, name }: InstanceEntity,
    error: unknown,
  ): Promise<ConflictError | undefined> {
    if (!(error instanceof LibvirtFailedError)) return undefined;
    const snapshots = await this.libvirt.call('count the snapshots', async (connection) =>
      (await connection.domainLookupByUUID(id)).snapshotNum(0),
    );
    if (snapshots === 0) return undefined;
    return new ConflictError(
      'diskHasSnapshots',
      `The disk of "${name}" has snapshots (${snapshots}), and cannot be resized with them. Delete the snapshots first. ${error.message.trim()}`,
      {},
      { cause: error },
    );
  }

  private async disk({ name, diskVolume }: InstanceEntity): Promise<VolumeDescription> {
    const disk = diskVolume === null ? undefined : await this.storage.describe('disks', diskVolume);
    if (!disk) throw new ConflictError('diskMissing', `The disk of "${name}" is gone.`);
    return disk;
  }

  private load(id: string): Promise<InstanceEntity> {
    return this.instances.findOneByOrFail({ id });
  }
}

import { Injectable } from '@nestjs/common';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceRecords } from '../records/instance-records.js';

/** Record sizes of disks that change outside of picostack: libvirt sends no event for `virsh blockresize`. */
@Injectable()
export class DiskSizeSync {
  constructor(
    private readonly records: InstanceRecords,
    private readonly storage: StorageService,
    private readonly events: EventsService,
  ) {}

  /**
   * Record the present size of the disk of an instance, and a change as an event.
   * @param isBusy whether an operation is running on the instance; it records the size itself
   */
  async sync(id: string, isBusy: () => boolean): Promise<void> {
    const instance = await this.records.findOneBy({ id });
    if (!instance || instance.diskVolume === null || instance.state === 'cloning') return;
    const { name, diskVolume, diskSizeBytes: formerBytes } = instance;
    const diskSizeBytes = await this.storage.capacityOf('disks', diskVolume);
    if (diskSizeBytes === undefined || diskSizeBytes === formerBytes || isBusy()) return;
    // Skip it if an operation recorded another size or another disk in the meantime.
    const unchanged = { id, diskVolume, diskSizeBytes: formerBytes };
    if (!(await this.records.update(unchanged, { diskSizeBytes }))) return;
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor: OUTSIDE_ACTOR,
      details: { diskSizeBytes, formerDiskSizeBytes: formerBytes },
    });
  }
}

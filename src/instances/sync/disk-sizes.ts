import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceEntity } from '../records/instance.entity.js';

/** Follows the sizes of disks that are changed outside: libvirt sends no event for `virsh blockresize`. */
@Injectable()
export class DiskSizes {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly storage: StorageService,
    private readonly events: EventsService,
  ) {}

  /**
   * Records the size that the instance's own disk has now, and reports a change.
   * @param isBusy whether work of ours is under way, which records the size itself
   */
  async follow(id: string, isBusy: () => boolean): Promise<void> {
    const instance = await this.instances.findOneBy({ id });
    if (!instance || instance.diskVolume === null || instance.state === 'cloning') return;
    const { name, diskVolume, diskSizeBytes: formerBytes } = instance;
    const diskSizeBytes = await this.storage.capacityOf('disks', diskVolume);
    if (diskSizeBytes === undefined || diskSizeBytes === formerBytes || isBusy()) return;
    // Only where no work of ours recorded another size, or another disk, meanwhile.
    const same = { id, diskVolume, diskSizeBytes: formerBytes };
    if ((await this.instances.update(same, { diskSizeBytes })).affected === 0) return;
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor: OUTSIDE_ACTOR,
      details: { diskSizeBytes, formerDiskSizeBytes: formerBytes },
    });
  }
}

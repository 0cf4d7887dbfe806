import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { StorageService } from '../../storage/storage.service.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from './instance-sync.js';

/** What the record of an instance says about its disk. */
type RecordedDisk = Pick<InstanceEntity, 'diskVolume' | 'diskSizeBytes' | 'state'>;

/** Record sizes of disks that change outside of picostack: libvirt sends no event for `virsh blockresize`. */
@Injectable()
export class DiskSizeSync {
  /** By the id of the instance, since its last refresh. Most sizes have not changed, and need no query. */
  private readonly recorded = new Map<string, RecordedDisk>();

  constructor(
    private readonly records: InstanceRecords,
    private readonly storage: StorageService,
    private readonly events: EventsService,
    private readonly instances: InstanceSync,
  ) {
    instances.onRefresh((instance) => Promise.resolve(this.remember(instance)));
  }

  /** Record the present size of the disk of an instance, and a change as an event. */
  async sync(id: string): Promise<void> {
    const recorded = this.recorded.get(id);
    if (recorded && (await this.otherSizeOf(recorded)) === undefined) return;
    const instance = await this.records.findOneBy({ id });
    if (!instance) this.recorded.delete(id);
    const diskSizeBytes = instance && (await this.otherSizeOf(instance));
    // An operation that is running on the instance records the size itself.
    if (!diskSizeBytes || this.instances.isBusy(id)) return;
    const { name, diskVolume, diskSizeBytes: formerBytes } = instance;
    // Skip it if an operation recorded another size or another disk in the meantime.
    const unchanged = { id, diskVolume: diskVolume ?? IsNull(), diskSizeBytes: formerBytes };
    if (!(await this.records.update(unchanged, { diskSizeBytes }))) return;
    this.remember(Object.assign(instance, { diskSizeBytes }));
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor: OUTSIDE_ACTOR,
      details: { diskSizeBytes, formerDiskSizeBytes: formerBytes },
    });
  }

  private remember({ id, diskVolume, diskSizeBytes, state }: RecordedDisk & { id: string }): void {
    this.recorded.set(id, { diskVolume, diskSizeBytes, state });
  }

  /** The size of the disk, if it differs from the recorded one; undefined also if there is no disk, or not yet. */
  private async otherSizeOf(recorded: RecordedDisk): Promise<number | undefined> {
    const { diskVolume, diskSizeBytes, state } = recorded;
    if (diskVolume === null || state === 'cloning') return undefined;
    const present = await this.storage.capacityOf('disks', diskVolume);
    return present === diskSizeBytes ? undefined : present;
  }
}

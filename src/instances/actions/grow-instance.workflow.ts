import { Injectable } from '@nestjs/common';
import { EventsService } from '../../events/events.service.js';
import { DiskGrowth } from '../disks/disk-growth.js';
import { InstanceOperations } from './instance-operations.js';

/** A disk that is to be larger. */
export interface GrowInput {
  readonly id: string;
  readonly name: string;
  readonly formerBytes: number;
  readonly toBytes: number;
}

/** Makes the disk of an instance larger. It cannot be taken back: from its beginning it goes only forwards. */
@Injectable()
export class GrowInstanceWorkflow {
  constructor(growth: DiskGrowth, events: EventsService, work: InstanceOperations) {
    work.register<GrowInput>({
      kind: 'instance.grow',
      around: ({ id }, actor, run) => work.around([id], undefined, actor, run),
      steps: () => [
        {
          name: 'checking for room',
          run: ({ id, toBytes }) => growth.requireRoom(id, toBytes),
        },
        {
          name: 'growing the disk',
          onlyForwards: true,
          run: ({ id, toBytes }) => growth.grow(id, toBytes),
        },
        {
          name: 'finishing',
          onlyForwards: true,
          run: ({ id, name, formerBytes, toBytes }, { actor }) =>
            events.record({
              kind: 'instance.changed',
              resource: { type: 'instance', id, name },
              actor,
              details: { diskSizeBytes: toBytes, formerDiskSizeBytes: formerBytes },
            }),
        },
      ],
    });
  }
}

import { Injectable } from '@nestjs/common';
import { formatBytes } from '@picostack/api-client/formats';
import { ConflictError } from '../../common/errors.js';
import { EventsService } from '../../events/events.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DiskGrowth, GIB } from '../disks/disk-growth.js';
import { InstancesService } from '../instances.service.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the sizes of the disk before and after. */
export interface GrowInput {
  readonly id: string;
  readonly name: string;
  readonly formerBytes: number;
  readonly toBytes: number;
}

/** Grow the disk of an instance. A disk cannot shrink, so growing cannot be undone once it has begun. */
@Injectable()
@WorkflowFor(['instance.grow'])
export class GrowInstance implements InstanceWorkflow<GrowInput> {
  constructor(
    private readonly instances: InstancesService,
    private readonly growth: DiskGrowth,
    private readonly events: EventsService,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, InvalidInputError, ConflictError `diskNotLarger` */
  async grow(idOrName: string, diskGiB: number, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('grow', idOrName);
    const { id, name } = instance;
    this.growth.requireAllowed(diskGiB, 'diskGiB');
    const formerBytes = await this.growth.sizeOf(instance);
    const toBytes = diskGiB * GIB;
    if (toBytes <= formerBytes) {
      throw new ConflictError(
        'diskNotLarger',
        `The disk of "${name}" already has ${formatBytes(formerBytes)}, and a disk cannot shrink to ${diskGiB} GiB. Choose a larger size.`,
        { diskSizeBytes: formerBytes },
      );
    }
    const input = { id, name, formerBytes, toBytes };
    return this.operations.start(this, 'instance.grow', [instance], { actor, input });
  }

  around({ id }: GrowInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [id], actor, runSteps);
  }

  steps({ id, name, formerBytes, toBytes }: GrowInput): WorkflowStep<GrowInput>[] {
    return [
      { name: 'checking free space', run: () => this.growth.requireSpace(id, toBytes) },
      {
        name: 'growing the disk',
        onlyForwards: true,
        run: () => this.growth.grow(id, toBytes),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: (_, { actor }) =>
          this.events.record({
            kind: 'instance.changed',
            resource: { type: 'instance', id, name },
            actor,
            details: { diskSizeBytes: toBytes, formerDiskSizeBytes: formerBytes },
          }),
      },
    ];
  }
}

import { Injectable } from '@nestjs/common';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceCapacityCheck } from '../disks/instance-capacity-check.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';
import { DraftSteps } from './draft-steps.js';

/** The recorded drafts that are to be made. */
export interface CreateInput {
  readonly instanceIds: readonly string[];
  readonly start: boolean;
}

/** Makes instances from their drafts, one or many, all or none; then starts them. */
@Injectable()
export class CreateInstanceWorkflow {
  constructor(
    private readonly drafts: InstanceDrafts,
    private readonly capacity: InstanceCapacityCheck,
    private readonly steps: DraftSteps,
    private readonly work: InstanceOperations,
  ) {
    work.register(this.workflow('instance.create'));
    work.register(this.workflow('instance.createMany'));
  }

  private workflow(kind: 'instance.create' | 'instance.createMany'): InstanceWorkflow<CreateInput> {
    return {
      kind,
      around: ({ instanceIds }, actor, work) =>
        this.work.around(instanceIds, 'cloning', actor, work),
      steps: ({ instanceIds, start }) => [
        {
          name: 'checking for room',
          run: (input) => this.requireRoom(input),
          undo: async (_, why) => {
            for (const id of instanceIds) await this.drafts.discard(id, why);
          },
        },
        ...instanceIds.flatMap((id, index) => {
          const which = instanceIds.length > 1 ? ` (${index + 1} of ${instanceIds.length})` : '';
          return [this.steps.cloneImage(id, which), this.steps.define(id, which)];
        }),
        ...this.steps.finish(instanceIds, start),
      ],
    };
  }

  private async requireRoom({ instanceIds, start }: CreateInput): Promise<void> {
    const instances = await Promise.all(instanceIds.map((id) => this.drafts.load(id)));
    await this.capacity.requireForClones(instances, start);
  }
}

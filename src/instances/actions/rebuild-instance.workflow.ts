import { Injectable } from '@nestjs/common';
import { InstanceRebuilder, type RebuildPlan } from './instance-rebuilder.js';
import { InstanceOperations } from './instance-operations.js';

/** Gives an instance a new disk from an image; its name, its MAC address and its ports stay. */
@Injectable()
export class RebuildInstanceWorkflow {
  constructor(rebuilder: InstanceRebuilder, work: InstanceOperations) {
    work.register<RebuildPlan>({
      kind: 'instance.rebuild',
      around: ({ instance }, actor, run) => work.around([instance.id], undefined, actor, run),
      steps: () => [
        { name: 'checking for room', run: (plan) => rebuilder.check(plan) },
        {
          name: 'cloning the image',
          run: (plan) => rebuilder.makeDisk(plan),
          undo: (plan) => rebuilder.removeNewDisk(plan),
        },
        {
          name: 'changing the disk',
          run: (plan) => rebuilder.exchangeDisks(plan),
          undo: (plan) => rebuilder.exchangeBack(plan),
        },
        {
          name: 'deleting the old disk',
          // Where it cannot be deleted, the instance gets it back, and nothing is left behind.
          isCompletedWhenCutOff: true,
          run: (plan) => rebuilder.removeOldDisk(plan),
        },
        {
          name: 'finishing',
          onlyForwards: true,
          run: (plan, { actor }) => rebuilder.finish(plan, actor),
        },
      ],
    });
  }
}

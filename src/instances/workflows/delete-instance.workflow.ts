import { Injectable } from '@nestjs/common';
import { InstanceDisposal } from '../instance-disposal.js';
import { InstanceWork } from '../instance-work.js';
import type { InstanceRemains } from '../instance-disposal.js';

/** What is to be deleted: enough of the record to go on when the record is gone. */
export interface DeleteInput {
  readonly instance: InstanceRemains;
}

/** Takes an instance away with its disk and its ports. Whoever asked for it will not find it half there. */
@Injectable()
export class DeleteInstanceWorkflow {
  constructor(disposal: InstanceDisposal, work: InstanceWork) {
    work.register<DeleteInput>({
      kind: 'instance.delete',
      around: ({ instance }, actor, run) => work.around([instance.id], 'trashed', actor, run),
      steps: () => [
        {
          name: 'forcing off',
          onlyForwards: true,
          run: ({ instance }) => disposal.forceOffIfThere(instance),
        },
        {
          name: 'undefining the domain',
          onlyForwards: true,
          run: ({ instance }) => disposal.undefine(instance),
        },
        {
          name: 'deleting the disk',
          onlyForwards: true,
          run: ({ instance }) => disposal.removeDisk(instance),
        },
        {
          name: 'deleting the record',
          onlyForwards: true,
          run: ({ instance }, { actor }) =>
            disposal.removeRecord(instance, { kind: 'instance.deleted', actor }),
        },
      ],
    });
  }
}

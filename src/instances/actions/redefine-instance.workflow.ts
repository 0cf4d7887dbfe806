import { Injectable } from '@nestjs/common';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceRedefinition } from './instance-redefinition.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { InstanceOperations } from './instance-operations.js';

/** Which instance is to be defined again. */
export interface RedefineInput {
  readonly instanceId: string;
}

/** Gives a missing instance its domain back. What was cut off is completed: nothing was there that could be lost. */
@Injectable()
export class RedefineInstanceWorkflow {
  constructor(
    records: InstanceDrafts,
    redefinition: InstanceRedefinition,
    sync: InstanceSync,
    work: InstanceOperations,
  ) {
    work.register<RedefineInput>({
      kind: 'instance.redefine',
      around: ({ instanceId }, actor, run) => work.around([instanceId], undefined, actor, run),
      steps: () => [
        {
          name: 'defining the domain',
          onlyForwards: true,
          run: async ({ instanceId }) => {
            await redefinition.define(await records.load(instanceId));
            // While the work is under way, so that the event names who asked for it.
            await sync.refresh(instanceId);
          },
        },
      ],
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { StepContext, WorkflowStep } from '../../operations/workflow.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceStart } from '../domain/instance-start.js';
import { InstanceOperations } from './instance-operations.js';

/** How many of many are started at once: more only slow each other down. */
const STARTS_AT_ONCE = 4;

/** The steps that drafts become instances by. */
@Injectable()
export class DraftSteps {
  constructor(
    private readonly drafts: InstanceDrafts,
    private readonly builder: InstanceBuilder,
    private readonly disposal: InstanceDisposal,
    private readonly starter: InstanceStart,
    private readonly work: InstanceOperations,
  ) {}

  /**
   * Makes the disk, as a clone of the image.
   * @param which of many it is, appended to the step's name: ` (3 of 20)`
   */
  cloneImage(id: string, which: string): WorkflowStep<object> {
    return {
      name: `cloning the image${which}`,
      run: async () => this.builder.cloneImage(await this.drafts.load(id)),
      undo: async () => this.disposal.removeUnusedDisk(await this.drafts.load(id)),
    };
  }

  /**
   * Defines the domain, on the disk that is made.
   * @param which of many it is, appended to the step's name: ` (3 of 20)`
   */
  define(id: string, which = ''): WorkflowStep<object> {
    return {
      name: `defining the domain${which}`,
      run: async () => this.builder.define(await this.drafts.load(id)),
      undo: async () => this.disposal.undefine(await this.drafts.load(id)),
    };
  }

  /**
   * The point of no return: they are instances now; then starts them where that is asked for.
   * @param origin what they were made from, for the events
   */
  finish(ids: readonly string[], start: boolean, origin?: object): WorkflowStep<object>[] {
    const finishing: WorkflowStep<object> = {
      name: 'finishing',
      onlyForwards: true,
      run: (_, { actor }) => this.markMade(ids, actor, origin),
    };
    const starting: WorkflowStep<object> = {
      name: 'starting',
      onlyForwards: true,
      run: (_, context) => this.start(ids, context),
    };
    return start ? [finishing, starting] : [finishing];
  }

  private async markMade(ids: readonly string[], actor: string, origin?: object): Promise<void> {
    for (const id of ids) {
      await this.drafts.markMade(await this.drafts.load(id), actor, origin);
      // From here on libvirt tells the state.
      await this.work.endIntent(id, 'cloning');
    }
  }

  private async start(ids: readonly string[], context: StepContext): Promise<void> {
    const waiting = [...ids];
    const failures: unknown[] = [];
    let begun = 0;
    const worker = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const instance = await this.drafts.load(id);
        await this.starter
          .launch(instance, context.actor)
          .catch((error: unknown) => failures.push(error));
        begun += 1;
        context.progress(begun / ids.length);
      }
    };
    await Promise.all(Array.from({ length: STARTS_AT_ONCE }, worker));
    if (failures.length > 0) throw failures[0];
  }
}

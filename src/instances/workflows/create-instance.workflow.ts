import { Injectable } from '@nestjs/common';
import type { StepContext, Workflow, WorkflowStep } from '../../operations/workflow.js';
import { InstanceBuilder } from '../instance-builder.js';
import { InstanceDisposal } from '../instance-disposal.js';
import { InstanceDrafts } from '../instance-drafts.js';
import { InstanceStart } from '../instance-start.js';
import { InstanceWork } from '../instance-work.js';

/** How many of many are started at once: more only slow each other down. */
const STARTS_AT_ONCE = 4;

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
    private readonly builder: InstanceBuilder,
    private readonly disposal: InstanceDisposal,
    private readonly starter: InstanceStart,
    private readonly work: InstanceWork,
  ) {
    work.register(this.workflow('instance.create'));
    work.register(this.workflow('instance.createMany'));
  }

  private workflow(kind: 'instance.create' | 'instance.createMany'): Workflow<CreateInput> {
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
        ...instanceIds.flatMap((id, index) =>
          this.stepsFor(
            id,
            instanceIds.length > 1 ? ` (${index + 1} of ${instanceIds.length})` : '',
          ),
        ),
        {
          name: 'finishing',
          onlyForwards: true,
          run: (input, { actor }) => this.finish(input, actor),
        },
        ...(start
          ? [
              {
                name: 'starting',
                onlyForwards: true,
                run: (input: CreateInput, context: StepContext) => this.start(input, context),
              },
            ]
          : []),
      ],
    };
  }

  /** @param which is appended to their names: ` (3 of 20)` */
  private stepsFor(id: string, which: string): WorkflowStep<CreateInput>[] {
    return [
      {
        name: `cloning the image${which}`,
        run: async () => this.builder.cloneImage(await this.drafts.load(id)),
        undo: async () => this.disposal.removeDisk(await this.drafts.load(id)),
      },
      {
        name: `defining the domain${which}`,
        run: async () => this.builder.define(await this.drafts.load(id)),
        undo: async () => this.disposal.undefine(await this.drafts.load(id)),
      },
    ];
  }

  private async requireRoom({ instanceIds, start }: CreateInput): Promise<void> {
    const instances = await Promise.all(instanceIds.map((id) => this.drafts.load(id)));
    await this.builder.requireRoom(instances, start);
  }

  private async finish({ instanceIds }: CreateInput, actor: string): Promise<void> {
    for (const id of instanceIds) {
      await this.drafts.markMade(await this.drafts.load(id), actor);
      // From here on libvirt tells the state.
      await this.work.endIntent(id, 'cloning');
    }
  }

  private async start({ instanceIds }: CreateInput, context: StepContext): Promise<void> {
    const waiting = [...instanceIds];
    const failures: unknown[] = [];
    let begun = 0;
    const starter = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const instance = await this.drafts.load(id);
        await this.starter
          .launch(instance, context.actor)
          .catch((error: unknown) => failures.push(error));
        begun += 1;
        context.progress(begun / instanceIds.length);
      }
    };
    await Promise.all(Array.from({ length: STARTS_AT_ONCE }, starter));
    if (failures.length > 0) throw failures[0];
  }
}

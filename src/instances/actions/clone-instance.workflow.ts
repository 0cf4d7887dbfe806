import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import { ImagesService } from '../../images/images.service.js';
import type { StepContext, WorkflowStep } from '../../operations/workflow.js';
import { type CopyPlan, DiskCopier } from '../disks/disk-copier.js';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceOperations } from './instance-operations.js';
import { DraftSteps } from './draft-steps.js';

/** The recorded draft that is to be made, and from what. */
export interface CloneInput extends CopyPlan {
  /** The draft alone. */
  readonly instanceIds: readonly [string];
  readonly sourceId: string;
  readonly sourceName: string;
  readonly start: boolean;
}

/** Makes an instance whose disk is a copy of another instance's. */
@Injectable()
export class CloneInstanceWorkflow {
  constructor(
    private readonly drafts: InstanceDrafts,
    private readonly images: ImagesService,
    private readonly copier: DiskCopier,
    private readonly steps: DraftSteps,
    work: InstanceOperations,
  ) {
    work.register<CloneInput>({
      kind: 'instance.clone',
      isHeavy: true,
      around: ({ instanceIds }, actor, run) => work.around(instanceIds, 'cloning', actor, run),
      steps: (input) => this.stepsFor(input),
    });
  }

  private stepsFor(input: CloneInput): WorkflowStep<CloneInput>[] {
    const { instanceIds, start, sourceName, mode } = input;
    const [id] = instanceIds;
    return [
      {
        name: 'checking for room',
        run: () => this.check(input),
        undo: (_, why) => this.drafts.discard(id, why),
      },
      {
        name: 'copying the disk',
        run: (_, context) => this.copy(input, context),
        undo: () => this.copier.discard(input.sourceId, input),
      },
      this.steps.define(id),
      ...this.steps.finish(instanceIds, start, { clonedFrom: sourceName, mode }),
    ];
  }

  private async check({ instanceIds: [id], sourceId, mode, start }: CloneInput): Promise<void> {
    const source = await this.drafts.load(sourceId);
    const draft = await this.drafts.load(id);
    const { imageId } = draft;
    if (imageId !== null) {
      if (source.imageId !== imageId) {
        throw new ConflictError(
          'changedMeanwhile',
          `"${source.name}" was rebuilt from another image in the meantime. Ask again.`,
        );
      }
      // It takes turns with the image's deletion: from here on the draft is counted as a clone.
      await this.images.locks.run(imageId, () => this.images.findReady(imageId));
    }
    await this.copier.requireRoomFor(draft, start, source, mode);
  }

  private async copy(input: CloneInput, context: StepContext): Promise<void> {
    const source = await this.drafts.load(input.sourceId);
    const sizeBytes = await this.copier.copy(source, input, context);
    await this.drafts.setDiskSize(input.instanceIds[0], sizeBytes);
  }
}

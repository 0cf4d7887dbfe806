import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../../common/errors.js';
import { ImagesService } from '../../images/images.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { type StepContext, WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { type CopyPlan, DiskCopier } from '../disks/disk-copier.js';
import type { CloneInstanceDto } from '../dto/copy-instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { InstanceRecords } from '../records/instance-records.js';
import { DRAFT_INTENT, InstanceDrafts } from './drafts.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the draft to turn into an instance, and the instance to copy. */
export interface CloneInput extends CopyPlan {
  /** The draft only. */
  readonly instanceIds: readonly [string];
  readonly sourceId: string;
  readonly sourceName: string;
  readonly start: boolean;
}

/** Create an instance whose disk is a copy of the disk of another instance. */
@Injectable()
@WorkflowFor(['instance.clone'])
export class CloneInstance implements InstanceWorkflow<CloneInput> {
  readonly intent = DRAFT_INTENT;
  readonly isHeavy = true;

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly drafts: InstanceDrafts,
    private readonly images: ImagesService,
    private readonly copier: DiskCopier,
    private readonly operations: InstanceOperations,
  ) {}

  /**
   * Start to clone an instance. The operation locks the source too.
   * @throws NotFoundError, IllegalStateError, NameTakenError
   * @throws ConflictError `notLinked` if a linked clone has no backing image to share
   */
  async clone(idOrName: string, dto: CloneInstanceDto, actor: string): Promise<OperationDto> {
    const source = await this.instances.findFor('clone', idOrName);
    if (dto.mode === 'linked' && source.imageId === null) {
      throw new ConflictError(
        'notLinked',
        `The disk of "${source.name}" has no backing image that a linked clone could share. Create a full clone.`,
      );
    }
    await this.instances.requireNamesFree([dto.name]);
    return this.drafts.createCopy(source, dto, (draft, rows) =>
      this.operations.start(this, 'instance.clone', [draft], {
        actor,
        input: {
          instanceIds: [draft.id],
          sourceId: source.id,
          sourceName: source.name,
          volume: `${draft.id}.qcow2`,
          mode: dto.mode,
          copyingDomainId: randomUUID(),
          start: dto.start ?? false,
        },
        alsoLocks: [source.id],
        rows,
      }),
    );
  }

  around({ instanceIds }: CloneInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, instanceIds, actor, runSteps);
  }

  steps(input: CloneInput): WorkflowStep<CloneInput>[] {
    const { instanceIds, start, sourceName, mode } = input;
    const [id] = instanceIds;
    return [
      {
        name: 'checking free space',
        run: () => this.check(input),
        undo: (_, context) => this.drafts.discard(id, context),
      },
      {
        name: 'copying the disk',
        run: (_, context) => this.copy(input, context),
        undo: () => this.copier.discard(input.sourceId, input),
      },
      this.drafts.defineStep(id),
      ...this.drafts.finishSteps(instanceIds, start, { clonedFrom: sourceName, mode }),
    ];
  }

  private async check({ instanceIds: [id], sourceId, mode, start }: CloneInput): Promise<void> {
    const source = await this.records.find(sourceId);
    const draft = await this.records.find(id);
    const { imageId } = draft;
    if (imageId !== null) {
      if (source.imageId !== imageId) {
        throw new ConflictError(
          'changedMeanwhile',
          `"${source.name}" was rebuilt from another image after the request. Repeat the request.`,
        );
      }
      // The lock excludes the deletion of the image, which from here on counts the draft as a clone.
      await this.images.locks.run(imageId, () => this.images.findReady(imageId));
    }
    await this.copier.requireCapacityFor(draft, start, source, mode);
  }

  private async copy(input: CloneInput, context: StepContext): Promise<void> {
    const source = await this.records.find(input.sourceId);
    const sizeBytes = await this.copier.copy(source, input, context);
    await this.records.update(input.instanceIds[0], { diskSizeBytes: sizeBytes });
  }
}

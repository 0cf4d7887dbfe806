import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../../common/errors.js';
import { EventsService } from '../../events/events.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DiskDetachment } from '../disks/disk-detachment.js';
import { InstancesService } from '../instances.service.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the instance with its disk, and the image that it is a clone of. */
export interface DetachInput {
  readonly instance: { readonly id: string; readonly name: string; readonly diskVolume: string };
  readonly image: { readonly id: string; readonly name: string };
  /** The UUID of the helper domain that copies while the guest is off. */
  readonly copyingDomainId: string;
}

/** Make an instance independent of its image: its disk gets a copy of what it shares with the image. */
@Injectable()
@WorkflowFor(['instance.detach'])
export class DetachInstance implements InstanceWorkflow<DetachInput> {
  readonly isHeavy = true;

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly detachment: DiskDetachment,
    private readonly metadata: InstanceMetadata,
    private readonly events: EventsService,
    private readonly operations: InstanceOperations,
  ) {}

  /**
   * Start to make an instance independent.
   * @throws NotFoundError, IllegalStateError, InsufficientStorageError
   * @throws ConflictError `alreadyIndependent`, `hasSnapshots`, `savedState`, `diskElsewhere`, or if a file is missing
   */
  async detach(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.findPossible(idOrName);
    const { id, name, diskVolume, image } = instance;
    if (diskVolume === null || !image) throw new Error(`"${name}" is not a clone`);
    const input: DetachInput = {
      instance: { id, name, diskVolume },
      image: { id: image.id, name: image.name },
      copyingDomainId: randomUUID(),
    };
    return this.operations.start(this, 'instance.detach', [instance], { actor, input });
  }

  /** Find an instance that can become independent now. @throws as {@link detach} */
  async findPossible(idOrName: string): Promise<InstanceEntity> {
    const instance = await this.instances.findFor('detach', idOrName);
    await this.detachment.require(instance);
    return instance;
  }

  around({ instance }: DetachInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [instance.id], actor, runSteps);
  }

  steps(input: DetachInput): WorkflowStep<DetachInput>[] {
    return [
      { name: 'checking free space', run: () => this.check(input) },
      {
        name: 'copying the image into the disk',
        run: async (_, context) =>
          this.detachment.detach(await this.find(input), input.copyingDomainId, context),
        undo: (_, { actor }) => this.undo(input, actor),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: (_, { actor }) => this.finish(input, actor),
      },
    ];
  }

  /** Check again: the instance may have changed while the operation was queued. */
  private async check(input: DetachInput): Promise<void> {
    const recorded = await this.find(input);
    const { instance, image } = input;
    if (recorded.diskVolume !== instance.diskVolume || recorded.imageId !== image.id) {
      throw new ConflictError(
        'changedMeanwhile',
        `"${instance.name}" got another disk after the request. Repeat the request.`,
      );
    }
    await this.detachment.require(recorded);
  }

  /** QEMU may have completed the copy before the end of the server: the record must not name an image that is not used. */
  private async undo(input: DetachInput, actor: string): Promise<void> {
    const recorded = await this.find(input);
    if (recorded.diskVolume !== input.instance.diskVolume) return;
    await this.detachment.abort(recorded, input.copyingDomainId);
    if (await this.detachment.isIndependent(recorded)) await this.finish(input, actor);
  }

  /** Record that the instance has no image. Does nothing if it is recorded. */
  private async finish({ instance, image }: DetachInput, actor: string): Promise<void> {
    const { id, name } = instance;
    const isNew = await this.records.update(
      { id, imageId: image.id },
      { imageId: null, metadataPending: true },
    );
    await this.metadata.write(id);
    if (!isNew) return;
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor,
      details: { detachedFrom: image.name },
    });
  }

  private find({ instance }: DetachInput): Promise<InstanceEntity> {
    return this.records.find(instance.id);
  }
}

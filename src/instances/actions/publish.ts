import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ImagePublication } from '../../images/lifecycle/image-publication.js';
import type { OperationDto } from '../../operations/dto.js';
import { type StepContext, WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { StorageService } from '../../storage/storage.service.js';
import type { CopyMode } from '../disks/block-copy.js';
import { type DiskContent, DiskCopier } from '../disks/disk-copier.js';
import type { PublishInstanceDto } from '../dto/copy-instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the instance to read, and the image to write. */
export interface PublishInput {
  readonly instanceId: string;
  readonly imageId: string;
  /** The volume, in the pool for disks, that holds a copy of the disk of a running guest at one moment. */
  readonly volume: string;
  readonly copyingDomainId: string;
}

/** Create an image from the disk of an instance. */
@Injectable()
@WorkflowFor(['instance.publish'])
export class PublishInstance implements InstanceWorkflow<PublishInput> {
  readonly isHeavy = true;
  /** A conversion that libvirt has begun cannot be stopped. */
  readonly undoTakesLong = true;

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly publication: ImagePublication,
    private readonly copier: DiskCopier,
    private readonly storage: StorageService,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, NameTakenError */
  async publish(idOrName: string, dto: PublishInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('publish', idOrName);
    const image = await this.publication.expect(dto, instance, actor);
    return this.operations.start(this, 'instance.publish', [instance], {
      actor,
      input: {
        instanceId: instance.id,
        imageId: image.id,
        volume: `${image.id}.copy.qcow2`,
        copyingDomainId: randomUUID(),
      },
      alsoLocks: [image.id],
    });
  }

  around({ instanceId }: PublishInput, _: string, runSteps: () => Promise<void>) {
    return this.operations.trackReading(instanceId, runSteps);
  }

  steps(input: PublishInput): WorkflowStep<PublishInput>[] {
    const { instanceId, imageId, volume } = input;
    return [
      {
        name: 'checking free space',
        run: () => this.requireSpace(input),
        undo: (_, { reason, actor }) => this.publication.discard(imageId, reason, actor),
      },
      {
        name: 'copying the disk',
        run: (_, context) => this.copyIfActive(input, context),
        undo: () => this.copier.discard(instanceId, input),
      },
      {
        name: 'writing the image',
        run: (_, context) => this.write(input, context),
        undo: () => this.publication.removeContent(imageId),
      },
      { name: 'reading the image', run: (_, context) => this.publication.read(imageId, context) },
      {
        name: 'deleting the copy',
        // If the copy cannot be deleted, the workflow is undone: otherwise the copy would stay unnoticed.
        completeIfInterrupted: true,
        run: () => this.storage.remove('disks', volume),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: (_, { actor }) => this.publication.finish(imageId, actor),
      },
    ];
  }

  private async requireSpace({ instanceId, imageId }: PublishInput): Promise<void> {
    const source = await this.records.find(instanceId);
    const content = await this.copier.contentOf(source);
    if (await this.copier.isActive(source)) {
      await this.copier.requireSpace(source, copyModeFor(content));
    }
    await this.publication.requireSpace(imageId, content.allBytes);
  }

  /** A disk that a guest writes to is copied first. Otherwise the image is read from the disk itself. */
  private async copyIfActive(input: PublishInput, context: StepContext): Promise<void> {
    const source = await this.records.find(input.instanceId);
    if (!(await this.copier.isActive(source))) return;
    const mode = copyModeFor(await this.copier.contentOf(source));
    await this.copier.copy(source, { ...input, mode }, context);
  }

  private async write(
    { instanceId, imageId, volume }: PublishInput,
    context: StepContext,
  ): Promise<void> {
    const source = await this.records.find(instanceId);
    const { name, capacityBytes, allBytes } = await this.copier.contentOf(source);
    const copy = await this.storage.describe('disks', volume);
    await this.publication.write(
      imageId,
      {
        role: 'disks',
        name: copy ? volume : name,
        capacityBytes: copy?.capacityBytes ?? capacityBytes,
        bytes: allBytes,
      },
      context,
    );
  }
}

/** The mode of the smallest copy that contains the whole disk. */
function copyModeFor({ imagePath }: DiskContent): CopyMode {
  return imagePath === undefined ? 'full' : 'linked';
}

import { Injectable } from '@nestjs/common';
import { ImagePublication } from '../../images/image-publication.js';
import type { StepContext, WorkflowStep } from '../../operations/workflow.js';
import { StorageService } from '../../storage/storage.service.js';
import type { CopyMode } from '../disks/block-copy.js';
import { type DiskContent, DiskCopier } from '../disks/disk-copier.js';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceOperations } from './instance-operations.js';

/** The recorded image that is to get its content, and from what. */
export interface PublishInput {
  readonly instanceId: string;
  readonly imageId: string;
  /** The volume, in the pool for disks, that keeps the disk of a running guest as it was at one moment. */
  readonly volume: string;
  readonly copyingDomainId: string;
}

/** Makes an image from the disk of an instance. */
@Injectable()
export class PublishInstanceWorkflow {
  constructor(
    private readonly instances: InstanceDrafts,
    private readonly publication: ImagePublication,
    private readonly copier: DiskCopier,
    private readonly storage: StorageService,
    work: InstanceOperations,
  ) {
    work.register<PublishInput>({
      kind: 'instance.publish',
      isHeavy: true,
      // What libvirt has begun to convert it cannot be kept from finishing.
      undoTakesLong: true,
      around: ({ instanceId }, _, run) => work.aroundReading(instanceId, run),
      steps: (input) => this.stepsFor(input),
    });
  }

  private stepsFor(input: PublishInput): WorkflowStep<PublishInput>[] {
    const { instanceId, imageId, volume } = input;
    return [
      {
        name: 'checking for room',
        run: () => this.requireRoom(input),
        undo: (_, { reason, actor }) => this.publication.discard(imageId, reason, actor),
      },
      {
        name: 'copying the disk',
        run: (_, context) => this.keepIfActive(input, context),
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
        // Where it cannot be deleted, there is no image: a copy that nobody knows of would stay beside it.
        isCompletedWhenCutOff: true,
        run: () => this.storage.remove('disks', volume),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: (_, { actor }) => this.publication.finish(imageId, actor),
      },
    ];
  }

  private async requireRoom({ instanceId, imageId }: PublishInput): Promise<void> {
    const source = await this.instances.load(instanceId);
    const content = await this.copier.contentOf(source);
    if (await this.copier.isActive(source)) await this.copier.requireRoom(source, modeFor(content));
    await this.publication.requireRoom(imageId, content.allBytes);
  }

  /** A disk that is written to is copied first; one that is at rest can be read as it is. */
  private async keepIfActive(input: PublishInput, context: StepContext): Promise<void> {
    const source = await this.instances.load(input.instanceId);
    if (!(await this.copier.isActive(source))) return;
    const mode = modeFor(await this.copier.contentOf(source));
    await this.copier.copy(source, { ...input, mode }, context);
  }

  private async write({ instanceId, imageId, volume }: PublishInput, context: StepContext) {
    const source = await this.instances.load(instanceId);
    const { name, capacityBytes, allBytes } = await this.copier.contentOf(source);
    const kept = await this.storage.describe('disks', volume);
    await this.publication.write(
      imageId,
      {
        role: 'disks',
        name: kept ? volume : name,
        capacityBytes: kept?.capacityBytes ?? capacityBytes,
        bytes: allBytes,
      },
      context,
    );
  }
}

/** The smallest copy that holds the disk. */
function modeFor({ imagePath }: DiskContent): CopyMode {
  return imagePath === undefined ? 'full' : 'linked';
}

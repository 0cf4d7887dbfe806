import { Injectable, Logger } from '@nestjs/common';
import { ConflictError, InvalidInputError, LibvirtFailedError } from '../../common/errors.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from '../disks/disk-chain.js';
import { DiskSwap, type InstanceDisk } from '../disks/disk-swap.js';
import { CLONE_BYTES } from '../disks/instance-capacity-check.js';
import { SavedState } from '../disks/saved-state.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import type { RebuildInstanceDto } from '../dto/copy-instance.dto.js';
import { InstancesService } from '../instances.service.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the instance, its disk, and the disk that replaces it. */
export interface RebuildInput {
  readonly instance: { readonly id: string; readonly name: string };
  readonly previous: InstanceDisk;
  readonly next: { readonly imageId: string; readonly volume: string };
  readonly discardSnapshots: boolean;
}

/** Replace the disk of an instance with a new clone of an image. Its name, MAC address and ports stay. */
@Injectable()
@WorkflowFor(['instance.rebuild'])
export class RebuildInstance implements InstanceWorkflow<RebuildInput> {
  private readonly logger = new Logger(RebuildInstance.name);

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly builder: InstanceBuilder,
    private readonly swap: DiskSwap,
    private readonly savedState: SavedState,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
    private readonly operations: InstanceOperations,
  ) {}

  /**
   * Start to rebuild an instance from its image, or from another one.
   * @throws NotFoundError, IllegalStateError
   * @throws InvalidInputError if the instance has no image and the request names none
   * @throws ConflictError if the image cannot be cloned, or snapshots or saved memory would be lost
   */
  async rebuild(idOrName: string, dto: RebuildInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('rebuild', idOrName);
    const { id, name, diskVolume, imageId } = instance;
    if (diskVolume === null) throw new Error(`"${name}" has no disk that picostack created`);
    const source = dto.image ?? imageId;
    if (source === null) {
      throw new InvalidInputError(
        `The disk of "${name}" has no backing image. Name the image to rebuild it from.`,
        [{ field: 'image', message: 'is required: the disk has no backing image' }],
      );
    }
    const discardSnapshots = dto.discardSnapshots ?? false;
    if (!discardSnapshots) await this.savedState.requireNone({ id, name });
    const input: RebuildInput = {
      instance: { id, name },
      previous: { imageId, volume: diskVolume },
      next: {
        imageId: await this.swap.cloneableImage(source),
        volume: await this.freeVolume({ id, diskVolume }),
      },
      discardSnapshots,
    };
    return this.operations.start(this, 'instance.rebuild', [instance], { actor, input });
  }

  around({ instance }: RebuildInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [instance.id], actor, runSteps);
  }

  steps({ instance, previous, next }: RebuildInput): WorkflowStep<RebuildInput>[] {
    return [
      { name: 'checking free space', run: (input) => this.check(input) },
      {
        name: 'cloning the image',
        run: (input) => this.createDisk(input),
        undo: (input) => this.removeNewDisk(input),
      },
      {
        name: 'changing the disk',
        run: () => this.swap.swap(instance, previous, next),
        undo: () => this.swap.swap(instance, next, previous),
      },
      {
        name: 'deleting the old disk',
        // If it cannot be deleted, the instance gets it back, and no file is left over.
        completeIfInterrupted: true,
        run: async (input) => {
          await this.savedState.discard(instance);
          await this.removeOldDisk(input);
        },
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: (_, { actor }) => this.swap.recordEvent(instance, next.imageId, actor),
      },
    ];
  }

  /** Check again: the instance may have changed while the operation was queued. */
  private async check({ instance, previous, discardSnapshots }: RebuildInput): Promise<void> {
    const recorded = await this.records.find(instance.id);
    if (recorded.diskVolume !== previous.volume || recorded.imageId !== previous.imageId) {
      throw new ConflictError(
        'changedMeanwhile',
        `"${instance.name}" got another disk after the request. Repeat the request.`,
      );
    }
    await this.swap.requireOff(instance);
    const { basePath } = await this.chains.requireActiveLayer(recorded);
    await this.users.requireUnused([basePath], `The old disk of "${instance.name}"`, [instance.id]);
    if (!discardSnapshots) await this.savedState.requireNone(instance);
    // The old disk will be deleted, so the pool promises no more space than before.
    await this.storage.requireSpace('disks', CLONE_BYTES, `A new disk of "${instance.name}"`);
  }

  private async createDisk({ instance, previous, next }: RebuildInput): Promise<void> {
    const { name, diskSizeBytes } = await this.records.find(instance.id);
    // Another program may have grown the disk since it was read.
    const actual = await this.storage.describe('disks', previous.volume);
    await this.builder.cloneImage({
      name,
      diskSizeBytes: Math.max(diskSizeBytes, actual?.capacityBytes ?? 0),
      imageId: next.imageId,
      diskVolume: next.volume,
    });
  }

  /** If the old disk could not be put back, the new one is the only disk of the instance: keep it. */
  private async removeNewDisk({ instance, next }: RebuildInput): Promise<void> {
    const { diskVolume } = await this.records.find(instance.id);
    if (diskVolume !== next.volume) await this.swap.removeUnused(instance, next.volume);
  }

  /** A disk that another domain or volume has started to use stays. */
  private async removeOldDisk({ instance, previous: { volume } }: RebuildInput): Promise<void> {
    const { id, name } = instance;
    try {
      const path = await this.storage.pathOf('disks', volume);
      await this.users.requireUnused([path], `The old disk of "${name}"`, [id]);
      await this.storage.remove('disks', volume);
    } catch (error) {
      if (error instanceof LibvirtFailedError) {
        // If the disk was deleted in spite of the error, it cannot be put back.
        if (await this.storage.describe('disks', volume)) throw error;
        return;
      }
      if (!(error instanceof ConflictError)) throw error;
      this.logger.warn(`${error.message} The disk is not deleted.`);
    }
  }

  /** Do not overwrite a file that another program created with the next name. */
  private async freeVolume({
    id,
    diskVolume,
  }: Pick<InstanceEntity, 'id' | 'diskVolume'>): Promise<string> {
    let volume = nextVolume({ id, diskVolume });
    while (await this.storage.describe('disks', volume)) {
      volume = nextVolume({ id, diskVolume: volume });
    }
    return volume;
  }
}

/** The name of the volume that replaces the disk of an instance: `ID-2.qcow2`, then `ID-3.qcow2`, and so on. */
export function nextVolume({ id, diskVolume }: Pick<InstanceEntity, 'id' | 'diskVolume'>): string {
  const number = diskVolume?.startsWith(`${id}-`)
    ? Number.parseInt(diskVolume.slice(id.length + 1), 10)
    : 1;
  return `${id}-${(Number.isNaN(number) ? 1 : number) + 1}.qcow2`;
}

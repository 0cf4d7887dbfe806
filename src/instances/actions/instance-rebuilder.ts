import { Injectable, Logger } from '@nestjs/common';
import { ConflictError, InvalidInputError, LibvirtFailedError } from '../../common/errors.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from '../disks/disk-chain.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstanceDrafts } from './instance-drafts.js';
import { CLONE_BYTES } from '../disks/instance-capacity-check.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { DiskSwap, type InstanceDisk } from '../disks/disk-swap.js';
import type { RebuildInstanceDto } from '../dto/copy-instance.dto.js';
import { SavedState } from '../disks/saved-state.js';

/** Which instance gets which disk in the place of which. */
export interface RebuildPlan {
  readonly instance: { readonly id: string; readonly name: string };
  readonly previous: InstanceDisk;
  readonly next: { readonly imageId: string; readonly volume: string };
  readonly discardSnapshots: boolean;
}

/** Gives instances a new disk from an image. Each step may find its work done already. */
@Injectable()
export class InstanceRebuilder {
  private readonly logger = new Logger(InstanceRebuilder.name);

  constructor(
    private readonly instances: InstanceDrafts,
    private readonly builder: InstanceBuilder,
    private readonly swap: DiskSwap,
    private readonly savedState: SavedState,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
  ) {}

  /**
   * What is to be done, with every name chosen.
   * @throws InvalidInputError where no image is known, NotFoundError, ConflictError where the image cannot be cloned, or something is kept that would go
   */
  async plan(
    { id, name, diskVolume, imageId }: InstanceEntity,
    { image, discardSnapshots = false }: RebuildInstanceDto,
  ): Promise<RebuildPlan> {
    if (diskVolume === null) throw new Error(`${name} has no disk of picostack's own`);
    const source = image ?? imageId;
    if (source === null) {
      throw new InvalidInputError(
        `The disk of "${name}" stands alone: say which image it is to be rebuilt from.`,
        [{ field: 'image', message: 'is needed: its disk is a clone of no image' }],
      );
    }
    if (!discardSnapshots) await this.savedState.requireNone({ id, name });
    return {
      instance: { id, name },
      previous: { imageId, volume: diskVolume },
      next: {
        imageId: await this.swap.imageFor(source),
        volume: await this.freeVolume({ id, diskVolume }),
      },
      discardSnapshots,
    };
  }

  /** @throws ConflictError, InsufficientStorageError where the plan does not fit what is there now */
  async check({ instance, previous, discardSnapshots }: RebuildPlan): Promise<void> {
    const recorded = await this.instances.load(instance.id);
    if (recorded.diskVolume !== previous.volume || recorded.imageId !== previous.imageId) {
      throw new ConflictError(
        'changedMeanwhile',
        `"${instance.name}" got another disk in the meantime. Ask again.`,
      );
    }
    await this.swap.requireOff(instance);
    const { basePath } = await this.chains.requireOnTop(recorded);
    await this.users.requireUnused([basePath], `The former disk of "${instance.name}"`, [
      instance.id,
    ]);
    if (!discardSnapshots) await this.savedState.requireNone(instance);
    // The old disk goes: all in all no more is promised than before.
    await this.storage.requireSpace('disks', CLONE_BYTES, `A new disk of "${instance.name}"`);
  }

  async makeDisk({ instance, previous, next }: RebuildPlan): Promise<void> {
    const { name, diskSizeBytes: recordedBytes } = await this.instances.load(instance.id);
    // Somebody may have made it larger outside a moment ago.
    const actual = await this.storage.describe('disks', previous.volume);
    const diskSizeBytes = Math.max(recordedBytes, actual?.capacityBytes ?? 0);
    await this.builder.cloneImage({
      name,
      diskSizeBytes,
      imageId: next.imageId,
      diskVolume: next.volume,
    });
  }

  /** Where the former disk could not be put back, the new one is all that the instance has. */
  async removeNewDisk({ instance, next }: RebuildPlan): Promise<void> {
    if ((await this.instances.load(instance.id)).diskVolume === next.volume) return;
    await this.swap.removeUnused(instance, next.volume);
  }

  exchangeDisks({ instance, previous, next }: RebuildPlan): Promise<void> {
    return this.swap.swap(instance, previous, next);
  }

  exchangeBack({ instance, previous, next }: RebuildPlan): Promise<void> {
    return this.swap.swap(instance, next, previous);
  }

  /** The old disk goes with all that belongs to it. @throws where it is still there */
  async removeOldDisk({ instance, previous }: RebuildPlan): Promise<void> {
    await this.savedState.discard(instance);
    await this.removeFormerDisk({ instance, previous });
  }

  finish({ instance, next }: RebuildPlan, actor: string): Promise<void> {
    return this.swap.tell(instance, next.imageId, actor);
  }

  /** One that got another user since it was checked stays. */
  private async removeFormerDisk({
    instance: { id, name },
    previous: { volume },
  }: Pick<RebuildPlan, 'instance' | 'previous'>): Promise<void> {
    try {
      const path = await this.storage.pathOf('disks', volume);
      await this.users.requireUnused([path], `The former disk of "${name}"`, [id]);
      await this.storage.remove('disks', volume);
    } catch (error) {
      if (error instanceof LibvirtFailedError) {
        // Nothing can be put back where it is gone all the same.
        if (await this.storage.describe('disks', volume)) throw error;
        return;
      }
      if (!(error instanceof ConflictError)) throw error;
      this.logger.warn(`${error.message} It stays.`);
    }
  }

  /** A file of that name that somebody put there is not written over. */
  private async freeVolume({ id, diskVolume }: Pick<InstanceEntity, 'id' | 'diskVolume'>) {
    let volume = nextVolume({ id, diskVolume });
    while (await this.storage.describe('disks', volume)) {
      volume = nextVolume({ id, diskVolume: volume });
    }
    return volume;
  }
}

/** The name of the volume that takes the place of an instance's: `ID-2.qcow2`, and so on. */
export function nextVolume({ id, diskVolume }: Pick<InstanceEntity, 'id' | 'diskVolume'>): string {
  const number = diskVolume?.startsWith(`${id}-`)
    ? Number.parseInt(diskVolume.slice(id.length + 1), 10)
    : 1;
  return `${id}-${(Number.isNaN(number) ? 1 : number) + 1}.qcow2`;
}

import { Injectable } from '@nestjs/common';
import { ConflictError, InvalidInputError } from '../../common/errors.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceBuilder } from '../instance-builder.js';
import { InstanceDrafts } from '../instance-drafts.js';
import { CLONE_BYTES } from '../instance-room.js';
import type { InstanceEntity } from '../instance.entity.js';
import { DiskExchange, type InstanceDisk } from './disk-exchange.js';
import type { RebuildInstanceDto } from './dto.js';
import { KeptStates } from './kept-states.js';

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
  constructor(
    private readonly instances: InstanceDrafts,
    private readonly builder: InstanceBuilder,
    private readonly exchange: DiskExchange,
    private readonly kept: KeptStates,
    private readonly storage: StorageService,
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
    if (!discardSnapshots) await this.kept.requireNone({ id, name });
    return {
      instance: { id, name },
      previous: { imageId, volume: diskVolume },
      next: {
        imageId: await this.exchange.imageFor(source),
        volume: nextVolume({ id, diskVolume }),
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
    await this.exchange.requireOff(instance);
    if (!discardSnapshots) await this.kept.requireNone(instance);
    // The old disk goes: all in all no more is promised than before.
    await this.storage.requireSpace('disks', CLONE_BYTES, `A new disk of "${instance.name}"`);
  }

  async makeDisk({ instance, next }: RebuildPlan): Promise<void> {
    const recorded = await this.instances.load(instance.id);
    const { name, diskSizeBytes } = recorded;
    await this.builder.cloneImage({
      name,
      diskSizeBytes,
      imageId: next.imageId,
      diskVolume: next.volume,
    });
  }

  removeNewDisk({ instance, next }: RebuildPlan): Promise<void> {
    return this.exchange.removeUnused(instance, next.volume);
  }

  exchangeDisks({ instance, previous, next }: RebuildPlan): Promise<void> {
    return this.exchange.exchange(instance, previous, next);
  }

  exchangeBack({ instance, previous, next }: RebuildPlan): Promise<void> {
    return this.exchange.exchange(instance, next, previous);
  }

  /** The old disk goes with all that belongs to it. */
  async finish({ instance, previous, next }: RebuildPlan, actor: string): Promise<void> {
    await this.kept.discard(instance);
    await this.storage.remove('disks', previous.volume);
    await this.exchange.tell(instance, next.imageId, actor);
  }
}

/** The name of the volume that takes the place of an instance's: `ID-2.qcow2`, and so on. */
export function nextVolume({ id, diskVolume }: Pick<InstanceEntity, 'id' | 'diskVolume'>): string {
  const number = diskVolume?.startsWith(`${id}-`)
    ? Number.parseInt(diskVolume.slice(id.length + 1), 10)
    : 1;
  return `${id}-${(Number.isNaN(number) ? 1 : number) + 1}.qcow2`;
}

import { Injectable } from '@nestjs/common';
import { ConflictError, PicostackError, messageOf } from '../../common/errors.js';
import type { OperationDto } from '../../operations/dto.js';
import { type OperationContext, OperationsService } from '../../operations/operations.service.js';
import { type Clone, Clones } from '../clones.js';
import type { ImageEntity } from '../image.entity.js';
import { ImagesService } from '../images.service.js';

/** How often new clones are looked for: someone may launch one while the others become independent. */
const MAX_ROUNDS = 3;

/** Deletes images with clones: makes the clones independent, one after the other, then deletes the image. */
@Injectable()
export class ImageRetirement {
  constructor(
    private readonly images: ImagesService,
    private readonly clones: Clones,
    private readonly operations: OperationsService,
  ) {}

  /**
   * Start to delete an image after making its clones independent. Everything that can refuse is checked first.
   * @throws NotFoundError; ConflictError `imageProtected`, `imageBusy`, `imageInUse`, or why a clone cannot become independent
   */
  async start(idOrName: string, actor: string): Promise<OperationDto> {
    const image = await this.images.find(idOrName);
    const clones = await this.clones.of(image.id);
    await this.images.requireDeletable(image, clones);
    await this.clones.requireDetachable(clones);
    return this.operations.start({
      kind: 'image.retire',
      resource: { type: 'image', id: image.id, name: image.name },
      actor,
      canCancel: true,
      work: (context) => this.retire(image, actor, context),
    });
  }

  private async retire(
    image: ImageEntity,
    actor: string,
    context: OperationContext,
  ): Promise<void> {
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const clones = await this.clones.of(image.id);
      for (const [index, clone] of clones.entries()) {
        context.signal.throwIfAborted();
        await this.detach(image, clone, actor, {
          signal: context.signal,
          progress: (fraction) =>
            context.step(
              `making "${clone.name}" independent (${index + 1} of ${clones.length})`,
              (index + fraction) / clones.length,
            ),
        });
      }
      if (clones.length === 0) break;
    }
    context.signal.throwIfAborted();
    context.step('deleting the image', 1);
    await this.images.remove(image.id, actor);
  }

  /** @throws ConflictError `cloneNotDetached` with the name of the instance; the image stays */
  private async detach(
    image: ImageEntity,
    clone: Clone,
    actor: string,
    context: Parameters<Clones['detach']>[2],
  ): Promise<void> {
    context.progress(0);
    try {
      await this.clones.detach(clone, actor, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof PicostackError)) throw error;
      throw new ConflictError(
        'cloneNotDetached',
        `The image "${image.name}" was not deleted, because its clone "${clone.name}" could not be made independent. ${messageOf(error)}`,
        { instance: clone.name, reason: error.code },
        { cause: error },
      );
    }
  }
}

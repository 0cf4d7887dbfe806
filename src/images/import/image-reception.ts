import { Injectable, Logger } from '@nestjs/common';
import { messageOf } from '../../common/errors.js';
import type { OperationDto, OperationKind } from '../../operations/dto.js';
import { type OperationContext, OperationsService } from '../../operations/operations.service.js';
import type { ImageDto } from '../dto.js';
import { ImageImporter } from './image-importer.js';
import type { ImageEntity } from '../image.entity.js';
import type { ImportProgress } from './import-progress.js';
import { type ImageContent, ImagesService } from '../images.service.js';

/** What all ways to receive the content of an image have in common: the operation, the end, and the cleanup. */
@Injectable()
export class ImageReception {
  private readonly logger = new Logger(ImageReception.name);

  constructor(
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly operations: OperationsService,
  ) {}

  /** Start the operation that imports or builds an image for which `beginContent` was called. */
  async startOperation(
    image: ImageEntity,
    actor: string,
    work: (progress: OperationContext) => Promise<unknown>,
    kind: OperationKind = 'image.import',
  ): Promise<OperationDto> {
    try {
      return await this.operations.start({
        kind,
        resource: { type: 'image', id: image.id, name: image.name },
        actor,
        canCancel: true,
        work: async (progress) => {
          await work(progress);
        },
      });
    } catch (error) {
      this.images.endContent(image);
      await this.images.discard(image, messageOf(error), actor);
      throw error;
    }
  }

  /** Make an image ready when `work` has imported its content; or delete everything. */
  async receive(
    image: ImageEntity,
    actor: string,
    work: () => Promise<ImageContent>,
  ): Promise<ImageDto> {
    try {
      return await this.images.markReady(image, await work(), actor);
    } catch (error) {
      await this.discard(image, messageOf(error), actor);
      throw error;
    } finally {
      this.images.endContent(image);
    }
  }

  /** Delete an image whose content was refused. If libvirt cannot delete its volumes now, ImageCleanup does it later. */
  private async discard(image: ImageEntity, reason: string, actor: string): Promise<void> {
    try {
      await this.importer.remove(image);
    } catch (error) {
      this.logger.warn(
        `Cannot delete the volumes of the image "${image.name}" yet: ${messageOf(error)}`,
      );
      return this.images.fail(image, reason, actor);
    }
    await this.images.discard(image, reason, actor);
  }
}

/** Return a function that shows the progress of an import in its operation. */
export function showIn(context: OperationContext): (progress: ImportProgress) => void {
  return (progress) => context.step(progress.name, progress.fraction, progress.transfer);
}

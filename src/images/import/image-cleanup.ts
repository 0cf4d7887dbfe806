import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { messageOf } from '../../common/errors.js';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import { LibvirtService, VIR_ERR_OPERATION_INVALID, isLibvirtError } from '../../libvirt/index.js';
import { InterruptedOperations } from '../../operations/interrupted-operations.js';
import { ImageImporter } from './image-importer.js';
import type { ImageEntity } from '../image.entity.js';
import { ImagesService } from '../images.service.js';
import { ResumableUploads } from './uploads/resumable-uploads.service.js';
import { UploadVolumes } from './uploads/upload-volumes.js';

const CHECK_EVERY_MS = 10_000;

/**
 * Deletes incomplete images each time libvirt connects: images whose upload was interrupted by the end of the server and
 * cannot be resumed, and images that failed while libvirt was not connected.
 */
@Injectable()
export class ImageCleanup implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ImageCleanup.name);
  private readonly startedAt = new Date().toISOString();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly interrupted: InterruptedOperations,
    private readonly uploads: ResumableUploads,
    private readonly uploadVolumes: UploadVolumes,
    private readonly libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => this.remove());
  }

  /** An import may fail because of a lost connection just when the next one has been made. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      if (!this.libvirt.isConnected) return;
      this.removeFailed().catch((error: unknown) =>
        this.logger.warn(`The failed images cannot be deleted yet: ${messageOf(error)}`),
      );
    }, CHECK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async remove(): Promise<void> {
    // The images of interrupted operations are deleted when those operations are undone.
    const busy = await this.interrupted.busyResources();
    const open = await this.uploads.openImageIds();
    for (const image of await this.images.findIncomplete()) {
      if (image.createdAt >= this.startedAt || busy.has(image.id) || open.has(image.id)) continue;
      await this.removeOne(image, () =>
        this.images.discard(
          image,
          'The server stopped before the content was complete.',
          SYSTEM_ACTOR,
        ),
      );
    }
    await this.removeFailed();
  }

  private async removeFailed(): Promise<void> {
    for (const image of await this.images.findFailed()) {
      await this.removeOne(image, () => this.images.forgetFailed(image));
    }
  }

  private async removeOne(image: ImageEntity, forget: () => Promise<void>): Promise<void> {
    try {
      await this.uploadVolumes.remove(image.id);
      await this.importer.remove(image);
    } catch (error) {
      if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
      // libvirt is still converting for the previous run of the server and cannot be stopped. Do not make others wait.
      void this.removeLater(image, forget);
      return;
    }
    await forget();
  }

  private async removeLater(image: ImageEntity, forget: () => Promise<void>): Promise<void> {
    try {
      await this.importer.removeOnceWritten(image);
      await forget();
    } catch (error) {
      this.logger.warn(
        `Cannot delete the volumes of the image "${image.name}" yet: ${messageOf(error)}`,
      );
    }
  }
}

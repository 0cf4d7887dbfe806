import { Injectable, Logger } from '@nestjs/common';
import { messageOf } from '../common/errors.js';
import { SYSTEM_ACTOR } from '../events/new-event.js';
import { LibvirtService, VIR_ERR_OPERATION_INVALID, isLibvirtError } from '../libvirt/index.js';
import { InterruptedOperations } from '../operations/interrupted-operations.js';
import { ImageIntake } from './image-intake.js';
import type { ImageEntity } from './image.entity.js';
import { ImagesService } from './images.service.js';

/**
 * After each (re)connect: takes away the images whose content was cut off when an earlier run of the server ended, and
 * those that failed while libvirt was away.
 */
@Injectable()
export class ImageRemains {
  private readonly logger = new Logger(ImageRemains.name);
  private readonly startedAt = new Date().toISOString();

  constructor(
    private readonly images: ImagesService,
    private readonly intake: ImageIntake,
    private readonly interrupted: InterruptedOperations,
    libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => this.remove());
  }

  private async remove(): Promise<void> {
    // What an operation works on is undone with that operation.
    const busy = await this.interrupted.busyResources();
    for (const image of await this.images.findIncomplete()) {
      if (image.createdAt >= this.startedAt || busy.has(image.id)) continue;
      await this.removeOne(image, () =>
        this.images.discard(image, 'The server ended before its content was whole.', SYSTEM_ACTOR),
      );
    }
    for (const image of await this.images.findFailed()) {
      await this.removeOne(image, () => this.images.forgetFailed(image));
    }
  }

  private async removeOne(image: ImageEntity, forget: () => Promise<void>): Promise<void> {
    try {
      await this.intake.remove(image);
    } catch (error) {
      if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
      // libvirt is still converting for the server that is no more, and nobody can stop it: others do not wait for that.
      void this.removeLater(image, forget);
      return;
    }
    await forget();
  }

  private async removeLater(image: ImageEntity, forget: () => Promise<void>): Promise<void> {
    try {
      await this.intake.removeOnceWritten(image);
      await forget();
    } catch (error) {
      this.logger.warn(`The volumes of the image "${image.name}" are left: ${messageOf(error)}`);
    }
  }
}

import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../events/events.service.js';
import { LibvirtService } from '../libvirt/index.js';
import { InterruptedOperations } from '../operations/interrupted-operations.js';
import { ImageIntake } from './image-intake.js';
import { ImagesService } from './images.service.js';

/** After each (re)connect: takes away the images whose content was cut off when an earlier run of the server ended. */
@Injectable()
export class ImageRemains {
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
      await this.intake.remove(image);
      await this.images.discard(
        image,
        'The server ended before its content was whole.',
        SYSTEM_ACTOR,
      );
    }
  }
}

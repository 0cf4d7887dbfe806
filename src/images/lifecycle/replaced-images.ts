import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ConflictError, LibvirtUnavailableError } from '../../common/errors.js';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import { LibvirtService } from '../../libvirt/index.js';
import { Clones } from '../clones.js';
import { ImageVersions } from './image-versions.js';
import type { ImageEntity } from '../image.entity.js';
import { ImagesService } from '../images.service.js';

const CHECK_EVERY_MS = 5_000;
/** Looking for the users of a file reads all pools of libvirt. */
const TRY_AGAIN_AFTER_MS = 300_000;

/** Deletes versions of images that were replaced, once their last clone is gone: deleted, rebuilt or independent. */
@Injectable()
export class ReplacedImages implements OnModuleDestroy {
  private readonly logger = new Logger(ReplacedImages.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  /** When to try again to delete an image that is protected, or whose file something else uses, by image id. */
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly images: ImagesService,
    private readonly versions: ImageVersions,
    private readonly clones: Clones,
    private readonly libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => Promise.resolve(this.checkLater()));
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private checkLater(): void {
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => void this.checkAll(), CHECK_EVERY_MS).unref();
  }

  private async checkAll(): Promise<void> {
    try {
      for (const image of await this.versions.findReplaced()) {
        if (this.isOver || !this.libvirt.isConnected) break;
        await this.removeIfUnused(image);
      }
    } catch (error) {
      if (!(error instanceof LibvirtUnavailableError)) {
        this.logger.error('Deleting replaced images failed', error);
      }
    }
    this.checkLater();
  }

  private async removeIfUnused(image: ImageEntity): Promise<void> {
    const now = performance.now();
    if (now < (this.waiting.get(image.id) ?? 0)) return;
    if ((await this.clones.of(image.id)).length > 0) return;
    try {
      const cause = 'A newer version replaced it, and its last clone is gone.';
      await this.images.remove(image.id, SYSTEM_ACTOR, cause);
      this.waiting.delete(image.id);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      this.waiting.set(image.id, now + TRY_AGAIN_AFTER_MS);
      this.logger.warn(`The replaced image "${image.name}" stays for now. ${error.message}`);
    }
  }
}

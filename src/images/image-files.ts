import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import {
  ConflictError,
  LibvirtUnavailableError,
  StoragePoolUnavailableError,
} from '../common/errors.js';
import { EventsService } from '../events/events.service.js';
import { OUTSIDE_ACTOR } from '../events/new-event.js';
import { LibvirtService } from '../libvirt/index.js';
import { StorageService } from '../storage/storage.service.js';
import { Clones } from './clones.js';
import { ImageEntity } from './image.entity.js';

/** libvirt sends no event for files that are removed by hand. */
const CHECK_EVERY_MS = 5_000;

/** Notices when the file of an image that is ready is removed, and when it comes back. */
@Injectable()
export class ImageFiles implements OnModuleDestroy {
  private readonly logger = new Logger(ImageFiles.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private readonly removing = new Set<string>();

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly libvirt: LibvirtService,
    private readonly events: EventsService,
    private readonly clones: Clones,
  ) {
    libvirt.onConnect(() => Promise.resolve(this.checkLater()));
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** The path of the file on the host. @throws ConflictError `imageFileMissing`, StoragePoolUnavailableError */
  async require(image: ImageEntity): Promise<string> {
    const volume = await this.storage.describe('images', image.volume);
    await this.note(image, volume !== undefined);
    if (volume) return volume.path;
    throw new ConflictError('imageFileMissing', this.problemOf(image));
  }

  /** Runs work that removes the file of an image: that is not reported as somebody else's doing. */
  async whileRemoving(id: string, work: () => Promise<void>): Promise<void> {
    this.removing.add(id);
    try {
      await work();
    } finally {
      this.removing.delete(id);
    }
  }

  private checkLater(): void {
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => void this.checkAll(), CHECK_EVERY_MS).unref();
  }

  private async checkAll(): Promise<void> {
    try {
      const ready = await this.images.findBy({ status: 'ready' });
      for (const image of ready) {
        if (this.isOver || !this.libvirt.isConnected) break;
        await this.note(image, await this.isThere(image));
      }
    } catch (error) {
      // A whole pool that is away says nothing about single files; /readyz reports it.
      const isAway =
        error instanceof StoragePoolUnavailableError || error instanceof LibvirtUnavailableError;
      if (!isAway) this.logger.error('Checking the files of the images failed', error);
    }
    this.checkLater();
  }

  /** Refreshes the pool only where libvirt does not find the file as it remembers it. */
  private async isThere({ volume }: ImageEntity): Promise<boolean> {
    if ((await this.storage.capacityOf('images', volume)) !== undefined) return true;
    return (await this.storage.describe('images', volume)) !== undefined;
  }

  /** Records a file that went or came back, on the image alone: its clones show what their image has. */
  private async note(image: ImageEntity, isThere: boolean): Promise<void> {
    if (image.status !== 'ready' || isThere === (image.lastError === null)) return;
    if (this.removing.has(image.id)) return;
    const lastError = isThere ? null : this.problemOf(image);
    // Whoever noticed it first reports it.
    const { affected } = await this.images.update(
      { id: image.id, status: 'ready', lastError: image.lastError ?? IsNull() },
      { lastError },
    );
    Object.assign(image, { lastError });
    if (affected === 0) return;
    await this.events.record({
      kind: 'image.changed',
      resource: { type: 'image', id: image.id, name: image.name },
      actor: OUTSIDE_ACTOR,
      cause: lastError,
      details: { changes: [isThere ? 'its file is there again' : 'its file was removed'] },
    });
    await this.clones.announce(image.id);
  }

  private problemOf({ name, volume }: ImageEntity): string {
    return (
      `The file ${volume} of the image "${name}" is gone from the storage pool ${this.storage.poolPrefix}-images. ` +
      'Put it back, or delete the image and register it again.'
    );
  }
}

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

/** libvirt sends no event when a file is deleted outside of it. */
export const CHECK_EVERY_MS = 5_000;

/** Detects when the file of a ready image is deleted, and when it is restored. */
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

  /** Return the path of the file on the host. @throws ConflictError `imageFileMissing`, StoragePoolUnavailableError */
  async require(image: ImageEntity): Promise<string> {
    const volume = await this.storage.describe('images', image.volume);
    await this.note(image, volume !== undefined);
    if (volume) return volume.path;
    throw new ConflictError('imageFileMissing', this.problemOf(image));
  }

  /** Run work that deletes the file of an image, without reporting it as a change from outside. */
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
        const exists = await this.exists(image);
        if (exists !== undefined) await this.note(image, exists);
      }
    } catch (error) {
      // An unavailable pool says nothing about single files; /readyz reports it.
      const isUnavailable =
        error instanceof StoragePoolUnavailableError || error instanceof LibvirtUnavailableError;
      if (!isUnavailable) this.logger.error('Checking the files of the images failed', error);
    }
    this.checkLater();
  }

  /**
   * Check whether the file exists. The pool is refreshed only if libvirt does not find the file.
   * @returns undefined if an operator stopped the pool, which stays stopped until a request needs it
   */
  private async exists({ volume }: ImageEntity): Promise<boolean | undefined> {
    if ((await this.storage.capacityOf('images', volume)) !== undefined) return true;
    if (!(await this.storage.isRunning('images'))) return undefined;
    return (await this.storage.describe('images', volume)) !== undefined;
  }

  /** Record that the file was deleted or restored. Only the image stores it; its clones show the error of their image. */
  private async note(image: ImageEntity, exists: boolean): Promise<void> {
    if (image.status !== 'ready' || exists === (image.lastError === null)) return;
    if (this.removing.has(image.id)) return;
    const lastError = exists ? null : this.problemOf(image);
    // Only the first of several concurrent checks records the event.
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
      details: { changes: [exists ? 'its file was restored' : 'its file was deleted'] },
    });
    await this.clones.announce(image.id);
  }

  private problemOf({ name, volume }: ImageEntity): string {
    return (
      `The file ${volume} of the image "${name}" is missing from the storage pool ${this.storage.poolPrefix}-images. ` +
      'Restore it, or delete the image and register it again.'
    );
  }
}

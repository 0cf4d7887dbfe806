import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import {
  ConflictError,
  LibvirtUnavailableError,
  StoragePoolUnavailableError,
} from '../../common/errors.js';
import type { VolumeDescription } from '../../domain-xml/read.js';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { LibvirtService } from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { Clones } from '../clones.js';
import type { ImageFileState } from '../dto.js';
import { ImageEntity } from '../image.entity.js';

/** libvirt sends no event when a file is deleted outside of it. */
export const CHECK_EVERY_MS = 5_000;

/** A changed file that stays the same for this time is not just being written. */
const SETTLED_AFTER_MS = 4_000;
/** A file that was found to have another SHA-256: no size and time prove that it is right. */
const NO_STAMP = '';

/** Detects when the file of a ready image is deleted, changed or restored. */
@Injectable()
export class ImageFiles implements OnModuleDestroy {
  private readonly logger = new Logger(ImageFiles.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private readonly removing = new Set<string>();
  /** Files that differ from those of their images, as they were seen first, by image id. */
  private readonly unsettled = new Map<string, { readonly stamp: string; readonly at: number }>();

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
    return (await this.requireFile(image)).path;
  }

  private async requireFile(image: ImageEntity): Promise<VolumeDescription> {
    const volume = await this.storage.describe('images', image.volume);
    await this.note(image, volume);
    if (volume) return volume;
    throw new ConflictError('imageFileMissing', this.problemOf(image, 'missing'), {
      instances: await this.clones.namesOf(image.id),
    });
  }

  /** As {@link require}, for a new clone. @throws ConflictError `imageFileChanged` */
  async requireUnchanged(image: ImageEntity): Promise<string> {
    const file = await this.requireFile(image);
    // This may not be recorded yet.
    if (stateOf(image, file) !== 'changed') return file.path;
    throw new ConflictError('imageFileChanged', this.problemOf(image, 'changed'));
  }

  /** Whether the file differs from that of the image, also if this is not recorded yet. */
  async isChanged(image: ImageEntity): Promise<boolean> {
    return stateOf(image, await this.storage.describe('images', image.volume)) === 'changed';
  }

  /** Read size and modification time of the file. @throws ConflictError `imageFileMissing` */
  async stampOf(image: ImageEntity): Promise<string> {
    const volume = await this.storage.describe('images', image.volume);
    if (volume) return stampOf(volume);
    throw new ConflictError('imageFileMissing', this.problemOf(image, 'missing'));
  }

  /** Record that the file has the SHA-256 of the image. */
  async noteVerified(image: ImageEntity, fileSha256: string, fileStamp: string): Promise<void> {
    const wasChanged = image.fileState === 'changed';
    const verifiedAt = new Date().toISOString();
    const verified = { fileSha256, verifiedAt, fileStamp };
    await this.images.update(image.id, { ...verified, fileState: 'present', lastError: null });
    if (wasChanged) await this.announce(image, 'present', 'its file was found to be unchanged');
  }

  /** Record that the file has another SHA-256 than the image. @returns the error to report */
  async noteMismatch(image: ImageEntity, found: string): Promise<ConflictError> {
    const lastError = `The file ${image.volume} of the image "${image.name}" was changed: its SHA-256 is ${found}, and that of the image is ${image.fileSha256}. New instances of the image are refused. Restore the file and verify it, or delete the image and register it again.`;
    await this.images.update(image.id, {
      fileState: 'changed',
      fileStamp: NO_STAMP,
      lastError,
    });
    Object.assign(image, { lastError });
    await this.announce(image, 'changed', 'its file was changed');
    const instances = await this.clones.namesOf(image.id);
    return new ConflictError('imageFileChanged', lastError, { instances });
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
        const file = await this.look(image);
        if (file !== 'unknown') await this.note(image, file);
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
   * Read the file. The pool is refreshed only if libvirt does not find the file.
   * @returns `unknown` if an operator stopped the pool, which stays stopped until a request needs it
   */
  private async look({ volume }: ImageEntity): Promise<VolumeDescription | undefined | 'unknown'> {
    const found = await this.storage.glanceAt('images', volume);
    if (found) return found;
    if (!(await this.storage.isRunning('images'))) return 'unknown';
    return this.storage.describe('images', volume);
  }

  /** Record that the file was deleted, changed or restored. Only the image stores it; its clones show the error of their image. */
  private async note(image: ImageEntity, file: VolumeDescription | undefined): Promise<void> {
    if (image.status !== 'ready' || this.removing.has(image.id)) return;
    if (file && image.fileStamp === null) {
      await this.images.update({ id: image.id, fileStamp: IsNull() }, { fileStamp: stampOf(file) });
      Object.assign(image, { fileStamp: stampOf(file) });
    }
    const former = image.fileState;
    const fileState = stateOf(image, file);
    if (fileState === former || !this.isSettled(image, fileState, file)) return;
    const lastError = fileState === 'present' ? null : this.problemOf(image, fileState);
    // Only the first of several concurrent checks records the event.
    const { affected } = await this.images.update(
      { id: image.id, status: 'ready', fileState: former },
      { fileState, lastError },
    );
    Object.assign(image, { fileState, lastError });
    if (affected === 0) return;
    await this.announce(image, fileState, CHANGES[fileState]);
  }

  /** A file that is being restored changes until its program sets the modification time, as `cp -p` does at its end. */
  private isSettled({ id }: ImageEntity, state: ImageFileState, file?: VolumeDescription): boolean {
    if (!file || state !== 'changed') {
      this.unsettled.delete(id);
      return true;
    }
    const now = performance.now();
    const seen = this.unsettled.get(id);
    if (seen?.stamp === stampOf(file)) return now - seen.at >= SETTLED_AFTER_MS;
    this.unsettled.set(id, { stamp: stampOf(file), at: now });
    return false;
  }

  private async announce(
    image: ImageEntity,
    fileState: ImageFileState,
    change: string,
  ): Promise<void> {
    const instances = await this.clones.namesOf(image.id);
    const isConcerned = fileState !== 'present' && instances.length > 0;
    await this.events.record({
      kind: 'image.changed',
      resource: { type: 'image', id: image.id, name: image.name },
      actor: OUTSIDE_ACTOR,
      cause: fileState === 'present' ? null : image.lastError,
      details: { changes: [change], ...(isConcerned && { instances }) },
    });
    await this.clones.announce(image.id);
  }

  private problemOf({ name, volume }: ImageEntity, state: 'missing' | 'changed'): string {
    const pool = `${this.storage.poolPrefix}-images`;
    return state === 'missing'
      ? `The file ${volume} of the image "${name}" is missing from the storage pool ${pool}. ` +
          'Restore it, or delete the image and register it again.'
      : `The file ${volume} of the image "${name}" was changed in the storage pool ${pool}: it has another size or modification time. ` +
          `New instances of the image are refused until "picostk image verify ${name}" finds that its content is the same.`;
  }
}

const CHANGES: Readonly<Record<ImageFileState, string>> = {
  present: 'its file was restored',
  missing: 'its file was deleted',
  changed: 'its file was changed',
};

function stateOf({ fileStamp }: ImageEntity, file: VolumeDescription | undefined): ImageFileState {
  if (!file) return 'missing';
  return fileStamp === null || fileStamp === stampOf(file) ? 'present' : 'changed';
}

/** Size and modification time of a file: they change with its content, unless someone hides that. */
export function stampOf({ fileBytes, modifiedAt }: VolumeDescription): string {
  return `${fileBytes} ${modifiedAt ?? ''}`;
}

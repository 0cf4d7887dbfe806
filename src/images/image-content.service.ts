import { Inject, Injectable } from '@nestjs/common';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ConflictError, messageOf } from '../common/errors.js';
import { Rollback } from '../common/rollback.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { SYSTEM_ACTOR } from '../events/events.service.js';
import type { OperationDto } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { CreateImageDto, ImageDto } from './dto.js';
import { ImageIntake } from './image-intake.js';
import type { ImageEntity } from './image.entity.js';
import { ImagesService, UPLOAD } from './images.service.js';
import { openHostFile } from './open-host-file.js';

/** An image that no content was sent for goes after this time. */
const CONTENT_MUST_BEGIN_MS = 3600_000;

/** The content of images: sent by somebody, read from a file of the host, and handed out again. */
@Injectable()
export class ImageContentService {
  private readonly receiving = new Set<string>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly intake: ImageIntake,
    private readonly operations: OperationsService,
  ) {}

  /** Records an image; its content has to follow. */
  async expect(dto: CreateImageDto, actor: string): Promise<ImageDto> {
    const image = await this.images.create(dto, actor);
    setTimeout(() => void this.giveUp(image.id), CONTENT_MUST_BEGIN_MS).unref();
    return this.images.get(image.id);
  }

  /** Registers an image from a file of the host. */
  async importFile(dto: CreateImageDto, path: string, actor: string): Promise<OperationDto> {
    const { handle, sizeBytes } = await openHostFile(path, this.settings.importDirs);
    try {
      const image = await this.images.create(dto, actor);
      return await this.operations.start({
        kind: 'image.import',
        resource: { type: 'image', id: image.id, name: image.name },
        actor,
        work: async (progress) => {
          const content = readFile(handle, sizeBytes);
          try {
            await this.takeIn(image, content, sizeBytes, actor, (bytes) =>
              progress.step('reading', bytes / sizeBytes),
            );
          } finally {
            // Content that is refused was not read to its end: the file would stay open.
            content.destroy();
          }
        },
      });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Takes in the content of an image that was recorded.
   * @param totalBytes length of the content; undefined where the sender does not say
   * @throws ConflictError where it has its content already, ImageRefusedError, InsufficientStorageError
   */
  async put(
    idOrName: string,
    source: Readable,
    totalBytes: number | undefined,
    actor: string,
  ): Promise<ImageDto> {
    const image = await this.images.find(idOrName);
    if (image.status !== 'importing') {
      throw new ConflictError(
        'imageImmutable',
        `The image "${image.name}" has its content, and an image never changes. Register a new one.`,
      );
    }
    if (image.source !== UPLOAD) throw busy(image);
    return this.takeIn(image, source, totalBytes, actor, () => undefined);
  }

  /** A stream of the volume, qcow2. @throws ConflictError while the image is not ready */
  async read(idOrName: string): Promise<{ name: string; stream: Readable }> {
    const image = await this.images.findReady(idOrName);
    return {
      name: `${image.name}.qcow2`,
      stream: await this.intake.read(image),
    };
  }

  private async takeIn(
    image: ImageEntity,
    source: Readable,
    totalBytes: number | undefined,
    actor: string,
    onBytes: (bytes: number) => void,
  ): Promise<ImageDto> {
    if (this.receiving.has(image.id)) throw busy(image);
    this.receiving.add(image.id);
    try {
      await using rollback = new Rollback(`take in the image ${image.name}`);
      rollback.add(() => this.intake.remove(image));
      const content = await this.intake.store(image, source, totalBytes, onBytes);
      const ready = await this.images.markReady(image, content, actor);
      rollback.commit();
      return ready;
    } catch (error) {
      await this.images.discard(image, messageOf(error), actor);
      throw error;
    } finally {
      this.receiving.delete(image.id);
    }
  }

  private async giveUp(id: string): Promise<void> {
    const image = (await this.images.findIncomplete()).find((each) => each.id === id);
    if (!image || this.receiving.has(id)) return;
    await this.images.discard(image, 'No content was sent within an hour.', SYSTEM_ACTOR);
  }
}

function busy({ name }: ImageEntity): ConflictError {
  return new ConflictError('imageBusy', `The content of the image "${name}" is coming in already.`);
}

/** As many bytes as the file had when it was checked, and no more. */
function readFile(handle: FileHandle, sizeBytes: number): Readable {
  return handle.createReadStream({
    start: 0,
    end: Math.max(0, sizeBytes - 1),
    highWaterMark: 256 * 1024,
  });
}

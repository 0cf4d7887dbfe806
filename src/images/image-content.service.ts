import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { messageOf } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { OperationDto } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { CreateImageDto, ImageDto } from './dto.js';
import { ImageIntake, type IncomingContent } from './image-intake.js';
import type { ImageEntity } from './image.entity.js';
import { ImagesService } from './images.service.js';
import { requireNameAgrees } from './inspect-header.js';
import { type HostFile, openHostFile } from './open-host-file.js';

/** An image that no content was sent for goes after this time. */
const CONTENT_MUST_BEGIN_MS = 3600_000;
const READ_BYTES = 256 * 1024;
const ZEROS = Buffer.alloc(READ_BYTES);

/** The content of images: sent by somebody, read from a file of the host, and handed out again. */
@Injectable()
export class ImageContentService {
  private readonly logger = new Logger(ImageContentService.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly intake: ImageIntake,
    private readonly operations: OperationsService,
  ) {}

  /** Records an image; its content has to follow. @throws ImageRefusedError, NameTakenError */
  async expect(dto: CreateImageDto, actor: string): Promise<ImageDto> {
    if (dto.fileName !== undefined) requireNameAgrees(dto.fileName, dto.format);
    const image = await this.images.create(dto, actor);
    setTimeout(() => void this.giveUpOn(image), CONTENT_MUST_BEGIN_MS).unref();
    return this.images.get(image.id);
  }

  /** Registers an image from a file of the host. @throws InvalidInputError, ImageRefusedError, NameTakenError */
  async importFile(dto: CreateImageDto, path: string, actor: string): Promise<OperationDto> {
    const file = await openHostFile(path, this.settings.importDirs);
    try {
      for (const name of [path, dto.fileName]) if (name) requireNameAgrees(name, dto.format);
      const { id } = await this.images.create(dto, actor);
      const image = await this.images.beginContent(id);
      return await this.startImport(image, file, actor);
    } catch (error) {
      await file.handle.close();
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
    const { id } = await this.images.find(idOrName);
    const image = await this.images.beginContent(id);
    return this.takeIn(image, { source, totalBytes }, actor);
  }

  /** The name of the file that {@link read} gives the bytes of. @throws ConflictError while the image is not ready, or its file is gone */
  async fileNameOf(idOrName: string): Promise<string> {
    const image = await this.images.findReady(idOrName);
    await this.images.pathOf(image);
    return `${image.name}.qcow2`;
  }

  /** A stream of the volume, qcow2. @throws ConflictError while the image is not ready */
  async read(idOrName: string): Promise<Readable> {
    return this.intake.read(await this.images.findReady(idOrName));
  }

  private async startImport(
    image: ImageEntity,
    { handle, sizeBytes, allocatedBytes }: HostFile,
    actor: string,
  ): Promise<OperationDto> {
    try {
      return await this.operations.start({
        kind: 'image.import',
        resource: { type: 'image', id: image.id, name: image.name },
        actor,
        canCancel: true,
        work: async (progress) => {
          const source = Readable.from(readFile(handle, sizeBytes));
          try {
            const content = {
              source,
              totalBytes: sizeBytes,
              allocatedBytes,
              signal: progress.signal,
              onBytes: (bytes: number) =>
                progress.step(
                  bytes < sizeBytes ? 'reading' : 'converting',
                  Math.min(1, bytes / sizeBytes),
                ),
            };
            await this.takeIn(image, content, actor);
          } finally {
            // Content that is refused was not read to its end: the file would stay open.
            source.destroy();
          }
        },
      });
    } catch (error) {
      this.images.endContent(image);
      await this.images.discard(image, messageOf(error), actor);
      throw error;
    }
  }

  private async takeIn(
    image: ImageEntity,
    content: IncomingContent,
    actor: string,
  ): Promise<ImageDto> {
    try {
      const stored = await this.intake.store(image, content);
      return await this.images.markReady(image, stored, actor);
    } catch (error) {
      await this.discard(image, messageOf(error), actor);
      throw error;
    } finally {
      this.images.endContent(image);
    }
  }

  /** Leaves nothing of content that was refused; what cannot be removed now goes when libvirt is back. */
  private async discard(image: ImageEntity, reason: string, actor: string): Promise<void> {
    try {
      await this.intake.remove(image);
    } catch (error) {
      this.logger.warn(`The volumes of the image "${image.name}" are left: ${messageOf(error)}`);
      return this.images.fail(image, reason, actor);
    }
    await this.images.discard(image, reason, actor);
  }

  private async giveUpOn({ id, name }: ImageEntity): Promise<void> {
    try {
      await this.images.discardUnsent(id, 'No content was sent within an hour.');
    } catch (error) {
      this.logger.warn(`The image "${name}" has no content, and stays: ${messageOf(error)}`);
    }
  }
}

/**
 * As many bytes as the file had when it was checked, and no more. Holes are read into one buffer again and again: new
 * memory for each of millions of blocks of zeros takes longer than reading them.
 */
async function* readFile(handle: FileHandle, sizeBytes: number): AsyncGenerator<Buffer, void> {
  try {
    let buffer = Buffer.allocUnsafe(READ_BYTES);
    for (let at = 0; at < sizeBytes;) {
      const length = Math.min(READ_BYTES, sizeBytes - at);
      const { bytesRead } = await handle.read(buffer, 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      const zeros = ZEROS.subarray(0, bytesRead);
      if (chunk.equals(zeros)) {
        yield zeros;
      } else {
        yield chunk;
        buffer = Buffer.allocUnsafe(READ_BYTES);
      }
    }
  } finally {
    await handle.close();
  }
}

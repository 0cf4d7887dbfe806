import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { messageOf, UnsupportedMediaTypeError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { OperationDto } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { CreateImageDto, ImageDto } from './dto.js';
import { type HostFile, openHostFile, readHostFile } from './host-file.js';
import { ImageImporter, type IncomingContent } from './image-importer.js';
import type { ImageEntity } from './image.entity.js';
import { ImagesService } from './images.service.js';
import { requireNameAgrees } from './inspect-header.js';

/** An image without an upload is deleted after this time. */
const UPLOAD_MUST_START_MS = 3600_000;
/** How long the server reads the rest of a refused upload. */
const DRAIN_MS = 10_000;

/** Registers images, and receives their content: from an upload, or from a file of the host. */
@Injectable()
export class ImageUpload {
  private readonly logger = new Logger(ImageUpload.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly operations: OperationsService,
  ) {}

  /**
   * Register an image. Without `path` its content is uploaded later; with it, an operation reads a file of the host.
   * @throws ImageRefusedError, InvalidInputError, NameTakenError
   */
  async register(dto: CreateImageDto, actor: string): Promise<ImageDto | OperationDto> {
    if (dto.path !== undefined) return this.importFile(dto, dto.path, actor);
    if (dto.fileName !== undefined) requireNameAgrees(dto.fileName, dto.format);
    const image = await this.images.create(dto, actor);
    setTimeout(() => void this.expire(image), UPLOAD_MUST_START_MS).unref();
    return this.images.get(image.id);
  }

  /**
   * Receive the content of a registered image from the body of a request.
   * @throws ConflictError if it has its content or another upload, ImageRefusedError, InsufficientStorageError
   */
  async upload(idOrName: string, request: Request, actor: string): Promise<ImageDto> {
    try {
      requireUnencoded(request);
      const length = request.headers['content-length'];
      const { id } = await this.images.find(idOrName);
      const image = await this.images.beginContent(id);
      const totalBytes = length === undefined ? undefined : Number(length);
      return await this.receive(image, { source: request, totalBytes }, actor);
    } catch (error) {
      drain(request);
      throw error;
    }
  }

  private async importFile(
    dto: CreateImageDto,
    path: string,
    actor: string,
  ): Promise<OperationDto> {
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

  private async startImport(
    image: ImageEntity,
    file: HostFile,
    actor: string,
  ): Promise<OperationDto> {
    const { sizeBytes, allocatedBytes } = file;
    try {
      return await this.operations.start({
        kind: 'image.import',
        resource: { type: 'image', id: image.id, name: image.name },
        actor,
        canCancel: true,
        work: async (progress) => {
          const source = Readable.from(readHostFile(file));
          const onBytes = (bytes: number): void =>
            progress.step(
              bytes < sizeBytes ? 'reading' : 'converting',
              Math.min(1, bytes / sizeBytes),
            );
          const { signal } = progress;
          const content = { source, totalBytes: sizeBytes, allocatedBytes, signal, onBytes };
          try {
            await this.receive(image, content, actor);
          } finally {
            // Refused content is not read to its end, so the file would stay open.
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

  /** Import the content, and make the image ready; or delete everything. */
  private async receive(
    image: ImageEntity,
    content: IncomingContent,
    actor: string,
  ): Promise<ImageDto> {
    try {
      const imported = await this.importer.import(image, content);
      return await this.images.markReady(image, imported, actor);
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

  private async expire({ id, name }: ImageEntity): Promise<void> {
    try {
      await this.images.discardUnsent(id, 'No content was sent within an hour.');
    } catch (error) {
      this.logger.warn(
        `Cannot delete the image "${name}", which has no content: ${messageOf(error)}`,
      );
    }
  }
}

function requireUnencoded(request: Request): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new UnsupportedMediaTypeError(
    `Content-Encoding ${encoding} is not supported. Send the bytes of the image without encoding.`,
  );
}

/** Read the rest of a refused upload for a while: a browser that is disconnected earlier does not show the reason. */
export function drain(request: Request): void {
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref();
  request.once('close', () => clearTimeout(timer));
  // The aborted reader still listens for 'readable', and with such a listener the stream does not flow.
  request.removeAllListeners('readable');
  request.resume();
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { InvalidInputError, messageOf, UnsupportedMediaTypeError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { OperationDto } from '../../operations/dto.js';
import type { OperationContext } from '../../operations/operations.service.js';
import type { CreateImageDto, ImageDto } from '../dto.js';
import { type HostFile, openHostFile, readHostFile } from './host-file.js';
import { ImageImporter } from './image-importer.js';
import { ImageReception, showIn } from './image-reception.js';
import { ImageUrlImport } from './image-url-import.js';
import { ImageVolumeImport } from './image-volume-import.js';
import type { ImageEntity } from '../image.entity.js';
import { kindOf } from '../image.mapper.js';
import { ImagesService } from '../images.service.js';
import { requireNameAgrees } from './inspect-header.js';

/** An image without an upload is deleted after this time. */
const UPLOAD_MUST_START_MS = 3600_000;

/** Registers images, and receives their content: from an upload, or from a file of the host. */
@Injectable()
export class ImageUpload {
  private readonly logger = new Logger(ImageUpload.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly reception: ImageReception,
    private readonly urls: ImageUrlImport,
    private readonly volumes: ImageVolumeImport,
  ) {}

  /**
   * Register an image. With `path`, `url` or `volume`, an operation reads a file of the host or of another server, or a volume;
   * otherwise the content is uploaded later.
   * @throws ImageRefusedError, InvalidInputError, NameTakenError, RemoteServerError, and those of {@link ImageVolumeImport}
   */
  async register(dto: CreateImageDto, actor: string): Promise<ImageDto | OperationDto> {
    requireOneSource(dto);
    if (dto.url !== undefined) return this.urls.start(dto, dto.url, actor);
    if (dto.volume !== undefined) return this.volumes.start(dto, dto.volume, actor);
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
    requireUnencoded(request);
    const length = request.headers['content-length'];
    const { id } = await this.images.find(idOrName);
    const image = await this.images.beginContent(id);
    const totalBytes = length === undefined ? undefined : Number(length);
    return this.reception.receive(image, actor, () =>
      this.importer.import(image, { source: request, totalBytes }),
    );
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
      return await this.reception.startOperation(image, actor, (progress) =>
        this.receiveFile(image, file, actor, progress),
      );
    } catch (error) {
      await file.handle.close();
      throw error;
    }
  }

  private async receiveFile(
    image: ImageEntity,
    file: HostFile,
    actor: string,
    progress: OperationContext,
  ): Promise<void> {
    const { sizeBytes, allocatedBytes } = file;
    const { signal } = progress;
    const source = Readable.from(readHostFile(file));
    try {
      await this.reception.receive(image, actor, () =>
        this.importer.import(image, {
          source,
          totalBytes: sizeBytes,
          allocatedBytes,
          signal,
          onProgress: showIn(progress),
        }),
      );
    } finally {
      // Refused content is not read to its end, so the file would stay open.
      source.destroy();
    }
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

/** @throws InvalidInputError on fields that exclude each other */
function requireOneSource(dto: CreateImageDto): void {
  const { path, url, volume, sha256, sha512, checksumUrl } = dto;
  const sources = Object.entries({ path, url, volume }).filter(([, value]) => value !== undefined);
  const [first, second] = sources.map(([field]) => field);
  if (second !== undefined) throw conflicting(second, `cannot be used with ${first}`);
  for (const [field, value] of Object.entries({ sha512, checksumUrl })) {
    if (url === undefined && value !== undefined)
      throw conflicting(field, 'can only be used with url');
  }
  if (dto.ovaDisk !== undefined && dto.format !== 'ova')
    throw conflicting('ovaDisk', 'can only be used with the format ova');
  if (dto.compression === 'zstd' && kindOf(dto.format) === 'installer')
    throw conflicting(
      'compression',
      'cannot be used with the format iso, whose content is kept as it is',
    );
  const hashes = [sha256, sha512, checksumUrl].filter((each) => each !== undefined);
  if (hashes.length > 1)
    throw conflicting('checksumUrl', 'and the hashes sha256 and sha512 exclude each other');
}

function conflicting(field: string, message: string): InvalidInputError {
  return new InvalidInputError(`The field ${field} ${message}.`, [{ field, message }]);
}

function requireUnencoded(request: Request): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new UnsupportedMediaTypeError(
    `Content-Encoding ${encoding} is not supported. Send the bytes of the image without encoding.`,
  );
}

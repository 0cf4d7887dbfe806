import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { archiveAt, isCompression } from '@picostack/api-client/formats';
import type { Request } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import type { Repository } from 'typeorm';
import {
  ConflictError,
  ImageRefusedError,
  NotFoundError,
  RequestTimeoutError,
  messageOf,
} from '../../../common/errors.js';
import { KeyedMutex } from '../../../common/keyed-mutex.js';
import { SETTINGS } from '../../../config/config.module.js';
import type { Settings } from '../../../config/settings.js';
import { SYSTEM_ACTOR } from '../../../events/new-event.js';
import { LibvirtService } from '../../../libvirt/index.js';
import { isMissingVolume } from '../../../storage/missing-volume.js';
import { ImageConversion } from '../image-conversion.js';
import type { ImageEntity } from '../../image.entity.js';
import { ImagesService } from '../../images.service.js';
import { HEADER_BYTES, inspectHeader, requireBootSignature } from '../inspect-header.js';
import { inspectOvaBeginning } from '../ova/open-ova.js';
import { ImageUploadEntity } from './image-upload.entity.js';
import { receivePart } from './receive-part.js';
import {
  bodyLengthOf,
  fileNameOf,
  lengthOf,
  offsetOf,
  requirePart,
  tooManyBytes,
  wrongOffset,
} from './tus.js';
import { UploadVolumes } from './upload-volumes.js';
import { UploadedContent } from './uploaded-content.js';

const GIB = 1024 ** 3;
/** An upload is removed this long after its last byte. */
const EXPIRES_AFTER_MS = 24 * 3600_000;
const CHECK_EVERY_MS = 60_000;
const ANNOUNCE_EVERY_MS = 250;
/** A server that stops does not wait longer for libvirt to store the last bytes. */
const STOP_LIMIT_MS = 1_000;
const LIMITS = { idleMs: 60_000, segmentBytes: 64 * 1024 ** 2, segmentMs: 60_000 } as const;

/** A PATCH that is under way. */
interface RunningPatch {
  readonly request: Request;
  /** Resolves with the new state of the upload. */
  readonly result: Promise<ImageUploadEntity>;
}

/**
 * Receives the content of images in parts, so that a client can resume after a lost connection and after a restart of the
 * server or of libvirt. The newest request about an upload wins: it ends a PATCH that is under way, waits until its bytes are
 * stored, and continues from there.
 */
@Injectable()
export class ResumableUploads implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ResumableUploads.name);
  /** By image id. */
  private readonly patches = new Map<string, RunningPatch>();
  private readonly locks = new KeyedMutex();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @InjectRepository(ImageUploadEntity) private readonly uploads: Repository<ImageUploadEntity>,
    private readonly volumes: UploadVolumes,
    private readonly content: UploadedContent,
    private readonly images: ImagesService,
    private readonly conversion: ImageConversion,
    private readonly libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => Promise.resolve(void this.checkAll()));
  }

  /** Reserve again what the uploads of an earlier run of the server need. */
  async onApplicationBootstrap(): Promise<void> {
    for (const upload of await this.uploads.find()) {
      this.show(await this.images.find(upload.imageId), upload, false);
    }
    this.timer = setInterval(() => {
      if (this.libvirt.isConnected) void this.checkAll();
    }, CHECK_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    const ended = Promise.all([...this.patches.keys()].map((id) => this.endPatch(id)));
    let limit: NodeJS.Timeout | undefined;
    await Promise.race([
      ended,
      new Promise((resolve) => (limit = setTimeout(resolve, STOP_LIMIT_MS))),
    ]);
    clearTimeout(limit);
  }

  /** The maximum length of an upload. */
  get maxBytes(): number {
    return this.settings.maxImageGiB * GIB;
  }

  /** Return the ids of the images with an open upload. */
  async openImageIds(): Promise<ReadonlySet<string>> {
    return new Set((await this.uploads.find()).map(({ imageId }) => imageId));
  }

  /**
   * Create the upload of an image that waits for its content.
   * @throws ConflictError if it has its content, or an upload; TooLargeError, InsufficientStorageError
   */
  async create(
    idOrName: string,
    headers: IncomingHttpHeaders,
    actor: string,
  ): Promise<ImageUploadEntity> {
    const lengthBytes = lengthOf(headers, this.maxBytes);
    const { id } = await this.images.find(idOrName);
    return this.locks.run(id, async () => {
      const image = await this.images.beginContent(id);
      const upload = this.uploads.create({
        imageId: id,
        lengthBytes,
        offsetBytes: 0,
        fileName: fileNameOf(headers),
        expiresAt: expiryFromNow(),
        createdBy: actor,
      });
      try {
        await this.conversion.requireFits(image, lengthBytes);
        await this.conversion.reserve(
          image,
          neededBytes(upload.lengthBytes, upload.offsetBytes),
          'to be received and imported',
        );
        await this.volumes.create(id, lengthBytes);
        await this.uploads.insert(upload);
      } catch (error) {
        this.conversion.release(image);
        this.images.endContent(image);
        throw error;
      }
      this.show(image, upload, false);
      return upload;
    });
  }

  /** Return the state of an upload, after the end of a PATCH that is under way. @throws NotFoundError */
  async find(idOrName: string): Promise<ImageUploadEntity> {
    const { id, name } = await this.images.find(idOrName);
    return this.locks.run(id, async () => {
      await this.endPatch(id);
      return this.content.importOf(id) ?? (await this.require(id, name));
    });
  }

  /**
   * Write the body of a request at the offset that its headers name. After the last byte, start the import.
   * @returns the new state of the upload
   * @throws NotFoundError, ConflictError on another offset, ImageRefusedError, TooLargeError, RequestTimeoutError
   */
  async append(idOrName: string, request: Request, actor: string): Promise<ImageUploadEntity> {
    requirePart(request.headers);
    const offset = offsetOf(request.headers);
    const { id } = await this.images.find(idOrName);
    const patch = await this.locks.run(id, async () => {
      await this.endPatch(id);
      const image = await this.images.find(id);
      const upload = this.content.importOf(id) ?? (await this.require(id, image.name));
      const { offsetBytes, lengthBytes } = upload;
      if (offset !== offsetBytes) throw wrongOffset(offsetBytes, offset);
      if (offset + bodyLengthOf(request.headers) > lengthBytes) {
        throw tooManyBytes(lengthBytes, offset);
      }
      return this.begin(request, this.receive(upload, image, request, actor), id);
    });
    return patch.result;
  }

  /** Delete an upload and its image. @throws NotFoundError, ConflictError if the content is being imported */
  async cancel(idOrName: string, actor: string): Promise<void> {
    const { id, name } = await this.images.find(idOrName);
    await this.locks.run(id, async () => {
      await this.endPatch(id);
      if (this.content.importOf(id)) {
        throw new ConflictError(
          'imageBusy',
          `The content of the image "${name}" is complete, and is being imported. Cancel the operation.`,
        );
      }
      await this.require(id, name);
      await this.content.remove(
        await this.images.find(id),
        `The upload was cancelled by ${actor}.`,
        actor,
      );
    });
  }

  private async require(imageId: string, imageName: string): Promise<ImageUploadEntity> {
    const upload = await this.uploads.findOneBy({ imageId });
    if (!upload) throw new NotFoundError('upload', imageName);
    return upload;
  }

  /** Note a PATCH until it ends. It is wrapped in an object: the caller holds the lock and must not await its result. */
  private begin(request: Request, result: Promise<ImageUploadEntity>, id: string): RunningPatch {
    const patch = { request, result };
    this.patches.set(id, patch);
    const forget = (): void => {
      if (this.patches.get(id) === patch) this.patches.delete(id);
    };
    result.then(forget, forget);
    return patch;
  }

  /** End the PATCH that is under way, and wait until its bytes are stored. */
  private async endPatch(id: string): Promise<void> {
    const patch = this.patches.get(id);
    if (!patch) return;
    patch.request.destroy();
    // Its error is the response of the PATCH.
    await patch.result.catch(() => undefined);
  }

  private async receive(
    upload: ImageUploadEntity,
    image: ImageEntity,
    request: Request,
    actor: string,
  ): Promise<ImageUploadEntity> {
    // A client that did not get the last response may repeat the last request, with an empty body.
    if (upload.offsetBytes === upload.lengthBytes) return upload;
    const inspect = beginningInspector(upload, image);
    const announce = this.announcer(upload, image);
    this.show(image, upload, true);
    try {
      const end = await this.volumes.write(image.id, (openAt) =>
        receivePart(
          request,
          upload.offsetBytes,
          {
            openAt,
            onStored: (offset) => this.store(upload, offset),
            onChunk: (chunk, offset) => {
              inspect(chunk);
              announce(offset);
            },
          },
          { ...LIMITS, lengthBytes: upload.lengthBytes },
        ),
      );
      this.show(image, upload, false);
      if (upload.offsetBytes === upload.lengthBytes) await this.content.startImport(upload, image);
      else if (end === 'stalled') throw stalled(upload);
      return upload;
    } catch (error) {
      // Without its volume, the upload can neither continue nor begin again.
      if (error instanceof ImageRefusedError || isMissingVolume(error)) {
        await this.content.discard(image, messageOf(error), actor);
      } else this.show(image, upload, false);
      throw error;
    }
  }

  private async store(upload: ImageUploadEntity, offsetBytes: number): Promise<void> {
    const expiresAt = expiryFromNow();
    await this.uploads.update(upload.imageId, { offsetBytes, expiresAt });
    Object.assign(upload, { offsetBytes, expiresAt });
  }

  private announcer(upload: ImageUploadEntity, image: ImageEntity): (offset: number) => void {
    let announcedAt = 0;
    return (offset) => {
      this.images.noteUploaded(image, offset);
      this.images.progressOf(image).note(offset);
      this.conversion.shrink(image, neededBytes(upload.lengthBytes, offset));
      const now = performance.now();
      if (now - announcedAt < ANNOUNCE_EVERY_MS) return;
      announcedAt = now;
      this.images.announceProgress(image);
    };
  }

  /** Show the state of an upload in its image, and keep the space that it needs reserved. */
  private show(image: ImageEntity, upload: ImageUploadEntity, isReceiving: boolean): void {
    const { lengthBytes, offsetBytes, fileName, expiresAt } = upload;
    this.conversion.shrink(image, neededBytes(upload.lengthBytes, upload.offsetBytes));
    this.images.noteUploaded(image, offsetBytes);
    const progress = this.images.progressOf(image);
    progress.begin('receiving', lengthBytes, offsetBytes);
    if (!isReceiving) progress.pause();
    this.images.noteUpload(image, { lengthBytes, fileName, expiresAt, isReceiving });
    this.images.announceProgress(image);
  }

  /** Remove the uploads that have expired, and import those that were complete when the server or libvirt stopped. */
  private async checkAll(): Promise<void> {
    try {
      for (const { imageId } of await this.uploads.find()) {
        await this.locks.run(imageId, () => this.check(imageId));
      }
    } catch (error) {
      this.logger.warn(`The open uploads cannot be checked yet: ${messageOf(error)}`);
    }
  }

  private async check(imageId: string): Promise<void> {
    if (this.patches.has(imageId) || this.content.importOf(imageId)) return;
    const upload = await this.uploads.findOneBy({ imageId });
    if (!upload) return;
    const image = await this.images.find(imageId);
    if (upload.offsetBytes === upload.lengthBytes) {
      await this.content.resumeImport(upload, image);
    } else if (Date.parse(upload.expiresAt) <= Date.now()) {
      await this.content.remove(image, 'No more content was sent for a day.', SYSTEM_ACTOR);
    }
  }
}

function expiryFromNow(): string {
  return new Date(Date.now() + EXPIRES_AFTER_MS).toISOString();
}

/** The space for the rest of the upload, and for the copy of the content that the import makes. */
function neededBytes(lengthBytes: number, offsetBytes: number): number {
  return lengthBytes - offsetBytes + lengthBytes;
}

/**
 * Return a function that checks the beginning of the content as soon as it has arrived, so that nobody sends a wrong file for
 * hours. The import checks it again.
 */
function beginningInspector(
  { offsetBytes, lengthBytes }: ImageUploadEntity,
  { format, allowsUnbootable, ovaDisk }: ImageEntity,
): (chunk: Buffer) => void {
  const wanted = Math.min(HEADER_BYTES, lengthBytes);
  let beginning: Buffer | undefined = offsetBytes === 0 ? Buffer.alloc(0) : undefined;
  let refusal: unknown;
  return (chunk) => {
    if (refusal !== undefined) throw refusal;
    if (!beginning) return;
    beginning = Buffer.concat([beginning, chunk]);
    if (beginning.length < wanted) return;
    const head = beginning.subarray(0, HEADER_BYTES);
    beginning = undefined;
    const archive = archiveAt(head);
    // Only the import decompresses it.
    if (archive !== undefined && isCompression(archive)) return;
    inspectHeader(head, format, lengthBytes);
    if (format === 'ova') {
      // The next chunk reports it.
      inspectOvaBeginning(head, ovaDisk).catch((error: unknown) => (refusal = error));
    }
    if (format === 'raw' && !allowsUnbootable) requireBootSignature(head);
  };
}

function stalled({ offsetBytes }: ImageUploadEntity): RequestTimeoutError {
  return new RequestTimeoutError(
    'uploadStalled',
    `Nothing arrived for ${LIMITS.idleMs / 1000} s. The server has ${offsetBytes} bytes. Continue there.`,
    { offsetBytes },
  );
}

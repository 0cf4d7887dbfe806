import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { FindOptionsWhere, Repository } from 'typeorm';
import { ConflictError, NameTakenError, NotFoundError } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import { KeyedMutex } from '../common/keyed-mutex.js';
import { findByIdOrName, hasTag, isUniqueViolation, listPage } from '../database/queries.js';
import type { EventKind } from '../events/event-kinds.js';
import { EventsService } from '../events/events.service.js';
import { type NewEvent, SYSTEM_ACTOR } from '../events/new-event.js';
import { describeUsers } from '../storage/file-users.js';
import { StorageService } from '../storage/storage.service.js';
import { type Clone, type CloneUsage, Clones } from './clones.js';
import type {
  CreateImageDto,
  ImageDto,
  ImageUploadDto,
  ListImagesQueryDto,
  UpdateImageDto,
} from './dto.js';
import { ImageCompressor } from './import/image-compressor.js';
import { ImageFiles } from './lifecycle/image-files.js';
import { ImageMetadata } from './image-metadata.js';
import { ImageVersions } from './lifecycle/image-versions.js';
import { ImageEntity } from './image.entity.js';
import { kindOf, toImageDto } from './image.mapper.js';
import { ImportProgress } from './import/import-progress.js';

/** The source of an uploaded image. */
export const UPLOAD = 'upload';
/** The prefix of the source of an image that was published from an instance. */
export const FROM_INSTANCE = 'instance:';

const SORTABLE = ['name', 'status', 'virtualSizeBytes', 'fileSizeBytes', 'createdAt'] as const;

/** The properties of complete content. */
export type ImageContent = Pick<
  ImageEntity,
  'virtualSizeBytes' | 'fileSizeBytes' | 'sha256' | 'hasBootSignature'
>;

/** The records of the images. {@link ImageUpload} receives their content. */
@Injectable()
export class ImagesService {
  /**
   * The images whose content is being received or waits for its import, with the bytes so far. Such an image accepts no
   * second upload, and cannot be deleted.
   */
  private readonly incoming = new Map<string, number>();
  /** The uploads that can be resumed, by image id. Their images are also in {@link incoming}. */
  private readonly openUploads = new Map<string, ImageUploadDto>();
  /** How far the content of images is, by image id. Their images are also in {@link incoming}. */
  private readonly progresses = new Map<string, ImportProgress>();
  /** Cloning an image, receiving its content and deleting it exclude each other. */
  readonly locks = new KeyedMutex();

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly events: EventsService,
    private readonly clones: Clones,
    private readonly metadata: ImageMetadata,
    private readonly files: ImageFiles,
    private readonly versions: ImageVersions,
    private readonly compressor: ImageCompressor,
  ) {}

  async list(query: ListImagesQueryDto): Promise<Page<ImageDto>> {
    const filters: FindOptionsWhere<ImageEntity> = {
      ...(query.status && { status: query.status }),
      // The column has JSON text, whatever the type of the field.
      ...(query.tag && { tags: hasTag(query.tag) }),
    };
    const { items, total } = await listPage(this.images, query, {
      sortable: SORTABLE,
      searchable: ['name', 'description', 'osInfo', 'tags'],
      filters,
    });
    const usageOf = await this.clones.usages();
    return { items: items.map((image) => this.toDto(image, usageOf(image.id))), total };
  }

  async get(idOrName: string): Promise<ImageDto> {
    const image = await this.find(idOrName);
    return this.toDto(image, await this.clones.usageOf(image.id));
  }

  /** @throws NotFoundError */
  async find(idOrName: string): Promise<ImageEntity> {
    const image = await findByIdOrName(this.images, idOrName);
    if (!image) throw new NotFoundError('image', idOrName);
    return image;
  }

  /** Find an image that can be cloned. @throws NotFoundError, ConflictError `imageNotReady`, `imageIsInstaller` */
  async findReady(idOrName: string): Promise<ImageEntity & { virtualSizeBytes: number }> {
    const image = await this.findComplete(idOrName);
    if (kindOf(image.format) === 'disk') return image;
    throw new ConflictError(
      'imageIsInstaller',
      `The image "${image.name}" is an installation CD, and installing from a CD is not possible yet. Choose the image of an installed system, such as a cloud image.`,
    );
  }

  /** Find an image that has its whole content. @throws NotFoundError, ConflictError `imageNotReady` */
  async findComplete(idOrName: string): Promise<ImageEntity & { virtualSizeBytes: number }> {
    const image = await this.find(idOrName);
    if (image.status !== 'ready' || image.virtualSizeBytes === null) {
      throw new ConflictError(
        'imageNotReady',
        `The image "${image.name}" is ${image.status}. It can be used when it is ready.`,
        { imageStatus: image.status },
      );
    }
    return Object.assign(image, { virtualSizeBytes: image.virtualSizeBytes });
  }

  /** Return the path of the volume, which is the backing file of clones. @throws ConflictError `imageFileMissing` */
  pathOf(image: ImageEntity): Promise<string> {
    return this.files.require(image);
  }

  /** As {@link pathOf}, for a new clone. @throws ConflictError `imageFileMissing`, `imageFileChanged` */
  pathForClone(image: ImageEntity): Promise<string> {
    return this.files.requireUnchanged(image);
  }

  /**
   * Create the record of an image without content.
   * @param source the source of the content: a path on the host, `upload`, or `instance:web-1`
   * @throws NameTakenError; ConflictError `compressionUnavailable` if the host cannot compress it
   */
  async create(
    dto: CreateImageDto,
    actor: string,
    source = dto.path ?? UPLOAD,
  ): Promise<ImageEntity> {
    const id = randomUUID();
    const compression = dto.compression ?? 'none';
    if (compression !== 'none') await this.compressor.requireAvailable();
    const version = await this.versions.next(dto);
    const image = this.images.create({
      id,
      name: version.name,
      version: version.version,
      replacesId: version.replacesId,
      replacedById: null,
      fileState: 'present',
      fileStamp: null,
      fileSha256: null,
      verifiedAt: null,
      description: dto.description ?? version.description ?? '',
      status: 'importing',
      format: dto.format,
      compression,
      volume: kindOf(dto.format) === 'installer' ? `${id}.iso` : `${id}.qcow2`,
      virtualSizeBytes: null,
      fileSizeBytes: null,
      sha256: null,
      expectedSha256: dto.sha256 ?? null,
      source,
      osInfo: dto.osInfo ?? version.osInfo ?? null,
      defaultUser: dto.defaultUser ?? version.defaultUser ?? null,
      minMemoryMiB: dto.minMemoryMiB ?? version.minMemoryMiB ?? null,
      minDiskGiB: dto.minDiskGiB ?? version.minDiskGiB ?? null,
      defaultPorts: dto.defaultPorts ?? version.defaultPorts ?? [],
      tags: dto.tags ?? version.tags ?? [],
      recommendedFlavour: dto.recommendedFlavour ?? version.recommendedFlavour ?? null,
      firmware: dto.firmware ?? version.firmware ?? 'bios',
      deviceProfile: dto.deviceProfile ?? version.deviceProfile ?? 'linux',
      isProtected: dto.isProtected ?? false,
      hasBootSignature: null,
      allowsUnbootable: dto.allowUnbootable ?? false,
      ovaDisk: dto.ovaDisk ?? null,
      lastError: null,
      createdAt: new Date().toISOString(),
    });
    await this.images.insert(image).catch(async (error: unknown) => {
      if (!isUniqueViolation(error, 'name')) throw error;
      throw (await this.versions.takenError(version)) ?? new NameTakenError('image', dto.name);
    });
    await this.record('image.created', image, actor);
    return image;
  }

  /** @throws NotFoundError, NameTakenError */
  async update(idOrName: string, dto: UpdateImageDto, actor: string): Promise<ImageDto> {
    const image = await this.find(idOrName);
    // Only these fields: the image may become ready, or be replaced, at the same time.
    const changes = Object.entries(dto).filter(([, value]) => value !== undefined);
    if (changes.length > 0) await this.store(image, Object.fromEntries(changes));
    if (image.status === 'ready') await this.writeMetadata(image.id);
    await this.record('image.changed', Object.assign(image, dto), actor);
    return this.get(image.id);
  }

  /**
   * Delete an image and its volume.
   * @param cause why, if nobody asked for it
   * @throws NotFoundError, ConflictError while it is in use
   */
  async remove(idOrName: string, actor: string, cause: string | null = null): Promise<void> {
    const { id } = await this.find(idOrName);
    await this.locks.run(id, async () => {
      const image = await this.find(id);
      await this.requireDeletable(image);
      await this.files.whileRemoving(id, async () => {
        // The metadata is deleted after the volume: if the volume cannot be deleted, the metadata is still needed.
        await this.storage.remove('images', image.volume);
        await this.metadata.remove(image);
        await this.versions.forgetSuccessor(image);
        await this.images.delete(id);
      });
      await this.record('image.deleted', image, actor, { cause });
    });
  }

  /**
   * Reserve an image for one upload or import, until {@link endContent}.
   * @throws NotFoundError if it was deleted; ConflictError if it has its content, or another upload
   */
  beginContent(id: string): Promise<ImageEntity> {
    return this.locks.run(id, async () => {
      const image = await this.find(id);
      if (image.status !== 'importing') {
        throw new ConflictError(
          'imageImmutable',
          image.status === 'failed'
            ? `The image "${image.name}" failed: ${image.lastError}. Delete it, and register a new one.`
            : `The image "${image.name}" has its content, which never changes. Register a new image.`,
        );
      }
      if (image.source.startsWith(FROM_INSTANCE)) throw beingPublished(image);
      if (this.incoming.has(id)) throw busy(image);
      this.incoming.set(id, 0);
      return image;
    });
  }

  /** End the reservation of {@link beginContent}. */
  endContent({ id }: Pick<ImageEntity, 'id'>): void {
    this.incoming.delete(id);
    this.openUploads.delete(id);
    this.progresses.delete(id);
  }

  /** Delete an image whose upload never started. */
  async discardUnsent(id: string, reason: string): Promise<void> {
    await this.locks.run(id, async () => {
      const image = await this.images.findOneBy({ id, status: 'importing', source: UPLOAD });
      if (image && !this.incoming.has(id)) await this.discard(image, reason, SYSTEM_ACTOR);
    });
  }

  /** Store the properties of complete content before the image becomes ready. */
  async noteContent({ id }: Pick<ImageEntity, 'id'>, content: ImageContent): Promise<void> {
    await this.images.update(id, content);
  }

  /** The content is complete: from now on the image can be cloned. */
  async markReady(image: ImageEntity, content: ImageContent, actor: string): Promise<ImageDto> {
    // Only these fields: the metadata may have been changed during the upload.
    const ready = {
      ...content,
      fileStamp: await this.files.stampOf(image),
      // The content of a published image is its file.
      fileSha256: image.source.startsWith(FROM_INSTANCE) ? content.sha256 : null,
    };
    await this.versions.complete(image, ready, actor, ({ record }, { id, name }) =>
      record({
        kind: 'image.ready',
        resource: { type: 'image', id, name },
        actor,
        details: { sha256: content.sha256 },
      }),
    );
    this.endContent(image);
    for (const id of [image.id, image.replacesId]) await this.writeMetadata(id);
    return this.get(image.id);
  }

  /** Delete the record of an image whose content was refused or did not arrive. An event has the reason. */
  async discard(image: ImageEntity, reason: string, actor: string): Promise<void> {
    await this.images.delete(image.id);
    await this.record('image.failed', image, actor, { cause: reason });
  }

  /** Like {@link discard}, but keep the record until its volumes can be deleted. */
  async fail(image: ImageEntity, reason: string, actor: string): Promise<void> {
    await this.images.update(image.id, { status: 'failed', lastError: reason });
    await this.record('image.failed', image, actor, { cause: reason });
  }

  /** Find failed images, which may still have volumes. */
  findFailed(): Promise<ImageEntity[]> {
    return this.images.findBy({ status: 'failed' });
  }

  /** Delete the record of a failed image after its volumes. */
  async forgetFailed(image: ImageEntity): Promise<void> {
    await this.images.delete(image.id);
    await this.record('image.deleted', image, SYSTEM_ACTOR);
  }

  /** Find images without complete content: it has not arrived, or its upload was interrupted. */
  findIncomplete(): Promise<ImageEntity[]> {
    return this.images.findBy({ status: 'importing' });
  }

  /** Store the number of received bytes. */
  noteUploaded({ id }: Pick<ImageEntity, 'id'>, bytes: number): void {
    this.incoming.set(id, bytes);
  }

  /** Store the state of an upload that can be resumed; undefined when it is over. */
  noteUpload({ id }: Pick<ImageEntity, 'id'>, upload: ImageUploadDto | undefined): void {
    if (upload) this.openUploads.set(id, upload);
    else this.openUploads.delete(id);
  }

  /** The progress of the content of an image, until {@link endContent}. */
  progressOf({ id }: Pick<ImageEntity, 'id'>): ImportProgress {
    const progress = this.progresses.get(id) ?? new ImportProgress();
    this.progresses.set(id, progress);
    return progress;
  }

  /** Announce the number of received bytes on the event stream. */
  announceProgress(image: ImageEntity): void {
    this.events.announce('image', this.toDto(image, { count: 0, sizeBytes: 0 }));
  }

  /**
   * @param except clones that will be independent by then
   * @throws ConflictError `imageBusy`, `imageProtected`, `imageInUse` if an image cannot be deleted
   */
  async requireDeletable(image: ImageEntity, except: readonly Clone[] = []): Promise<void> {
    if (image.status === 'importing' && image.source.startsWith(FROM_INSTANCE)) {
      throw beingPublished(image);
    }
    if (this.incoming.has(image.id)) throw busy(image);
    if (image.isProtected) {
      throw new ConflictError(
        'imageProtected',
        `The image "${image.name}" is protected. Remove its protection first (PATCH with isProtected: false, or picostk image set ${image.name} --no-protect).`,
      );
    }
    const kept = new Set(except.map(({ id }) => id));
    const clones = (await this.clones.of(image.id)).filter(({ id }) => !kept.has(id));
    if (clones.length === 0) return this.refuseWhileFileInUse(image, except);
    const instances = clones.map(({ name }) => name);
    throw new ConflictError(
      'imageInUse',
      `Cannot delete the image "${image.name}", because these instances are clones of it: ${instances.join(', ')}. Delete them, or make them independent: picostk image delete ${image.name} --make-independent, or DELETE with makeIndependent=true.`,
      { instances },
    );
  }

  /** Disks without an instance, such as kept ones, also need the file of the image. */
  private async refuseWhileFileInUse(
    { name, volume }: ImageEntity,
    except: readonly Clone[],
  ): Promise<void> {
    const use = await this.clones.usersOf(await this.storage.pathOf('images', volume), except);
    if (use.domains.length + use.volumes.length === 0) return;
    const pool = `${this.storage.poolPrefix}-disks/`;
    const isKept = (label: string) => label.startsWith(pool);
    throw new ConflictError(
      'imageInUse',
      `Cannot delete the image "${name}", because ${describeUsers(use)} use its file. ` +
        'Delete those first (virsh vol-delete, virsh undefine).',
      {
        domains: use.domains,
        disks: use.volumes.filter(isKept).map((label) => label.slice(pool.length)),
        volumes: use.volumes.filter((label) => !isKept(label)),
      },
    );
  }

  /** @throws NameTakenError */
  private async store({ id, name }: ImageEntity, changes: UpdateImageDto): Promise<void> {
    await this.images.update(id, changes).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name')
        ? new NameTakenError('image', changes.name ?? name)
        : error;
    });
  }

  private async writeMetadata(id: string | null): Promise<void> {
    const image = id === null ? null : await this.images.findOneBy({ id });
    if (image) await this.metadata.write(image);
  }

  private toDto(image: ImageEntity, clones: CloneUsage): ImageDto {
    return toImageDto(image, clones, {
      uploadedBytes: this.incoming.get(image.id) ?? null,
      upload: this.openUploads.get(image.id) ?? null,
      progress: this.progresses.get(image.id)?.toDto() ?? null,
    });
  }

  private record(
    kind: EventKind,
    image: ImageEntity,
    actor: string,
    more: Pick<NewEvent, 'cause' | 'details'> = {},
  ): Promise<void> {
    return this.events.record({
      kind,
      resource: { type: 'image', id: image.id, name: image.name },
      actor,
      ...more,
    });
  }
}

function busy({ name, source }: ImageEntity): ConflictError {
  const instead =
    source === UPLOAD
      ? 'Wait for the end of the upload, or cancel it.'
      : 'Wait for the end of the import, or cancel the operation.';
  return new ConflictError(
    'imageBusy',
    `The content of the image "${name}" is already being received. ${instead}`,
  );
}

function beingPublished({ name }: ImageEntity): ConflictError {
  return new ConflictError(
    'imageBusy',
    `The image "${name}" is being published from an instance. Wait for the end of the operation, or cancel it.`,
  );
}

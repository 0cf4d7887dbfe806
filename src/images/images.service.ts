import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { ConflictError, NameTakenError, NotFoundError } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import { KeyedMutex } from '../common/keyed-mutex.js';
import { findByIdOrName, isUniqueViolation, listPage } from '../database/queries.js';
import type { EventKind } from '../events/event-kinds.js';
import { EventsService } from '../events/events.service.js';
import { type NewEvent, SYSTEM_ACTOR } from '../events/new-event.js';
import { describeUsers } from '../storage/file-users.js';
import { StorageService } from '../storage/storage.service.js';
import { Clones } from './clones.js';
import type { CreateImageDto, ImageDto, ListImagesQueryDto, UpdateImageDto } from './dto.js';
import { ImageDescriptions } from './image-descriptions.js';
import { ImageFiles } from './image-files.js';
import { ImageEntity } from './image.entity.js';
import { toImageDto } from './image.mapper.js';

/** The source of an image whose content somebody sends. */
export const UPLOAD = 'upload';
/** Begins the source of an image that was made from the disk of an instance. */
export const FROM_INSTANCE = 'instance:';

const SORTABLE = ['name', 'status', 'virtualSizeBytes', 'fileSizeBytes', 'createdAt'] as const;

/** What is known of an image once its content is whole. */
export type ImageContent = Pick<
  ImageEntity,
  'virtualSizeBytes' | 'fileSizeBytes' | 'sha256' | 'hasBootSignature'
>;

/** The records of the images. Their content is {@link ImageContentService}'s. */
@Injectable()
export class ImagesService {
  /**
   * The images whose content is coming in, or waits to be read from the host, with the bytes so far. The one place that
   * knows: an image in here gets no second sender, and is not deleted.
   */
  private readonly incoming = new Map<string, number>();
  /** Cloning an image, giving it its content and deleting it take turns. */
  readonly locks = new KeyedMutex();

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly events: EventsService,
    private readonly clones: Clones,
    private readonly descriptions: ImageDescriptions,
    private readonly files: ImageFiles,
  ) {}

  async list(query: ListImagesQueryDto): Promise<Page<ImageDto>> {
    const filters = query.status ? { status: query.status } : {};
    const { items, total } = await listPage(this.images, query, {
      sortable: SORTABLE,
      searchable: ['name', 'description', 'osInfo'],
      filters,
    });
    const counts = await this.clones.counts();
    return { items: items.map((image) => this.toDto(image, counts.get(image.id) ?? 0)), total };
  }

  async get(idOrName: string): Promise<ImageDto> {
    const image = await this.find(idOrName);
    return this.toDto(image, (await this.clones.namesOf(image.id)).length);
  }

  /** @throws NotFoundError */
  async find(idOrName: string): Promise<ImageEntity> {
    const image = await findByIdOrName(this.images, idOrName);
    if (!image) throw new NotFoundError('image', idOrName);
    return image;
  }

  /** The image, if it can be cloned. @throws NotFoundError, ConflictError */
  async findReady(idOrName: string): Promise<ImageEntity & { virtualSizeBytes: number }> {
    const image = await this.find(idOrName);
    if (image.status !== 'ready' || image.virtualSizeBytes === null) {
      throw new ConflictError(
        'imageNotReady',
        `The image "${image.name}" is ${image.status}: it can be cloned once it is ready.`,
        { imageStatus: image.status },
      );
    }
    return Object.assign(image, { virtualSizeBytes: image.virtualSizeBytes });
  }

  /** Path on the host of the volume that clones are backed by. @throws ConflictError `imageFileMissing` */
  pathOf(image: ImageEntity): Promise<string> {
    return this.files.require(image);
  }

  /**
   * Records an image whose content is still to come.
   * @param source where from, for people: a path of the host, `upload`, `instance:web-1`
   * @throws NameTakenError
   */
  async create(
    dto: CreateImageDto,
    actor: string,
    source = dto.path ?? UPLOAD,
  ): Promise<ImageEntity> {
    const id = randomUUID();
    const image = this.images.create({
      id,
      name: dto.name,
      description: dto.description ?? '',
      status: 'importing',
      format: dto.format,
      volume: `${id}.qcow2`,
      virtualSizeBytes: null,
      fileSizeBytes: null,
      sha256: null,
      expectedSha256: dto.sha256 ?? null,
      source,
      osInfo: dto.osInfo ?? null,
      defaultUser: dto.defaultUser ?? null,
      minMemoryMiB: dto.minMemoryMiB ?? null,
      defaultPorts: dto.defaultPorts ?? [],
      hasBootSignature: null,
      allowsUnbootable: dto.allowUnbootable ?? false,
      lastError: null,
      createdAt: new Date().toISOString(),
    });
    await this.images.insert(image).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('image', dto.name) : error;
    });
    await this.record('image.created', image, actor);
    return image;
  }

  /** @throws NotFoundError, NameTakenError */
  async update(idOrName: string, dto: UpdateImageDto, actor: string): Promise<ImageDto> {
    const image = await this.find(idOrName);
    Object.assign(image, dto);
    await this.images.save(image).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('image', image.name) : error;
    });
    if (image.status === 'ready') await this.descriptions.write(image);
    await this.record('image.changed', image, actor);
    return this.get(image.id);
  }

  /** Deletes an image and its volume. @throws NotFoundError, ConflictError while clones of it stand */
  async remove(idOrName: string, actor: string): Promise<void> {
    const { id } = await this.find(idOrName);
    await this.locks.run(id, async () => {
      const image = await this.find(id);
      await this.refuseWhileInUse(image);
      await this.files.whileRemoving(id, async () => {
        // The description goes last: an image whose volume could not be deleted keeps it.
        await this.storage.remove('images', image.volume);
        await this.descriptions.remove(image);
        await this.images.delete(id);
      });
      await this.record('image.deleted', image, actor);
    });
  }

  /**
   * Makes somebody the only sender of an image's content, until {@link endContent}.
   * @throws NotFoundError where it was deleted meanwhile; ConflictError where it has its content, or another sender
   */
  beginContent(id: string): Promise<ImageEntity> {
    return this.locks.run(id, async () => {
      const image = await this.find(id);
      if (image.status !== 'importing') {
        throw new ConflictError(
          'imageImmutable',
          image.status === 'failed'
            ? `The image "${image.name}" failed: ${image.lastError}. Delete it, and register a new one.`
            : `The image "${image.name}" has its content, and an image never changes. Register a new one.`,
        );
      }
      if (image.source.startsWith(FROM_INSTANCE)) throw beingMade(image);
      if (this.incoming.has(id)) throw busy(image);
      this.incoming.set(id, 0);
      return image;
    });
  }

  /** Its content is whole, or nobody sends it any more. */
  endContent({ id }: Pick<ImageEntity, 'id'>): void {
    this.incoming.delete(id);
  }

  /** Takes away an image that nobody began to send content for. */
  async discardUnsent(id: string, reason: string): Promise<void> {
    await this.locks.run(id, async () => {
      const image = await this.images.findOneBy({ id, status: 'importing', source: UPLOAD });
      if (image && !this.incoming.has(id)) await this.discard(image, reason, SYSTEM_ACTOR);
    });
  }

  /** Notes what is known of content that is whole, before it is said to be. */
  async noteContent({ id }: Pick<ImageEntity, 'id'>, content: ImageContent): Promise<void> {
    await this.images.update(id, content);
  }

  /** The content is whole: from now on the image can be cloned. */
  async markReady(image: ImageEntity, content: ImageContent, actor: string): Promise<ImageDto> {
    // Only these fields: what is said of the image may have been changed while its content came in.
    await this.images.update(image.id, { ...content, status: 'ready' });
    this.endContent(image);
    await this.descriptions.write(await this.find(image.id));
    await this.record('image.ready', image, actor, { details: { sha256: content.sha256 } });
    return this.get(image.id);
  }

  /** The content was refused or did not arrive: nothing stays but an event that says why. */
  async discard(image: ImageEntity, reason: string, actor: string): Promise<void> {
    await this.images.delete(image.id);
    await this.record('image.failed', image, actor, { cause: reason });
  }

  /** As {@link discard}, where the volumes could not be removed: the record stays until they are. */
  async fail(image: ImageEntity, reason: string, actor: string): Promise<void> {
    await this.images.update(image.id, { status: 'failed', lastError: reason });
    await this.record('image.failed', image, actor, { cause: reason });
  }

  /** Images that failed, and may have volumes left. */
  findFailed(): Promise<ImageEntity[]> {
    return this.images.findBy({ status: 'failed' });
  }

  /** The volumes of an image that failed are gone: so is its record. */
  async forgetFailed(image: ImageEntity): Promise<void> {
    await this.images.delete(image.id);
    await this.record('image.deleted', image, SYSTEM_ACTOR);
  }

  /** Images whose content is not there: still to come, or cut off when the server ended. */
  findIncomplete(): Promise<ImageEntity[]> {
    return this.images.findBy({ status: 'importing' });
  }

  /** Notes how much has come in. */
  noteUploaded({ id }: Pick<ImageEntity, 'id'>, bytes: number): void {
    this.incoming.set(id, bytes);
  }

  /** Tells who follows the stream how much has come in. */
  announceProgress(image: ImageEntity): void {
    this.events.announce('image', this.toDto(image, 0));
  }

  private async refuseWhileInUse(image: ImageEntity): Promise<void> {
    if (image.status === 'importing' && image.source.startsWith(FROM_INSTANCE)) {
      throw beingMade(image);
    }
    if (this.incoming.has(image.id)) throw busy(image);
    const instances = await this.clones.namesOf(image.id);
    if (instances.length === 0) return this.refuseWhileDisksStand(image);
    throw new ConflictError(
      'imageInUse',
      `The image "${image.name}" cannot be deleted: these instances are clones of it: ${instances.join(', ')}. Delete them first.`,
      { instances },
    );
  }

  /** Disks that were kept when their instances were forgotten, or that others made, are lost without the image. */
  private async refuseWhileDisksStand({ name, volume }: ImageEntity): Promise<void> {
    const use = await this.clones.usersOf(await this.storage.pathOf('images', volume));
    if (use.domains.length + use.volumes.length === 0) return;
    const pool = `${this.storage.poolPrefix}-disks/`;
    const isKept = (label: string) => label.startsWith(pool);
    throw new ConflictError(
      'imageInUse',
      `The image "${name}" cannot be deleted: its file is in use by ${describeUsers(use)}. ` +
        'Delete those first (virsh vol-delete, virsh undefine).',
      {
        domains: use.domains,
        disks: use.volumes.filter(isKept).map((label) => label.slice(pool.length)),
        volumes: use.volumes.filter((label) => !isKept(label)),
      },
    );
  }

  private toDto(image: ImageEntity, cloneCount: number): ImageDto {
    return toImageDto(image, cloneCount, this.incoming.get(image.id) ?? null);
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
      ? 'Wait for its end, or break the upload off: what came in goes then.'
      : 'Wait for the end of the operation that reads it, or cancel that.';
  return new ConflictError(
    'imageBusy',
    `The content of the image "${name}" is coming in already. ${instead}`,
  );
}

function beingMade({ name }: ImageEntity): ConflictError {
  return new ConflictError(
    'imageBusy',
    `The image "${name}" is being made from an instance. Wait for its end, or cancel the operation.`,
  );
}

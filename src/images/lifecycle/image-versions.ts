import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Not, type Repository } from 'typeorm';
import { ConflictError } from '../../common/errors.js';
import { type RecordedTransaction, EventsService } from '../../events/events.service.js';
import { Clones } from '../clones.js';
import type { CreateImageDto } from '../dto.js';
import { ImageEntity } from '../image.entity.js';

/** What a version takes from the one that it replaces, unless the request says something else. */
const INHERITED = [
  'description',
  'osInfo',
  'defaultUser',
  'minMemoryMiB',
  'minDiskGiB',
  'defaultPorts',
  'tags',
  'recommendedFlavour',
  'firmware',
  'deviceProfile',
] as const satisfies readonly (keyof ImageEntity & keyof CreateImageDto)[];

/** The end of the name of a version that is not the current one: `debian-13@v2`. Users cannot give such a name. */
const VERSION_SUFFIX = /@v\d+(?:-\d+)?$/;

type Inherited = Pick<ImageEntity, (typeof INHERITED)[number]>;

/** The name and the version of a new image. */
export type NewVersion = Pick<ImageEntity, 'name' | 'version' | 'replacesId'> & Partial<Inherited>;

/**
 * The versions of images. While a new version is imported, its name is `NAME@v2`; when it is ready, it gets the name, and the old
 * one becomes `NAME@v1`. Clones refer to images by id, so they keep the old one.
 */
@Injectable()
export class ImageVersions {
  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly events: EventsService,
    private readonly clones: Clones,
  ) {}

  /**
   * Choose name and version of a new image. If it replaces none, it is version 1 with the name of the request.
   * @throws ConflictError `imageProtected`, `imageNotReady`, `imageBeingReplaced`
   */
  async next({ name, replaces = false }: CreateImageDto): Promise<NewVersion> {
    const former = replaces ? await this.images.findOneBy({ name }) : null;
    if (!former) return { name, version: 1, replacesId: null };
    requireUnprotected(former);
    if (former.status !== 'ready') {
      throw new ConflictError(
        'imageNotReady',
        `The image "${name}" is ${former.status}. It can be replaced when it is ready.`,
        { imageStatus: former.status },
      );
    }
    const other = await this.images.findOneBy({ replacesId: former.id, status: 'importing' });
    if (other) throw beingReplaced(name, other.id);
    const version = former.version + 1;
    const inherited = Object.fromEntries(INHERITED.map((field) => [field, former[field]]));
    return {
      ...inherited,
      name: `${name}@v${version}`,
      version,
      replacesId: former.id,
    };
  }

  /** The error for a name that is taken, if the image would have replaced another one. */
  async takenError({ name, replacesId }: NewVersion): Promise<ConflictError | undefined> {
    if (replacesId === null) return undefined;
    const other = await this.images.findOneBy({ name });
    return beingReplaced(currentName(name), other?.id);
  }

  /**
   * Make an image ready, in one transaction with taking over the name of the image that it replaces.
   * @throws ConflictError `imageProtected` if that image was protected meanwhile
   */
  async complete(
    image: ImageEntity,
    changes: Partial<ImageEntity>,
    actor: string,
    record: (transaction: RecordedTransaction, ready: ImageEntity) => void,
  ): Promise<void> {
    const replaced = await this.events.transaction(async (transaction) => {
      const { manager } = transaction;
      const former =
        image.replacesId === null
          ? null
          : await manager.findOneBy(ImageEntity, { id: image.replacesId });
      const taken = former
        ? await takeOver(manager, image, former)
        : { name: await withoutVersion(manager, image) };
      await manager.update(ImageEntity, image.id, { ...changes, ...taken, status: 'ready' });
      if (former) {
        const resource = { type: 'image', id: former.id, name: former.name } as const;
        const details = { changes: [`replaced by version ${image.version}`] };
        transaction.record({ kind: 'image.changed', resource, actor, details });
      }
      record(transaction, Object.assign(image, changes, taken));
      return former;
    });
    // Instances show the name of their image.
    if (replaced) await this.clones.announce(replaced.id);
  }

  /**
   * Insert an image whose record was lost. If it is the new version of the image that still has its name, as a server leaves it that
   * ended before it wrote the metadata of both, that one gets another name.
   * @returns the former version, if it was renamed
   */
  insertRecovered(image: ImageEntity, actor: string): Promise<ImageEntity | undefined> {
    return this.events.transaction(async ({ manager, record }) => {
      const { id, name, version, replacesId } = image;
      const former =
        replacesId === null
          ? null
          : await manager.findOneBy(ImageEntity, { id: replacesId, name, status: 'ready' });
      const isReplaced = former !== null && !former.isProtected && former.version < version;
      if (isReplaced) {
        await takeOver(manager, image, former);
        former.replacedById = id;
        const resource = { type: 'image', id: former.id, name: former.name } as const;
        const details = { changes: [`replaced by version ${version}`] };
        record({ kind: 'image.changed', resource, actor, details });
      }
      await manager.insert(ImageEntity, image);
      const details = { recovered: true };
      record({ kind: 'image.created', resource: { type: 'image', id, name }, actor, details });
      return isReplaced ? former : undefined;
    });
  }

  /** The versions that are deleted as soon as they have no clones. */
  async findReplaced(): Promise<ImageEntity[]> {
    return this.images.findBy({ status: 'ready', replacedById: Not(IsNull()) });
  }

  /** An image will be deleted: the versions that it replaced stay, unless a still newer version replaced it too. */
  async forgetSuccessor({ id, replacedById }: ImageEntity): Promise<void> {
    await this.images.update({ replacedById: id }, { replacedById });
  }
}

/** Give the former version another name. @returns the fields of the new one */
async function takeOver(
  manager: EntityManager,
  image: ImageEntity,
  former: ImageEntity,
): Promise<Pick<ImageEntity, 'name' | 'version'>> {
  requireUnprotected(former);
  const { name, version } = former;
  const formerName = await freeName(manager, `${name}@v${version}`);
  await manager.update(ImageEntity, former.id, { name: formerName, replacedById: image.id });
  former.name = formerName;
  return { name, version: version + 1 };
}

/** The image to replace was deleted: its name is free, unless someone has taken it. */
async function withoutVersion(manager: EntityManager, { name }: ImageEntity): Promise<string> {
  const wanted = currentName(name);
  if (wanted === name) return name;
  return (await manager.existsBy(ImageEntity, { name: wanted })) ? name : wanted;
}

/** Images that were renamed, and replaced again, may have left a version with the same name. */
async function freeName(manager: EntityManager, name: string): Promise<string> {
  let free = name;
  for (let number = 2; await manager.existsBy(ImageEntity, { name: free }); number += 1) {
    free = `${name}-${number}`;
  }
  return free;
}

function currentName(name: string): string {
  return name.replace(VERSION_SUFFIX, '');
}

function requireUnprotected({ name, isProtected }: ImageEntity): void {
  if (!isProtected) return;
  throw new ConflictError(
    'imageProtected',
    `The image "${name}" is protected, so it is not replaced. Remove its protection first (PATCH with isProtected: false, or picostk image set ${name} --no-protect).`,
  );
}

function beingReplaced(name: string, id: string | undefined): ConflictError {
  return new ConflictError(
    'imageBeingReplaced',
    `The image "${name}" is already being replaced. Wait for the end of that import, or delete it (${name}@v..., see picostk image list).`,
    { image: id ?? null },
  );
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  type DeepPartial,
  type EntityManager,
  type FindOptionsWhere,
  In,
  type Repository,
} from 'typeorm';
import { NotFoundError } from '../../common/errors.js';
import type { ListQueryDto, Page } from '../../common/http/list-query.js';
import { DatabaseAccess } from '../../database/database-access.js';
import { byId, findByIdOrName, listPage, readRows } from '../../database/queries.js';
import { FlavourEntity } from '../../flavours/flavour.entity.js';
import { ImageEntity } from '../../images/image.entity.js';
import { InstanceEntity, PortMappingEntity } from './instance.entity.js';

/** Fields of a record with new values. */
export type InstanceChanges = Parameters<Repository<InstanceEntity>['update']>[1];

const SORTABLE = [
  'name',
  'state',
  'createdAt',
  'startedAt',
  'memoryMiB',
  'vcpus',
  'diskSizeBytes',
] as const;
const RELATIONS = { image: true, flavour: true, ports: true } as const;
const MAX_KEPT_PAGES = 50;

interface ListedPage {
  readonly ids: readonly string[];
  readonly total: number;
}

/** What lists have read from one version of the database. */
class Listed {
  readonly byId = new Map<string, InstanceEntity>();
  /** By the JSON of their queries. */
  readonly pages = new Map<string, ListedPage>();

  constructor(readonly version: string) {}
}

/** Read and write the records of instances. */
@Injectable()
export class InstanceRecords {
  /** What {@link list} has read since the last change of the database. Nobody changes these objects. */
  private listed = new Listed('');

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
  ) {}

  /** The manager to begin a transaction with, see `inTransaction`. */
  get manager(): EntityManager {
    return this.instances.manager;
  }

  /** Create an instance record without storing it. */
  create(fields: DeepPartial<InstanceEntity>): InstanceEntity {
    return this.instances.create(fields);
  }

  /**
   * Find an instance by id or name, with its image, flavour and port mappings.
   * @throws NotFoundError
   */
  async find(idOrName: string): Promise<InstanceEntity> {
    const instance = await findByIdOrName(this.instances, idOrName, RELATIONS);
    if (!instance) throw new NotFoundError('instance', idOrName);
    return instance;
  }

  /** Load an instance by id, with its image, flavour and port mappings; null if there is none. */
  load(id: string): Promise<InstanceEntity | null> {
    return this.instances.findOne({ where: { id }, relations: RELATIONS });
  }

  /** Find one instance, without its relations. */
  findOneBy(where: FindOptionsWhere<InstanceEntity>): Promise<InstanceEntity | null> {
    return this.instances.findOneBy(where);
  }

  /** Find instances, without their relations. */
  findBy(where: FindOptionsWhere<InstanceEntity>): Promise<InstanceEntity[]> {
    return this.instances.findBy(where);
  }

  existsBy(where: FindOptionsWhere<InstanceEntity>): Promise<boolean> {
    return this.instances.existsBy(where);
  }

  /** The ids of all instances, or of those that match. */
  async ids(where: FindOptionsWhere<InstanceEntity> = {}): Promise<string[]> {
    const found = await this.instances.find({ where, select: { id: true } });
    return found.map(({ id }) => id);
  }

  /** What a comparison with libvirt's lists needs, of all instances. */
  summaries(): Promise<InstanceEntity[]> {
    return this.instances.find({
      select: {
        id: true,
        name: true,
        state: true,
        facts: true,
        autostart: true,
        pendingSize: true,
      },
    });
  }

  /** Those of the names that instances have. */
  async takenNames(names: readonly string[]): Promise<string[]> {
    const found = await this.instances.find({
      where: { name: In([...names]) },
      select: { name: true },
    });
    return found.map(({ name }) => name);
  }

  /** One page of instances, with their images, flavours and port mappings. */
  async list(
    query: ListQueryDto,
    filters: FindOptionsWhere<InstanceEntity>,
  ): Promise<Page<InstanceEntity>> {
    const listed = await this.listedNow();
    const { ids, total } = await this.page(listed, query, filters);
    for (const instance of await this.loadAll(ids.filter((id) => !listed.byId.has(id)))) {
      listed.byId.set(instance.id, instance);
    }
    // One that was deleted since the ids were read is left out.
    const items = ids.map((id) => listed.byId.get(id)).filter((each) => each !== undefined);
    return { items, total };
  }

  /** Pages are requested again and again while nothing changes; reading takes half of the time of a response. */
  private async listedNow(): Promise<Listed> {
    const version = await DatabaseAccess.of(this.manager.dataSource).version();
    // What is still being read goes to the former object, which nobody uses again.
    if (version !== this.listed.version) this.listed = new Listed(version);
    return this.listed;
  }

  /** The ids of one page. Filters can be functions, so only pages without them are kept. */
  private async page(
    { pages }: Listed,
    query: ListQueryDto,
    filters: FindOptionsWhere<InstanceEntity>,
  ): Promise<ListedPage> {
    const isKept = Object.keys(filters).length === 0;
    const key = JSON.stringify(query);
    const known = isKept ? pages.get(key) : undefined;
    if (known) return known;
    const { items, total } = await listPage(this.instances, query, {
      sortable: SORTABLE,
      searchable: ['name', 'description', 'notes'],
      filters,
      select: { id: true },
    });
    const page = { ids: items.map(({ id }) => id), total };
    if (isKept && pages.size < MAX_KEPT_PAGES) pages.set(key, page);
    return page;
  }

  /**
   * Load instances, as {@link load} does. TypeORM's own joins take five times as long: the query
   * repeats the columns of the image and the flavour in each row, and TypeORM builds an object for each.
   */
  private async loadAll(ids: readonly string[]): Promise<InstanceEntity[]> {
    const rows = await readRows(this.instances, 'id', ids);
    const { manager } = this;
    const images = await byId(
      manager.getRepository(ImageEntity),
      rows.map((row) => row.imageId),
    );
    const flavours = await byId(
      manager.getRepository(FlavourEntity),
      rows.map((row) => row.flavourId),
    );
    const mappings = await readRows(manager.getRepository(PortMappingEntity), 'instanceId', ids);
    const ports = new Map(rows.map(({ id }): [string, PortMappingEntity[]] => [id, []]));
    for (const mapping of mappings) ports.get(mapping.instanceId)?.push(mapping);
    return rows.map((row) =>
      Object.assign(row, {
        image: images.get(row.imageId ?? '') ?? null,
        flavour: flavours.get(row.flavourId ?? '') ?? null,
        ports: ports.get(row.id) ?? [],
      }),
    );
  }

  /** The XML that the domain was defined with when it was last read; null before that. */
  async definitionOf(id: string): Promise<string | null> {
    const found = await this.instances.findOne({
      where: { id },
      select: { id: true, definition: true },
    });
    return found?.definition ?? null;
  }

  /** The clones of an image, in alphabetical order. */
  clonesOf(imageId: string): Promise<Pick<InstanceEntity, 'id' | 'name' | 'diskVolume'>[]> {
    return this.instances.find({
      where: { imageId },
      order: { name: 'ASC' },
      select: { id: true, name: true, diskVolume: true },
    });
  }

  /** The disks of the clones of each image that has any, by the id of the image. */
  async disksOfClones(): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.instances
      .createQueryBuilder('instance')
      .select('instance.imageId', 'imageId')
      .addSelect('instance.diskVolume', 'diskVolume')
      .where('instance.imageId IS NOT NULL')
      .getRawMany<{ imageId: string; diskVolume: string | null }>();
    const disks = new Map<string, string[]>();
    for (const { imageId, diskVolume } of rows) {
      const known = disks.get(imageId) ?? [];
      known.push(diskVolume ?? '');
      disks.set(imageId, known);
    }
    return disks;
  }

  async insert(instance: InstanceEntity): Promise<void> {
    await this.instances.insert(instance);
  }

  /**
   * Change an instance, by id, or only if it also has certain values.
   * @returns whether there was such an instance
   */
  async update(
    where: string | FindOptionsWhere<InstanceEntity>,
    changes: InstanceChanges,
  ): Promise<boolean> {
    const { affected } = await this.instances.update(where, changes);
    return affected !== 0;
  }

  /** Delete an instance and its port mappings. */
  async delete(id: string): Promise<void> {
    await this.instances.delete(id);
  }
}

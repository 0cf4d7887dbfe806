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
import { findByIdOrName, listPage } from '../../database/queries.js';
import { InstanceEntity } from './instance.entity.js';

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

/** Read and write the records of instances. */
@Injectable()
export class InstanceRecords {
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
  list(
    query: ListQueryDto,
    filters: FindOptionsWhere<InstanceEntity>,
  ): Promise<Page<InstanceEntity>> {
    return listPage(this.instances, query, {
      sortable: SORTABLE,
      searchable: ['name', 'description', 'notes'],
      filters,
      relations: RELATIONS,
    });
  }

  /** The XML that the domain was defined with when it was last read; null before that. */
  async definitionOf(id: string): Promise<string | null> {
    const found = await this.instances.findOne({
      where: { id },
      select: { id: true, definition: true },
    });
    return found?.definition ?? null;
  }

  /** The names of the clones of an image, in alphabetical order. */
  async namesOfClones(imageId: string): Promise<string[]> {
    const clones = await this.instances.find({
      where: { imageId },
      order: { name: 'ASC' },
      select: { name: true },
    });
    return clones.map(({ name }) => name);
  }

  /** The number of clones of each image that has any, by the id of the image. */
  async countClones(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.instances
      .createQueryBuilder('instance')
      .select('instance.imageId', 'imageId')
      .addSelect('COUNT(*)', 'count')
      .groupBy('instance.imageId')
      .getRawMany<{ imageId: string; count: number | string }>();
    return new Map(rows.map(({ imageId, count }) => [imageId, Number(count)]));
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

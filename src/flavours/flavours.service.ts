import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { ConflictError, NameTakenError, NotFoundError } from '../common/errors.js';
import type { ListQueryDto, Page } from '../common/http/list-query.js';
import {
  findByIdOrName,
  isForeignKeyViolation,
  isUniqueViolation,
  listPage,
} from '../database/queries.js';
import type { EventKind } from '../events/event-kinds.js';
import { EventsService } from '../events/events.service.js';
import type { CreateFlavourDto, FlavourDto, UpdateFlavourDto } from './dto.js';
import { FlavourEntity } from './flavour.entity.js';

const SORTABLE = ['name', 'memoryMiB', 'vcpus', 'createdAt'] as const;

/** The sizes of instances. */
@Injectable()
export class FlavoursService {
  constructor(
    @InjectRepository(FlavourEntity) private readonly flavours: Repository<FlavourEntity>,
    private readonly events: EventsService,
  ) {}

  list(query: ListQueryDto): Promise<Page<FlavourDto>> {
    return listPage(this.flavours, query, { sortable: SORTABLE, defaultSort: 'memoryMiB' });
  }

  /** Find a flavour by id or name; null if there is none. */
  find(idOrName: string): Promise<FlavourDto | null> {
    return findByIdOrName(this.flavours, idOrName);
  }

  /** @throws NotFoundError */
  async get(idOrName: string): Promise<FlavourDto> {
    const flavour = await this.find(idOrName);
    if (!flavour) throw new NotFoundError('flavour', idOrName);
    return flavour;
  }

  /**
   * Return the smallest flavour with at least that much memory and disk, or the largest flavour. A flavour without a disk size
   * takes that of the image.
   */
  async smallestWith(memoryMiB: number, minDiskGiB: number | null = null): Promise<FlavourDto> {
    const flavours = await this.flavours.find({ order: { memoryMiB: 'ASC', vcpus: 'ASC' } });
    const isEnough = (flavour: FlavourEntity): boolean =>
      flavour.memoryMiB >= memoryMiB && (flavour.diskGiB ?? Infinity) >= (minDiskGiB ?? 0);
    const chosen = flavours.find(isEnough) ?? flavours.at(-1);
    if (!chosen) {
      throw new ConflictError('noFlavour', 'There is no flavour. Create one first.');
    }
    return chosen;
  }

  /** @throws NameTakenError */
  async create(dto: CreateFlavourDto, actor: string): Promise<FlavourDto> {
    const flavour = this.flavours.create({
      id: randomUUID(),
      name: dto.name,
      memoryMiB: dto.memoryMiB,
      vcpus: dto.vcpus,
      diskGiB: dto.diskGiB ?? null,
      createdAt: new Date().toISOString(),
    });
    await this.flavours.insert(flavour).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('flavour', dto.name) : error;
    });
    await this.record('flavour.created', flavour, actor);
    return flavour;
  }

  /** Create a flavour unless one with its name exists. @returns whether it was created */
  async ensure(dto: CreateFlavourDto, actor: string): Promise<boolean> {
    if (await this.flavours.existsBy({ name: dto.name })) return false;
    await this.create(dto, actor);
    return true;
  }

  /** @throws NotFoundError, NameTakenError */
  async update(idOrName: string, dto: UpdateFlavourDto, actor: string): Promise<FlavourDto> {
    const flavour = await this.get(idOrName);
    if (Object.keys(dto).length === 0) return flavour;
    await this.flavours.update(flavour.id, dto).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name')
        ? new NameTakenError('flavour', dto.name ?? '')
        : error;
    });
    const updated = await this.get(flavour.id);
    await this.record('flavour.changed', updated, actor);
    return updated;
  }

  /** @throws NotFoundError, ConflictError while it has instances */
  async remove(idOrName: string, actor: string): Promise<void> {
    const flavour = await this.get(idOrName);
    await this.flavours.delete(flavour.id).catch((error: unknown) => {
      if (!isForeignKeyViolation(error)) throw error;
      throw new ConflictError(
        'flavourInUse',
        `The flavour "${flavour.name}" has instances. Delete them first, or keep the flavour.`,
      );
    });
    await this.record('flavour.deleted', flavour, actor);
  }

  private record(kind: EventKind, flavour: FlavourDto, actor: string): Promise<void> {
    return this.events.record({
      kind,
      resource: { type: 'flavour', id: flavour.id, name: flavour.name },
      actor,
    });
  }
}

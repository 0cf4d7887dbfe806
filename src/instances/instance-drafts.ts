import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, type Repository } from 'typeorm';
import { NameTakenError } from '../common/errors.js';
import { isUniqueViolation } from '../database/queries.js';
import { EventsService } from '../events/events.service.js';
import type { FlavourDto } from '../flavours/dto.js';
import { FlavoursService } from '../flavours/flavours.service.js';
import { ImagesService } from '../images/images.service.js';
import { randomMac } from '../networks/mac.js';
import type { UndoContext } from '../operations/workflow.js';
import type { CreateInstanceDto } from './dto.js';
import { InstancePorts } from './instance-ports.js';
import { InstanceEntity } from './instance.entity.js';

const GIB = 1024 ** 3;
/** Assumed of an image that does not say how much memory its guests need. */
const DEFAULT_MEMORY_MIB = 256;

/** What a draft is made from. */
interface DraftSources {
  readonly dto: CreateInstanceDto;
  readonly image: Awaited<ReturnType<ImagesService['findReady']>>;
  readonly flavour: FlavourDto;
}

/** Turns a request into the record of an instance that is about to be made, with its host ports reserved. */
@Injectable()
export class InstanceDrafts {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly images: ImagesService,
    private readonly flavours: FlavoursService,
    private readonly ports: InstancePorts,
    private readonly events: EventsService,
  ) {}

  /**
   * One draft for each name, all or none.
   * @throws NotFoundError, NameTakenError, ConflictError; nothing is recorded then
   */
  async createAll(dto: CreateInstanceDto, names: readonly string[]): Promise<InstanceEntity[]> {
    const image = await this.images.findReady(dto.image);
    const flavour = dto.flavour
      ? await this.flavours.get(dto.flavour)
      : await this.flavours.smallestWith(image.minMemoryMiB ?? DEFAULT_MEMORY_MIB);
    const drafts: InstanceEntity[] = [];
    try {
      for (const name of names) drafts.push(await this.create(name, { dto, image, flavour }));
    } catch (error) {
      // Nobody has been told of them yet, and libvirt knows nothing of them.
      await this.instances.delete({ id: In(drafts.map(({ id }) => id)) });
      throw error;
    }
    for (const { id, name, state } of drafts) this.events.announce('instance', { id, name, state });
    return drafts;
  }

  private async create(
    name: string,
    { dto, image, flavour }: DraftSources,
  ): Promise<InstanceEntity> {
    const id = randomUUID();
    const instance = this.instances.create({
      id,
      name,
      description: dto.description ?? '',
      tags: [],
      notes: '',
      isProtected: false,
      origin: 'created',
      snapshotCount: 0,
      definition: null,
      state: 'cloning',
      stateReason: null,
      lastError: null,
      imageId: image.id,
      image,
      flavourId: flavour.id,
      flavour,
      memoryMiB: flavour.memoryMiB,
      vcpus: flavour.vcpus,
      pendingSize: null,
      networkMode: 'user',
      mac: randomMac(),
      diskVolume: `${id}.qcow2`,
      diskSizeBytes: Math.max(image.virtualSizeBytes, (flavour.diskGiB ?? 0) * GIB),
      autostart: dto.autostart ?? false,
      createdAt: new Date().toISOString(),
      startedAt: null,
      ports: [],
    });
    await this.instances.insert(instance).catch((error: unknown) => {
      throw isUniqueViolation(error) ? new NameTakenError('instance', name) : error;
    });
    try {
      instance.ports = await this.ports.reserve(id, dto.ports ?? image.defaultPorts);
    } catch (error) {
      await this.instances.delete(id);
      throw error;
    }
    return instance;
  }

  /** The draft as it is recorded now. */
  async load(id: string): Promise<InstanceEntity> {
    return this.instances.findOneOrFail({
      where: { id },
      relations: { image: true, flavour: true, ports: true },
    });
  }

  /** Its disk and its domain are made: it is an instance like any other now. Said once. */
  async markMade(instance: InstanceEntity, actor: string): Promise<void> {
    if (instance.state === 'cloning') {
      await this.instances.update(instance.id, { state: 'stopped' });
    }
    if (await this.events.exists('instance.created', instance.id)) return;
    await this.events.record({
      kind: 'instance.created',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor,
      details: { image: instance.image?.name, flavour: instance.flavour?.name },
    });
  }

  /** It could not be made: its record goes, with its ports. A draft that is gone was told of before. */
  async discard(id: string, { actor, reason }: UndoContext): Promise<void> {
    const instance = await this.instances.findOneBy({ id });
    if (!instance) return;
    await this.instances.delete(id);
    await this.events.record({
      kind: 'instance.failed',
      resource: { type: 'instance', id, name: instance.name },
      actor,
      details: { reason },
    });
  }
}

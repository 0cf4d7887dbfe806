import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, type Repository } from 'typeorm';
import { ConflictError, NameTakenError } from '../../common/errors.js';
import { isForeignKeyViolation, isUniqueViolation } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import { FlavoursService } from '../../flavours/flavours.service.js';
import type { ImageEntity } from '../../images/image.entity.js';
import { ImagesService } from '../../images/images.service.js';
import { randomMac } from '../../networks/mac.js';
import type { UndoContext } from '../../operations/workflow.js';
import type { CreateInstanceDto } from '../dto/create-instance.dto.js';
import type { CloneInstanceDto } from '../dto/copy-instance.dto.js';
import { InstancePorts, type PortRequest } from '../ports/instance-ports.js';
import { InstanceEntity } from '../records/instance.entity.js';

const GIB = 1024 ** 3;
/** Assumed of an image that does not say how much memory its guests need. */
const DEFAULT_MEMORY_MIB = 256;

/** A random address is taken once in millions of times. */
const MAC_TRIES = 5;

/** What one draft differs from another in. */
type InstanceDraft = Pick<
  InstanceEntity,
  | 'name'
  | 'description'
  | 'tags'
  | 'image'
  | 'flavour'
  | 'memoryMiB'
  | 'vcpus'
  | 'diskSizeBytes'
  | 'autostart'
>;

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
    const { id } = await this.images.findReady(dto.image);
    // Takes turns with the deletion of the image: it counts the drafts as clones, or they find no image.
    return this.images.locks.run(id, async () =>
      this.insertAll(dto, names, await this.images.findReady(id)),
    );
  }

  private async insertAll(
    dto: CreateInstanceDto,
    names: readonly string[],
    image: ImageEntity & { virtualSizeBytes: number },
  ): Promise<InstanceEntity[]> {
    await this.images.pathOf(image);
    const flavour = dto.flavour
      ? await this.flavours.get(dto.flavour)
      : await this.flavours.smallestWith(image.minMemoryMiB ?? DEFAULT_MEMORY_MIB);
    const draft = {
      description: dto.description ?? '',
      tags: [],
      image,
      flavour,
      memoryMiB: flavour.memoryMiB,
      vcpus: flavour.vcpus,
      diskSizeBytes: Math.max(image.virtualSizeBytes, (flavour.diskGiB ?? 0) * GIB),
      autostart: dto.autostart ?? false,
    };
    const drafts: InstanceEntity[] = [];
    try {
      for (const name of names) {
        drafts.push(await this.insert({ ...draft, name }, dto.ports ?? image.defaultPorts));
      }
    } catch (error) {
      // Nobody has been told of them yet, and libvirt knows nothing of them.
      await this.instances.delete({ id: In(drafts.map(({ id }) => id)) });
      throw error;
    }
    drafts.forEach((each) => this.announce(each));
    return drafts;
  }

  /**
   * A draft of an instance like another, whose disk is to be a copy of that one's.
   * @throws NameTakenError, ConflictError; nothing is recorded then
   */
  async createCopy(
    source: InstanceEntity,
    { name, mode, ports }: CloneInstanceDto,
  ): Promise<InstanceEntity> {
    const draft = {
      name,
      description: source.description,
      tags: source.tags,
      image: mode === 'linked' ? source.image : null,
      flavour: source.flavour,
      memoryMiB: source.memoryMiB,
      vcpus: source.vcpus,
      diskSizeBytes: source.diskSizeBytes,
      autostart: false,
    };
    const same = source.ports.map(({ protocol, guestPort }) => ({ protocol, guestPort }));
    const copy = await this.insert(draft, ports ?? same);
    this.announce(copy);
    return copy;
  }

  private async insert(
    draft: InstanceDraft,
    ports: readonly PortRequest[],
  ): Promise<InstanceEntity> {
    const id = randomUUID();
    const instance = this.instances.create({
      ...draft,
      id,
      notes: '',
      isProtected: false,
      origin: 'created',
      snapshotNames: [],
      definition: null,
      state: 'cloning',
      stateReason: null,
      facts: null,
      lastError: null,
      pendingSize: null,
      imageId: draft.image?.id ?? null,
      flavourId: draft.flavour?.id ?? null,
      networkMode: 'user',
      mac: randomMac(),
      diskVolume: `${id}.qcow2`,
      createdAt: new Date().toISOString(),
      startedAt: null,
      ports: [],
    });
    await this.insertWithFreeMac(instance);
    try {
      instance.ports = await this.ports.reserve(id, ports);
    } catch (error) {
      await this.instances.delete(id);
      throw error;
    }
    return instance;
  }

  /** @throws NameTakenError */
  private async insertWithFreeMac(instance: InstanceEntity): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.instances.insert(instance);
        return;
      } catch (error) {
        if (isUniqueViolation(error, 'name')) throw new NameTakenError('instance', instance.name);
        if (isForeignKeyViolation(error)) {
          throw new ConflictError(
            'changedMeanwhile',
            `The flavour or the image of "${instance.name}" was deleted in the meantime. Choose another one.`,
          );
        }
        if (!isUniqueViolation(error, 'mac') || tries === MAC_TRIES) throw error;
        instance.mac = randomMac();
      }
    }
  }

  private announce({ id, name, state }: InstanceEntity): void {
    this.events.announce('instance', { id, name, state });
  }

  /** The draft as it is recorded now. */
  async load(id: string): Promise<InstanceEntity> {
    return this.instances.findOneOrFail({
      where: { id },
      relations: { image: true, flavour: true, ports: true },
    });
  }

  /** Its disk turned out to have another size than was recorded. */
  async setDiskSize(id: string, diskSizeBytes: number): Promise<void> {
    await this.instances.update(id, { diskSizeBytes });
  }

  /**
   * Its disk and its domain are made: it is an instance like any other now. Said once.
   * @param origin what it was made from, beside its image and its flavour
   */
  async markMade(instance: InstanceEntity, actor: string, origin: object = {}): Promise<void> {
    if (instance.state === 'cloning') {
      await this.instances.update(instance.id, { state: 'stopped' });
    }
    if (await this.events.exists('instance.created', instance.id)) return;
    await this.events.record({
      kind: 'instance.created',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor,
      details: { image: instance.image?.name, flavour: instance.flavour?.name, ...origin },
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
      cause: reason,
    });
  }
}

import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ConflictError, NameTakenError } from '../../common/errors.js';
import { isForeignKeyViolation, isUniqueViolation } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import type { FlavourDto } from '../../flavours/dto.js';
import { FlavoursService } from '../../flavours/flavours.service.js';
import type { ImageEntity } from '../../images/image.entity.js';
import { ImagesService } from '../../images/images.service.js';
import { randomMac } from '../../networks/mac.js';
import type { OperationDto } from '../../operations/dto.js';
import type {
  RowWriter,
  StepContext,
  UndoContext,
  WorkflowStep,
} from '../../operations/workflow.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import { InstanceStart } from '../domain/instance-start.js';
import type { CloneInstanceDto } from '../dto/copy-instance.dto.js';
import type { CreateInstanceDto } from '../dto/create-instance.dto.js';
import { PortForwarding, type PortRequest } from '../ports/port-forwarding.js';
import type { Intent } from '../model/states.js';
import { InstanceEntity, PortMappingEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceOperations } from './instance-operations.js';

const GIB = 1024 ** 3;
/** The memory of a guest whose image does not specify a minimum. */
const DEFAULT_MEMORY_MIB = 256;
/** A random MAC address is taken only once in millions of times. */
const MAC_TRIES = 5;
/** How many of the new instances start at the same time: more only slow each other down. */
const MAX_STARTS = 4;

/** The fields of a draft that depend on the request. */
type DraftFields = Pick<
  InstanceEntity,
  | 'description'
  | 'tags'
  | 'image'
  | 'flavour'
  | 'memoryMiB'
  | 'vcpus'
  | 'diskSizeBytes'
  | 'firmware'
  | 'deviceProfile'
  | 'autostart'
>;

/** The intent of the operations that turn drafts into instances. */
export const DRAFT_INTENT = 'cloning' satisfies Intent;

/** Start the operation that turns drafts into instances, and store the drafts with it (`rows`). */
type StartOperation<Drafts> = (drafts: Drafts, rows: RowWriter) => Promise<OperationDto>;

/**
 * The records of instances that are being created, and the steps that creating and cloning share. A draft and its host
 * ports are stored in one transaction with the operation that turns it into an instance.
 */
@Injectable()
export class InstanceDrafts {
  constructor(
    private readonly records: InstanceRecords,
    private readonly images: ImagesService,
    private readonly flavours: FlavoursService,
    private readonly ports: PortForwarding,
    private readonly builder: InstanceBuilder,
    private readonly disposal: InstanceDisposal,
    private readonly starter: InstanceStart,
    private readonly operations: InstanceOperations,
    private readonly events: EventsService,
  ) {}

  /**
   * Create a draft for each name.
   * @throws NotFoundError, NameTakenError, ConflictError; then nothing is stored
   */
  async create(
    dto: CreateInstanceDto,
    names: readonly string[],
    start: StartOperation<readonly [InstanceEntity, ...InstanceEntity[]]>,
  ): Promise<OperationDto> {
    const { id } = await this.images.findReady(dto.image);
    // The lock excludes the deletion of the image: either it counts the drafts as clones, or they find no image.
    return this.images.locks.run(id, async () => {
      const image = await this.images.findReady(id);
      await this.images.pathForClone(image);
      const fields = await this.fieldsFor(dto, image);
      await this.builder.requireFirmware(fields);
      const ports = dto.ports ?? image.defaultPorts;
      return this.withPorts(names, async (reserve) => {
        const [first, ...others] = names;
        if (first === undefined) throw new Error('No instance to create');
        const drafts: [InstanceEntity, ...InstanceEntity[]] = [
          await reserve(this.draft(first, fields), ports),
        ];
        for (const name of others) drafts.push(await reserve(this.draft(name, fields), ports));
        return this.startWith(drafts, (rows) => start(drafts, rows));
      });
    });
  }

  /**
   * Create a draft that is like another instance, and whose disk will be a copy of the disk of that instance.
   * @throws NameTakenError, ConflictError; then nothing is stored
   */
  createCopy(
    source: InstanceEntity,
    { name, mode, ports }: CloneInstanceDto,
    start: StartOperation<InstanceEntity>,
  ): Promise<OperationDto> {
    const fields: DraftFields = {
      description: source.description,
      tags: source.tags,
      image: mode === 'linked' ? source.image : null,
      flavour: source.flavour,
      memoryMiB: source.memoryMiB,
      vcpus: source.vcpus,
      diskSizeBytes: source.diskSizeBytes,
      firmware: source.firmware,
      deviceProfile: source.deviceProfile,
      autostart: false,
    };
    const samePorts = source.ports.map(({ protocol, guestPort }) => ({ protocol, guestPort }));
    return this.withPorts([name], async (reserve) => {
      const draft = await reserve(this.draft(name, fields), ports ?? samePorts);
      return this.startWith([draft], (rows) => start(draft, rows));
    });
  }

  /** Delete a draft that could not become an instance, with its ports. Does nothing if there is no draft. */
  async discard(id: string, { actor, reason }: UndoContext): Promise<void> {
    const draft = await this.records.findOneBy({ id });
    if (!draft) return;
    await this.events.transaction(async ({ manager, record }) => {
      await manager.delete(InstanceEntity, id);
      record({
        kind: 'instance.failed',
        resource: { type: 'instance', id, name: draft.name },
        actor,
        cause: reason,
      });
    });
  }

  /**
   * The step that defines the domain, on the disk that an earlier step created.
   * @param which of several drafts this is, as a suffix of the step name: ` (3 of 20)`
   */
  defineStep(id: string, which = ''): WorkflowStep<object> {
    return {
      name: `defining the domain${which}`,
      run: async () => this.builder.define(await this.records.find(id)),
      undo: async () => this.disposal.undefine(await this.records.find(id)),
    };
  }

  /**
   * The steps after the point of no return: the drafts become instances, and start if the request asks for it.
   * @param origin what the instances were created from, for their events
   */
  finishSteps(ids: readonly string[], start: boolean, origin?: object): WorkflowStep<object>[] {
    const finish: WorkflowStep<object> = {
      name: 'finishing',
      onlyForwards: true,
      run: async (_, { actor }) => {
        for (const id of ids) {
          await this.finish(await this.records.find(id), actor, origin);
          // From now on libvirt reports the state.
          await this.operations.endIntent(id, DRAFT_INTENT);
        }
      },
    };
    if (!start) return [finish];
    const startAll: WorkflowStep<object> = {
      name: 'starting',
      onlyForwards: true,
      run: (_, context) => this.startAll(ids, context),
    };
    return [finish, startAll];
  }

  private async fieldsFor(
    dto: CreateInstanceDto,
    image: ImageEntity & { virtualSizeBytes: number },
  ): Promise<DraftFields> {
    const flavour = dto.flavour
      ? await this.flavours.get(dto.flavour)
      : await this.defaultFlavour(image);
    requireEnough(flavour, image);
    const { minDiskGiB } = image;
    return {
      description: dto.description ?? '',
      tags: dto.tags ?? [],
      image,
      flavour,
      memoryMiB: flavour.memoryMiB,
      vcpus: flavour.vcpus,
      diskSizeBytes: Math.max(image.virtualSizeBytes, (flavour.diskGiB ?? minDiskGiB ?? 0) * GIB),
      firmware: dto.firmware ?? image.firmware,
      deviceProfile: dto.deviceProfile ?? image.deviceProfile,
      autostart: dto.autostart ?? false,
    };
  }

  /** The recommended flavour of the image, or the smallest one with the memory and the disk that it needs. */
  private async defaultFlavour(image: ImageEntity): Promise<FlavourDto> {
    const { recommendedFlavour, minMemoryMiB, minDiskGiB } = image;
    const recommended =
      recommendedFlavour === null ? null : await this.flavours.find(recommendedFlavour);
    return (
      recommended ?? this.flavours.smallestWith(minMemoryMiB ?? DEFAULT_MEMORY_MIB, minDiskGiB)
    );
  }

  private draft(name: string, fields: DraftFields): InstanceEntity {
    const id = randomUUID();
    return this.records.create({
      ...fields,
      id,
      name,
      notes: '',
      isProtected: false,
      origin: 'created',
      snapshotNames: [],
      definition: null,
      state: DRAFT_INTENT,
      stateReason: null,
      facts: null,
      lastError: null,
      pendingSize: null,
      imageId: fields.image?.id ?? null,
      flavourId: fields.flavour?.id ?? null,
      networkMode: 'user',
      mac: randomMac(),
      diskVolume: `${id}.qcow2`,
      createdAt: new Date().toISOString(),
      startedAt: null,
      ports: [],
    });
  }

  /** Run work that gives drafts host ports. No other request gets the same ports before the work has stored them. */
  private withPorts<T>(
    names: readonly string[],
    work: (
      reserve: (draft: InstanceEntity, ports: readonly PortRequest[]) => Promise<InstanceEntity>,
    ) => Promise<T>,
  ): Promise<T> {
    return this.ports.withFreePorts(async (allocate) => {
      // Of two requests for one name and one port, the second learns that the name is taken.
      const [taken] = await this.records.takenNames(names);
      if (taken !== undefined) throw new NameTakenError('instance', taken);
      return work(async (draft, ports) =>
        Object.assign(draft, { ports: await allocate(draft.id, ports) }),
      );
    });
  }

  private async startWith(
    drafts: readonly InstanceEntity[],
    start: (rows: RowWriter) => Promise<OperationDto>,
  ): Promise<OperationDto> {
    const operation = await start(async (manager) => {
      for (const draft of drafts) await insertWithFreeMac(manager, draft);
      for (const { ports } of drafts) {
        if (ports.length > 0) await manager.insert(PortMappingEntity, ports);
      }
    });
    for (const { id, name, state } of drafts) this.events.announce('instance', { id, name, state });
    return operation;
  }

  /** From now on the draft is an instance like any other. A repeated call records no second event. */
  private async finish(draft: InstanceEntity, actor: string, origin: object = {}): Promise<void> {
    const { id, name, image, flavour } = draft;
    const isRecorded = await this.events.exists('instance.created', id);
    await this.events.transaction(async ({ manager, record }) => {
      await manager.update(InstanceEntity, { id, state: DRAFT_INTENT }, { state: 'stopped' });
      if (isRecorded) return;
      record({
        kind: 'instance.created',
        resource: { type: 'instance', id, name },
        actor,
        details: { image: image?.name, flavour: flavour?.name, ...origin },
      });
    });
  }

  private async startAll(ids: readonly string[], context: StepContext): Promise<void> {
    const waiting = [...ids];
    const failures: unknown[] = [];
    let tried = 0;
    const worker = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const instance = await this.records.find(id);
        await this.starter
          .launch(instance, context.actor)
          .catch((error: unknown) => failures.push(error));
        tried += 1;
        context.progress(tried / ids.length);
      }
    };
    await Promise.all(Array.from({ length: MAX_STARTS }, worker));
    if (failures.length > 0) throw failures[0];
  }
}

/** @throws NameTakenError */
async function insertWithFreeMac(manager: EntityManager, draft: InstanceEntity): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await manager.insert(InstanceEntity, draft);
      return;
    } catch (error) {
      if (isUniqueViolation(error, 'name')) throw new NameTakenError('instance', draft.name);
      if (isForeignKeyViolation(error)) {
        throw new ConflictError(
          'changedMeanwhile',
          `The flavour or image of "${draft.name}" was deleted after the request. Choose another one.`,
        );
      }
      if (!isUniqueViolation(error, 'mac') || tries === MAC_TRIES) throw error;
      draft.mac = randomMac();
    }
  }
}

/** @throws ConflictError `flavourTooSmall` if guests of the image need more memory or disk */
function requireEnough(
  { name, memoryMiB, diskGiB }: FlavourDto,
  { name: image, minMemoryMiB, minDiskGiB }: ImageEntity,
): void {
  const missing = [
    ...(memoryMiB < (minMemoryMiB ?? 0)
      ? [`${minMemoryMiB} MiB of memory, and the flavour "${name}" has ${memoryMiB} MiB`]
      : []),
    ...(diskGiB !== null && diskGiB < (minDiskGiB ?? 0)
      ? [`a disk of ${minDiskGiB} GiB, and the flavour "${name}" has one of ${diskGiB} GiB`]
      : []),
  ];
  if (missing.length === 0) return;
  throw new ConflictError(
    'flavourTooSmall',
    `Guests of the image "${image}" need ${missing.join('; and ')}. Choose a larger flavour, or change the requirements of the image.`,
    { flavour: name, minMemoryMiB, minDiskGiB },
  );
}

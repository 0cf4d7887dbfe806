import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type FindOperator, type FindOptionsWhere, In, Raw, type Repository } from 'typeorm';
import {
  LibvirtFailedError,
  NameTakenError,
  NamesTakenError,
  NotFoundError,
} from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import { byIdOrName, findByIdOrName, listPage } from '../database/queries.js';
import {
  type EventDto,
  ListEventsQueryDto,
  type ListInstanceEventsQueryDto,
} from '../events/dto.js';
import { EventsService } from '../events/events.service.js';
import type { CloneSource } from '../images/clones.js';
import {
  LibvirtService,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
  findDomainByName,
} from '../libvirt/index.js';
import type { OperationKind } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { InstanceDto, ListInstancesQueryDto } from './dto/instance.dto.js';
import type { DomainFacts } from './model/domain-facts.js';
import { type StateAndReason, withIntent } from './model/states.js';
import { InstanceEntity } from './records/instance.entity.js';
import { toActionSubject, toInstanceDto } from './records/instance.mapper.js';
import { InstanceMetadata } from './records/instance-metadata.js';
import { InstanceSync } from './sync/instance-sync.js';
import { type InstanceAction, requireDefinition, requireLegal } from './model/legal-actions.js';
import type { ListedState } from './model/states.js';
import type { UpdateInstanceDto } from './dto/update-instance.dto.js';

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

/** The records of the instances, shown with what libvirt knows of them. */
@Injectable()
export class InstancesService implements CloneSource {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly events: EventsService,
    private readonly metadata: InstanceMetadata,
    private readonly operations: OperationsService,
  ) {}

  async list(query: ListInstancesQueryDto): Promise<Page<InstanceDto>> {
    const filters: FindOptionsWhere<InstanceEntity> = {
      ...(query.state && (await this.whereShownAs(query.state))),
      ...(query.image && { image: byIdOrName(query.image) }),
      ...(query.flavour && { flavour: byIdOrName(query.flavour) }),
      ...(query.tag && { tags: hasTag(query.tag) }),
    };
    const page = await listPage(this.instances, query, {
      sortable: SORTABLE,
      searchable: ['name', 'description', 'notes'],
      filters,
      relations: RELATIONS,
    });
    return { items: page.items.map((instance) => this.toDto(instance)), total: page.total };
  }

  async get(idOrName: string): Promise<InstanceDto> {
    return this.toDto(await this.find(idOrName));
  }

  /** @throws NotFoundError */
  async find(idOrName: string): Promise<InstanceEntity> {
    const instance = await findByIdOrName(this.instances, idOrName, RELATIONS);
    if (!instance) throw new NotFoundError('instance', idOrName);
    return instance;
  }

  /** @throws LibvirtUnavailableError while libvirt is out of reach: nothing can be asked for then */
  requireConnected(): void {
    this.libvirt.requireConnected();
  }

  /**
   * Domains that are not picostack's have names too, and libvirt has each name once.
   * @throws NameTakenError
   */
  async requireNameFree(name: string): Promise<void> {
    if (await this.instances.existsBy({ name })) throw new NameTakenError('instance', name);
    const domain = await this.libvirt.call(`find ${name}`, (connection) =>
      findDomainByName(connection, name),
    );
    if (domain) throw new NameTakenError('domain of libvirt', name);
  }

  /** @throws NameTakenError; ConflictError `nameTaken` that lists those of many that are taken */
  async requireNamesFree(names: readonly string[]): Promise<void> {
    const [first, ...others] = names;
    if (first !== undefined && others.length === 0) return this.requireNameFree(first);
    const records = await this.instances.find({
      where: { name: In([...names]) },
      select: { name: true },
    });
    const domains = await this.libvirt.call('list the domains', (connection) =>
      connection.listAllDomains(0),
    );
    const given = new Set([...records, ...domains].map(({ name }) => name));
    const taken = names.filter((name) => given.has(name));
    if (taken.length > 0) throw new NamesTakenError(taken);
  }

  /** The instance, if the action is legal now. @throws NotFoundError, LibvirtUnavailableError, IllegalStateError */
  async findFor(
    action: InstanceAction,
    idOrName: string,
    options?: { force?: boolean },
  ): Promise<InstanceEntity> {
    const { id } = await this.find(idOrName);
    this.libvirt.requireConnected();
    // Not all that decides comes with an event: a definition that was edited, a saved state that was removed.
    await this.sync.refresh(id).catch((error: unknown) => {
      // A guest that goes off under the look: its event has it read again.
      if (!(error instanceof LibvirtFailedError)) throw error;
    });
    const instance = await this.find(id);
    const subject = toActionSubject(instance, this.shownStateOf(instance).state);
    requireLegal({ name: instance.name, ...subject }, action, options);
    return instance;
  }

  /** Reads it from libvirt once more. */
  async lookAgain(id: string): Promise<void> {
    await this.sync.refresh(id);
  }

  /** Changes what is said of an instance, whether it is protected, and whether it starts with the host. */
  async update(idOrName: string, dto: UpdateInstanceDto, actor: string): Promise<InstanceDto> {
    const instance = await this.find(idOrName);
    const { autostart } = dto;
    const changed = changedFields(instance, dto);
    if (changed.length > 0) {
      await this.sync.withSyncLock(instance.id, async () => {
        if (autostart !== undefined && autostart !== instance.autostart) {
          await this.setAutostart(instance, autostart);
        }
        // First: where the server ends in between, the metadata is written once more.
        await this.metadata.markPending(instance.id);
        await this.instances.update(instance.id, dto);
      });
      await this.metadata.write(instance.id);
      await this.events.record({
        kind: 'instance.changed',
        resource: { type: 'instance', id: instance.id, name: instance.name },
        actor,
        details: { changed },
      });
    }
    return this.get(instance.id);
  }

  /** The domain XML as libvirt has it. */
  async xml(idOrName: string): Promise<string> {
    const { id, name } = await this.find(idOrName);
    return this.libvirt.withDomain(id, `read the XML of ${name}`, async (domain) => {
      return domain.getXMLDesc(0);
    });
  }

  /** What happened to an instance, newest first. */
  async eventsOf(idOrName: string, query: ListInstanceEventsQueryDto): Promise<Page<EventDto>> {
    const { id } = await this.find(idOrName);
    return this.events.list(Object.assign(new ListEventsQueryDto(), query, { resourceId: id }));
  }

  async namesOf(imageId: string): Promise<string[]> {
    const clones = await this.instances.find({
      where: { imageId },
      order: { name: 'ASC' },
      select: { name: true },
    });
    return clones.map(({ name }) => name);
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.instances
      .createQueryBuilder('instance')
      .select('instance.imageId', 'imageId')
      .addSelect('COUNT(*)', 'count')
      .groupBy('instance.imageId')
      .getRawMany<{ imageId: string; count: number | string }>();
    return new Map(rows.map(({ imageId, count }) => [imageId, Number(count)]));
  }

  async announce(imageId: string): Promise<void> {
    for (const { id, name, state } of await this.instances.findBy({ imageId })) {
      this.events.announce('instance', { id, name, state });
    }
  }

  private async setAutostart({ id, name }: InstanceEntity, autostart: boolean): Promise<void> {
    try {
      await this.libvirt.withDomain(id, `set the autostart of ${name}`, async (domain) => {
        const isPersistent = await domain.isPersistent();
        requireDefinition({ isPersistent }, name, 'set the autostart of');
        await domain.setAutostart(autostart);
      });
    } catch (error) {
      // Without a domain it is only noted: when it is defined again, it is defined so.
      if (!isLibvirtError(error, VIR_ERR_NO_DOMAIN)) throw error;
    }
  }

  private toDto(instance: InstanceEntity): InstanceDto {
    return toInstanceDto(instance, this.shownStateOf(instance));
  }

  /** Never shown as stopped because we could not look. */
  private shownStateOf(instance: InstanceEntity): StateAndReason {
    if (!this.libvirt.isConnected) return { state: 'unknown', reason: 'libvirt is out of reach' };
    const recorded = { state: instance.state, reason: instance.stateReason };
    const isActive = instance.facts?.isActive ?? false;
    const shown = withIntent(recorded, this.sync.intentOf(instance.id), isActive);
    if (shown.state === recorded.state) return recorded;
    const before = this.operations.waitsFor(instance.id);
    return before ? { ...shown, reason: `waiting for the ${wordOf(before)} to finish` } : shown;
  }

  /** The instances that are shown in a state: what was asked for a moment ago is not in the records yet. */
  private async whereShownAs(listed: ListedState): Promise<FindOptionsWhere<InstanceEntity>> {
    if (listed === 'saved') {
      return { ...(await this.whereShownAs('stopped')), facts: hasSavedState() };
    }
    const state = listed;
    if (!this.libvirt.isConnected) return state === 'unknown' ? {} : { id: In([]) };
    const ids = this.sync.idsWithIntent();
    const busy = ids.length > 0 ? await this.instances.findBy({ id: In(ids) }) : [];
    const shownElsewhere = busy.filter((each) => this.shownStateOf(each).state !== each.state);
    if (shownElsewhere.length === 0) return { state };
    const shownHere = shownElsewhere.filter((each) => this.shownStateOf(each).state === state);
    return {
      state: Raw(
        (column) => {
          const id = column.replace(/state(\W?)$/, 'id$1');
          return `((${column} = :state AND ${id} NOT IN (:...elsewhere)) OR ${id} IN (:...here))`;
        },
        // An empty list is no SQL.
        {
          state,
          elsewhere: shownElsewhere.map(({ id }) => id),
          here: ['', ...shownHere.map(({ id }) => id)],
        },
      ),
    };
  }
}

/** `instance.publish` is "publish". */
function wordOf(kind: OperationKind): string {
  return kind.replace(/^.*\./, '');
}

/** Facts are kept as JSON. */
function hasSavedState(): FindOperator<DomainFacts> {
  return Raw((column) => `json_extract(${column}, '$.hasSavedState')`);
}

/** The tags are stored as JSON; a tag holds nothing that JSON would write otherwise. LIKE would ignore case. */
function hasTag(tag: string): FindOperator<string> {
  return Raw((column) => `REPLACE(${column}, :tag, '') <> ${column}`, { tag: JSON.stringify(tag) });
}

/** The fields that are to be something else than they are. */
function changedFields(instance: InstanceEntity, dto: UpdateInstanceDto): string[] {
  const fields = ['description', 'tags', 'notes', 'isProtected', 'autostart'] as const;
  return fields.filter(
    (field) =>
      dto[field] !== undefined && JSON.stringify(dto[field]) !== JSON.stringify(instance[field]),
  );
}

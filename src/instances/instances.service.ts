import { Injectable } from '@nestjs/common';
import { type FindOperator, type FindOptionsWhere, In, Raw } from 'typeorm';
import { LibvirtFailedError, NameTakenError, NamesTakenError } from '../common/errors.js';
import { keepJson, KeptPages } from '../common/http/kept-json.js';
import type { Page } from '../common/http/list-query.js';
import { byIdOrName, hasTag } from '../database/queries.js';
import {
  type EventDto,
  ListEventsQueryDto,
  type ListInstanceEventsQueryDto,
} from '../events/dto.js';
import { EventsService } from '../events/events.service.js';
import {
  LibvirtService,
  VIR_ERR_NO_DOMAIN,
  findDomainByName,
  orUndefined,
} from '../libvirt/index.js';
import type { OperationKind } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import type { InstanceDto, ListInstancesQueryDto } from './dto/instance.dto.js';
import type { UpdateInstanceDto } from './dto/update-instance.dto.js';
import type { DomainFacts } from './model/domain-facts.js';
import { type InstanceAction, requireDefinition, requireLegal } from './model/legal-actions.js';
import { type ListedState, type StateAndReason, withIntent } from './model/states.js';
import { InstanceEntity } from './records/instance.entity.js';
import { toActionSubject, toInstanceDto } from './records/instance.mapper.js';
import { InstanceMetadata } from './records/instance-metadata.js';
import { InstanceRecords } from './records/instance-records.js';
import { InstanceSync } from './sync/instance-sync.js';

/** Show and update instances, and check what an action requires. */
@Injectable()
export class InstancesService {
  /** What was listed last of each instance. {@link InstanceRecords.list} returns the same objects until something changes. */
  private readonly listed = new WeakMap<InstanceEntity, Readonly<InstanceDto>>();
  private readonly pages = new KeptPages<InstanceDto>();

  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly events: EventsService,
    private readonly metadata: InstanceMetadata,
    private readonly operations: OperationsService,
  ) {}

  async list(query: ListInstancesQueryDto): Promise<Page<InstanceDto>> {
    const { items, total } = await this.records.list(query, {
      ...(query.state && (await this.whereShownAs(query.state))),
      ...(query.image && { imageId: isIdOf('image', query.image) }),
      ...(query.flavour && { flavourId: isIdOf('flavour', query.flavour) }),
      ...(query.tag && { tags: hasTag(query.tag) }),
    });
    const listed = items.map((instance) => this.toListedDto(instance));
    return this.pages.of(listed, total);
  }

  private toListedDto(instance: InstanceEntity): InstanceDto {
    const shown = this.shownStateOf(instance);
    const former = this.listed.get(instance);
    if (former?.state === shown.state && former.stateReason === shown.reason) return former;
    const dto = keepJson(toInstanceDto(instance, shown));
    this.listed.set(instance, dto);
    return dto;
  }

  /** @throws NotFoundError */
  async get(idOrName: string): Promise<InstanceDto> {
    return this.toDto(await this.records.find(idOrName));
  }

  /**
   * Check that no instance and no domain has these names. libvirt allows each name once, also for foreign domains.
   * @throws NameTakenError; for several names, NamesTakenError that lists the taken ones
   */
  async requireNamesFree(names: readonly string[]): Promise<void> {
    const [name, ...others] = names;
    if (name === undefined) return;
    const recorded = await this.records.takenNames(names);
    if (others.length > 0) {
      const domains = await this.libvirt.call('list the domains', (connection) =>
        connection.listAllDomains(0),
      );
      const used = new Set([...recorded, ...domains.map((domain) => domain.name)]);
      const taken = names.filter((each) => used.has(each));
      if (taken.length > 0) throw new NamesTakenError(taken);
      return;
    }
    if (recorded.length > 0) throw new NameTakenError('instance', name);
    const domain = await this.libvirt.call(`find ${name}`, (connection) =>
      findDomainByName(connection, name),
    );
    if (domain) throw new NameTakenError('domain', name);
  }

  /**
   * Find an instance for an action.
   * @throws NotFoundError, LibvirtUnavailableError
   * @throws IllegalStateError, ConflictError if the action is not legal now
   */
  async findFor(
    action: InstanceAction,
    idOrName: string,
    options?: { force?: boolean },
  ): Promise<InstanceEntity> {
    const { id } = await this.records.find(idOrName);
    this.libvirt.requireConnected();
    // libvirt sends no event for some changes that matter: an edited definition, a deleted saved state.
    await this.sync.refresh(id).catch((error: unknown) => {
      // The guest may have stopped between two calls; an event then refreshes it again.
      if (!(error instanceof LibvirtFailedError)) throw error;
    });
    const instance = await this.records.find(id);
    const subject = toActionSubject(instance, this.shownStateOf(instance).state);
    requireLegal({ name: instance.name, ...subject }, action, options);
    return instance;
  }

  /** Update the fields that are not part of an action. */
  async update(idOrName: string, dto: UpdateInstanceDto, actor: string): Promise<InstanceDto> {
    const instance = await this.records.find(idOrName);
    const { id, name } = instance;
    const { autostart } = dto;
    const changed = changedFields(instance, dto);
    if (changed.length > 0) {
      await this.sync.withSyncLock(id, async () => {
        if (autostart !== undefined && autostart !== instance.autostart) {
          await this.setAutostart(instance, autostart);
        }
        await this.events.transaction(async ({ manager, record }) => {
          await manager.update(InstanceEntity, id, Object.assign({ metadataPending: true }, dto));
          const resource = { type: 'instance', id, name } as const;
          record({ kind: 'instance.changed', resource, actor, details: { changed } });
        });
      });
      await this.metadata.write(id);
    }
    return this.get(id);
  }

  /** The domain XML; of a running guest its live XML. */
  async xml(idOrName: string): Promise<string> {
    const { id, name } = await this.records.find(idOrName);
    return this.libvirt.withDomain(id, `read the XML of ${name}`, (domain) => domain.getXMLDesc(0));
  }

  /** One page of the events of an instance, newest first. */
  async eventsOf(idOrName: string, query: ListInstanceEventsQueryDto): Promise<Page<EventDto>> {
    const { id } = await this.records.find(idOrName);
    return this.events.list(Object.assign(new ListEventsQueryDto(), query, { resourceId: id }));
  }

  /** Announce that the clones of an image changed. */
  async announceClones(imageId: string): Promise<void> {
    for (const { id, name, state } of await this.records.findBy({ imageId })) {
      this.events.announce('instance', { id, name, state });
    }
  }

  /** Without a domain, autostart is only recorded, and set when the domain is defined again. */
  private async setAutostart({ id, name }: InstanceEntity, autostart: boolean): Promise<void> {
    const set = this.libvirt.withDomain(id, `set the autostart of ${name}`, async (domain) => {
      const isPersistent = await domain.isPersistent();
      requireDefinition({ isPersistent }, name, 'set the autostart of');
      await domain.setAutostart(autostart);
    });
    await orUndefined(set, VIR_ERR_NO_DOMAIN);
  }

  private toDto(instance: InstanceEntity): InstanceDto {
    return toInstanceDto(instance, this.shownStateOf(instance));
  }

  /** While libvirt is unavailable, every instance is `unknown`, never `stopped`. */
  private shownStateOf(instance: InstanceEntity): StateAndReason {
    if (!this.libvirt.isConnected) return { state: 'unknown', reason: 'libvirt is unavailable' };
    const recorded = { state: instance.state, reason: instance.stateReason };
    const isActive = instance.facts?.isActive ?? false;
    const shown = withIntent(recorded, this.sync.intentOf(instance.id), isActive);
    if (shown.state === recorded.state) return recorded;
    const running = this.operations.waitsFor(instance.id);
    return running ? { ...shown, reason: `waiting for the ${labelOf(running)} to finish` } : shown;
  }

  /** The condition for instances that are shown in a state. Intents are shown, but not recorded yet. */
  private async whereShownAs(listed: ListedState): Promise<FindOptionsWhere<InstanceEntity>> {
    if (listed === 'saved') {
      return { ...(await this.whereShownAs('stopped')), facts: hasSavedState() };
    }
    const state = listed;
    if (!this.libvirt.isConnected) return state === 'unknown' ? {} : { id: In([]) };
    const ids = this.sync.idsWithIntent();
    const busy = ids.length > 0 ? await this.records.findBy({ id: In(ids) }) : [];
    const others = busy.filter((each) => this.shownStateOf(each).state !== each.state);
    if (others.length === 0) return { state };
    const shown = others.filter((each) => this.shownStateOf(each).state === state);
    return {
      state: Raw(
        (column) => {
          const id = column.replace(/state(\W?)$/, 'id$1');
          return `((${column} = :state AND ${id} NOT IN (:...others)) OR ${id} IN (:...shown))`;
        },
        {
          state,
          others: others.map(({ id }) => id),
          // TypeORM expands an empty list to invalid SQL.
          shown: ['', ...shown.map(({ id }) => id)],
        },
      ),
    };
  }
}

/** `instance.publish` gives "publish". */
function labelOf(kind: OperationKind): string {
  return kind.replace(/^.*\./, '');
}

/** Facts are stored as JSON. */
function hasSavedState(): FindOperator<DomainFacts> {
  return Raw((column) => `json_extract(${column}, '$.hasSavedState')`);
}

/** The fields of a request whose values differ from the record. */
function changedFields(instance: InstanceEntity, dto: UpdateInstanceDto): string[] {
  const fields = ['description', 'tags', 'notes', 'isProtected', 'autostart'] as const;
  return fields.filter(
    (field) =>
      dto[field] !== undefined && JSON.stringify(dto[field]) !== JSON.stringify(instance[field]),
  );
}

/** The reference to a record, which is given by id or name. Not a join, which TypeORM cannot sort by. */
function isIdOf(table: 'image' | 'flavour', idOrName: string): FindOperator<string> {
  const column = 'id' in byIdOrName(idOrName) ? 'id' : 'name';
  return Raw(
    (reference) => `${reference} = (SELECT id FROM ${table} WHERE ${column} = :${table})`,
    {
      [table]: idOrName,
    },
  );
}

import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Not } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { describeChanges, describeLiveChanges } from '../../domain-xml/domain-changes.js';
import { type DomainSummary, summarizeDomain } from '../../domain-xml/domain-summary.js';
import { hasUserNic } from '../../domain-xml/user-nics.js';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { STATES_WITHOUT_DOMAIN } from '../model/states.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import type { ObservedDomain } from './domain-reader.js';

/** How many deleted snapshots an event names: there may be hundreds. */
const MAX_NAMED_DELETIONS = 10;
const MAX_NAME_LENGTH = 63;

/** What changed in a domain since its record was written. */
export interface DefinitionChanges {
  /** The changes as text. */
  readonly changes: readonly string[];
  /** The names of the new snapshots, oldest first, and the number of snapshots that the domain has now. */
  readonly newSnapshots?: { readonly names: readonly string[]; readonly count: number } | undefined;
  /** The id of another instance whose name this one took. It must be refreshed. */
  readonly renamedId?: string | undefined;
}

/** Update records to what their domains are defined with, and describe the changes. */
@Injectable()
export class DefinitionSync {
  /** Instances whose definition this server process has read before: later differences are changes since then. */
  private readonly known = new Set<string>();
  /** The last live XML of each guest, by id. Each start is a new run. */
  private readonly runs = new Map<string, { runId: number; xml: string; summary: DomainSummary }>();

  constructor(
    private readonly records: InstanceRecords,
    private readonly events: EventsService,
    private readonly metadata: InstanceMetadata,
  ) {}

  /** Update a record to its domain. The first reading of a definition reports only a rename. */
  async sync(instance: InstanceEntity, observed: ObservedDomain): Promise<DefinitionChanges> {
    const recorded = await this.records.definitionOf(instance.id);
    const result = await this.update(instance, recorded, observed);
    if (recorded !== null) return result;
    return { ...result, changes: result.changes.filter(isRename), newSnapshots: undefined };
  }

  /** Record changes from outside as events. Actions record their own events. */
  async recordEvents(
    { id, name }: InstanceEntity,
    { changes, newSnapshots }: DefinitionChanges,
  ): Promise<void> {
    const event = { resource: { type: 'instance', id, name }, actor: OUTSIDE_ACTOR } as const;
    if (changes.length > 0) {
      await this.events.record({ ...event, kind: 'instance.changed', details: { changes } });
    }
    if (!newSnapshots) return;
    const before = newSnapshots.count - newSnapshots.names.length;
    for (const [index, snapshot] of newSnapshots.names.entries()) {
      await this.events.record({
        ...event,
        kind: 'instance.snapshotted',
        details: { snapshot, snapshots: before + index + 1 },
      });
    }
  }

  /** Forget the live XML of a guest that is off. */
  endRun(id: string): void {
    this.runs.delete(id);
  }

  private async update(
    instance: InstanceEntity,
    recorded: string | null,
    observed: ObservedDomain,
  ): Promise<DefinitionChanges> {
    const changes: string[] = [];
    const { definition } = observed;
    if (definition !== undefined && definition !== recorded) {
      const after = summarizeDomain(definition);
      if (recorded !== null) changes.push(...describeChanges(summarizeDomain(recorded), after));
      const columns: Partial<InstanceEntity> = {
        ...(await this.columnsOf(instance, after)),
        firmware: after.firmware,
        networkMode: hasUserNic(definition) ? 'user' : 'other',
      };
      await this.records.update(instance.id, { definition, ...columns });
      Object.assign(instance, columns);
      await this.checkMetadata(instance.id, definition, after);
    }
    const { name } = observed.domain;
    let renamedId: string | undefined;
    // Also without a new definition: picostack and an operator may have renamed the domain at the same time.
    if (name !== instance.name) {
      if (!changes.some(isRename)) changes.unshift(`renamed ${instance.name} -> ${name}`);
      renamedId = await this.rename(instance, name);
    }
    changes.push(...this.liveChangesOf(instance.id, observed, changes));
    if (observed.autostart !== instance.autostart && definition !== undefined) {
      await this.updateColumns(instance, { autostart: observed.autostart });
      changes.push(observed.autostart ? 'starts with the host' : 'does not start with the host');
    }
    const { deletions, newSnapshots } = await this.syncSnapshots(instance, observed.snapshotNames);
    return { changes: [...changes, ...deletions], newSnapshots, renamedId };
  }

  /**
   * Record the name of a domain. If another record still has that name, it gets a different one: its own domain was
   * renamed too, or no longer exists.
   * @returns the id of that other instance
   */
  private async rename(instance: InstanceEntity, name: string): Promise<string | undefined> {
    const holder = await this.records.findOneBy({ name, id: Not(instance.id) });
    const suffix = `-${holder?.id.slice(0, 8)}`;
    const newName = `${name.slice(0, MAX_NAME_LENGTH - suffix.length)}${suffix}`;
    await inTransaction(this.records.manager, async (manager) => {
      if (holder) await manager.update(InstanceEntity, holder.id, { name: newName });
      await manager.update(InstanceEntity, instance.id, { name });
    });
    instance.name = name;
    // If the other instance has a domain, its refresh reports the name that the domain has.
    if (holder && STATES_WITHOUT_DOMAIN.includes(holder.state)) {
      await this.events.record({
        kind: 'instance.changed',
        resource: { type: 'instance', id: holder.id, name: newName },
        actor: OUTSIDE_ACTOR,
        details: { changes: [`renamed ${name} -> ${newName}: another domain now has the name`] },
      });
    }
    return holder?.id;
  }

  /** Compare all names: the current snapshot may be an older one that an operator reverted to, or none. */
  private async syncSnapshots(
    instance: InstanceEntity,
    names: readonly string[],
  ): Promise<{ deletions: string[]; newSnapshots: DefinitionChanges['newSnapshots'] }> {
    const before = instance.snapshotNames;
    if (isDeepStrictEqual(before, names)) return { deletions: [], newSnapshots: undefined };
    await this.updateColumns(instance, { snapshotNames: [...names] });
    if (before === null) return { deletions: [], newSnapshots: undefined };
    const present = new Set(names);
    const former = new Set(before);
    const deleted = before.filter((name) => !present.has(name));
    const added = names.filter((name) => !former.has(name));
    return {
      deletions: describeDeletions(before.length, deleted),
      newSnapshots: added.length > 0 ? { names: added, count: names.length } : undefined,
    };
  }

  /**
   * Have the metadata written again if an operator removed it, or reverted to a snapshot with older metadata. When the
   * server has just started, other differences stay: the database may be an older copy.
   */
  private async checkMetadata(
    id: string,
    definition: string,
    summary: DomainSummary,
  ): Promise<void> {
    const isRemoved = summary.owner?.id !== summary.uuid;
    const isKnown = this.known.has(id);
    this.known.add(id);
    if (!isRemoved && (!isKnown || (await this.metadata.isUpToDate(id, definition)))) return;
    await this.metadata.markPending(id);
  }

  private liveChangesOf(
    id: string,
    { running }: ObservedDomain,
    definedChanges: readonly string[],
  ): string[] {
    const last = this.runs.get(id);
    if (!running) {
      this.runs.delete(id);
      return [];
    }
    if (last?.xml === running.xml) return [];
    const summary = summarizeDomain(running.xml);
    this.runs.set(id, { ...running, summary });
    if (last?.runId !== running.runId) return [];
    return describeLiveChanges(last.summary, summary)
      .filter((change) => !definedChanges.includes(change))
      .map((change) => `${change} (running guest only)`);
  }

  private async columnsOf(
    { id, mac }: InstanceEntity,
    { currentMemoryKiB, vcpus, firstNic }: DomainSummary,
  ): Promise<Partial<InstanceEntity>> {
    const newMac = firstNic?.mac ?? null;
    // A copy of the XML of another domain can contain its address, but the records have each address once.
    const isTaken = newMac !== null && (await this.records.existsBy({ mac: newMac, id: Not(id) }));
    return {
      // The memory that the guest gets; the maximum can be higher.
      memoryMiB: Math.round(currentMemoryKiB / 1024),
      vcpus,
      mac: isTaken ? mac : newMac,
    };
  }

  private async updateColumns(
    instance: InstanceEntity,
    columns: Partial<InstanceEntity>,
  ): Promise<void> {
    await this.records.update(instance.id, columns);
    Object.assign(instance, columns);
  }
}

/** A rename is the only change that the first reading of a definition can show. */
function isRename(change: string): boolean {
  return change.startsWith('renamed ');
}

/** @example ['snapshots 3 -> 1', 'snapshots "b", "c" deleted'] */
function describeDeletions(before: number, deleted: readonly string[]): string[] {
  if (deleted.length === 0) return [];
  const named = deleted.slice(0, MAX_NAMED_DELETIONS).map((name) => `"${name}"`);
  const others = deleted.length - named.length;
  const names = `${named.join(', ')}${others > 0 ? ` and ${others} others` : ''}`;
  return [
    `snapshots ${before} -> ${before - deleted.length}`,
    `${deleted.length === 1 ? 'snapshot' : 'snapshots'} ${names} deleted`,
  ];
}

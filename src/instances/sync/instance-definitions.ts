import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isDeepStrictEqual } from 'node:util';
import { Not, type Repository } from 'typeorm';
import { describeChanges, describeLiveChanges } from '../../domain-xml/domain-changes.js';
import { type DomainSummary, summarizeDomain } from '../../domain-xml/domain-summary.js';
import { hasUserNic } from '../../domain-xml/user-nics.js';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import type { ObservedDomain } from './domain-reader.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceNames } from '../records/instance-names.js';
import { InstanceEntity } from '../records/instance.entity.js';

/** How many snapshots that were deleted at once are named; there may be hundreds. */
const NAMED_DELETIONS = 10;

/** What a look at a domain brought to light. */
export interface DefinitionNews {
  /** In words. */
  readonly changes: readonly string[];
  /** Names of the snapshots that were taken, the oldest first, and how many there are now. */
  readonly taken?: { readonly names: readonly string[]; readonly count: number } | undefined;
  /** The id of another instance, whose name this one took: that one has to be looked at. */
  readonly displacedId?: string | undefined;
}

/** Keeps the records true to what their domains are defined with, and says what was changed. */
@Injectable()
export class InstanceDefinitions {
  /** Instances whose definition this run of the server has read before: what differs from then on was changed since. */
  private readonly followed = new Set<string>();
  /** What each guest ran with when it was last looked at; a guest that starts anew is a new run. */
  private readonly runs = new Map<string, { runId: number; xml: string; summary: DomainSummary }>();

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly events: EventsService,
    private readonly names: InstanceNames,
    private readonly metadata: InstanceMetadata,
  ) {}

  /** Compares a domain with its record, and brings the record up to date. What is read for the first time is no news. */
  async follow(instance: InstanceEntity, observed: ObservedDomain): Promise<DefinitionNews> {
    const isFirst = instance.definition === null;
    const news = await this.compare(instance, observed);
    if (!isFirst) return news;
    return { ...news, changes: news.changes.filter(isRename), taken: undefined };
  }

  private async compare(
    instance: InstanceEntity,
    observed: ObservedDomain,
  ): Promise<DefinitionNews> {
    const changes: string[] = [];
    if (observed.definition !== undefined && observed.definition !== instance.definition) {
      const after = summarizeDomain(observed.definition);
      if (instance.definition !== null) {
        changes.push(...describeChanges(summarizeDomain(instance.definition), after));
      }
      await this.update(instance, {
        definition: observed.definition,
        ...(await this.columnsOf(instance, after)),
        networkMode: hasUserNic(observed.definition) ? 'user' : 'other',
      });
      await this.keepMetadata(instance.id, observed.definition, after);
    }
    const { name } = observed.domain;
    let displacedId: string | undefined;
    // Not only with a new definition: a rename of ours may have met one of an operator's.
    if (name !== instance.name) {
      if (!changes.some(isRename)) changes.unshift(`renamed ${instance.name} -> ${name}`);
      displacedId = await this.names.follow(instance, name);
    }
    changes.push(...this.changesOfRun(instance.id, observed, changes));
    if (observed.autostart !== instance.autostart && observed.definition !== undefined) {
      await this.update(instance, { autostart: observed.autostart });
      changes.push(observed.autostart ? 'starts with the host' : 'does not start with the host');
    }
    const { deletions, taken } = await this.followSnapshots(instance, observed.snapshotNames);
    return { changes: [...changes, ...deletions], taken, displacedId };
  }

  /** Tells what was done outside; an action of picostack's tells by itself what it did. */
  async tell({ id, name }: InstanceEntity, { changes, taken }: DefinitionNews): Promise<void> {
    const about = { resource: { type: 'instance', id, name }, actor: OUTSIDE_ACTOR } as const;
    if (changes.length > 0) {
      await this.events.record({ ...about, kind: 'instance.changed', details: { changes } });
    }
    if (!taken) return;
    // One event each, also where several were taken between two looks.
    const before = taken.count - taken.names.length;
    for (const [index, snapshot] of taken.names.entries()) {
      await this.events.record({
        ...about,
        kind: 'instance.snapshotted',
        details: { snapshot, snapshots: before + index + 1 },
      });
    }
  }

  /** Compares names: the current snapshot may be an older one, that an operator reverted to, or none at all. */
  private async followSnapshots(
    instance: InstanceEntity,
    names: readonly string[],
  ): Promise<{ deletions: string[]; taken: DefinitionNews['taken'] }> {
    const before = instance.snapshotNames;
    if (isDeepStrictEqual(before, names)) return { deletions: [], taken: undefined };
    await this.update(instance, { snapshotNames: [...names] });
    if (before === null) return { deletions: [], taken: undefined };
    const now = new Set(names);
    const earlier = new Set(before);
    const deleted = before.filter((name) => !now.has(name));
    const added = names.filter((name) => !earlier.has(name));
    return {
      deletions: describeDeletions(before.length, deleted),
      taken: added.length > 0 ? { names: added, count: names.length } : undefined,
    };
  }

  /**
   * Has our own metadata written again where an operator took it out, or a snapshot brought an older one back. Of what
   * differs when a server has just started, the domain may know better: the database may be an older copy.
   */
  private async keepMetadata(id: string, definition: string, now: DomainSummary): Promise<void> {
    const isGone = now.owner?.id !== now.uuid;
    const wasFollowed = this.followed.has(id);
    this.followed.add(id);
    if (!isGone && (!wasFollowed || (await this.metadata.isUpToDate(id, definition)))) return;
    await this.metadata.markPending(id);
  }

  /** The guest is off, or gone. */
  endRun(id: string): void {
    this.runs.delete(id);
  }

  private changesOfRun(
    id: string,
    { running }: ObservedDomain,
    defined: readonly string[],
  ): string[] {
    const earlier = this.runs.get(id);
    if (!running) {
      this.runs.delete(id);
      return [];
    }
    if (earlier?.xml === running.xml) return [];
    const summary = summarizeDomain(running.xml);
    this.runs.set(id, { ...running, summary });
    if (earlier?.runId !== running.runId) return [];
    return describeLiveChanges(earlier.summary, summary)
      .filter((change) => !defined.includes(change))
      .map((change) => `${change}, while it runs`);
  }

  private async columnsOf(
    { id, mac }: InstanceEntity,
    { currentMemoryKiB, vcpus, firstNic }: DomainSummary,
  ): Promise<Partial<InstanceEntity>> {
    const newMac = firstNic?.mac ?? null;
    // A copy of another domain's XML may bring its address along; the records have each address once.
    const isTaken =
      newMac !== null && (await this.instances.existsBy({ mac: newMac, id: Not(id) }));
    return {
      // What the guest is given: an operator may have left room above it.
      memoryMiB: Math.round(currentMemoryKiB / 1024),
      vcpus,
      mac: isTaken ? mac : newMac,
    };
  }

  private async update(instance: InstanceEntity, columns: Partial<InstanceEntity>): Promise<void> {
    await this.instances.update(instance.id, columns);
    Object.assign(instance, columns);
  }
}

/** The name is recorded before a definition is. */
function isRename(change: string): boolean {
  return change.startsWith('renamed ');
}

/** @example ['snapshots 3 -> 1', 'snapshots "b", "c" deleted'] */
function describeDeletions(before: number, deleted: readonly string[]): string[] {
  if (deleted.length === 0) return [];
  const named = deleted.slice(0, NAMED_DELETIONS).map((name) => `"${name}"`);
  const others = deleted.length - named.length;
  const names = `${named.join(', ')}${others > 0 ? ` and ${others} others` : ''}`;
  return [
    `snapshots ${before} -> ${before - deleted.length}`,
    `${deleted.length === 1 ? 'snapshot' : 'snapshots'} ${names} deleted`,
  ];
}

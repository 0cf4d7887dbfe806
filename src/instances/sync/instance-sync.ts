import { Injectable, Logger } from '@nestjs/common';
import { Subject, filter, firstValueFrom, timeout } from 'rxjs';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { withRecordedReason } from '../model/domain-state.js';
import { type InstanceState, type Intent, withIntent } from '../model/states.js';
import { eventOfTransition } from '../model/transitions.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { type DefinitionChanges, DefinitionSync } from './definition-sync.js';
import { DomainReader, type DomainReading, readPendingSize } from './domain-reader.js';

/** An operation that is queued or running on an instance. */
interface PendingOperation {
  readonly intent: Intent | undefined;
  readonly actor: string;
}

/** Called after each refresh, before the callers of {@link InstanceSync.refresh} continue. */
export type RefreshListener = (instance: InstanceEntity, reading: DomainReading) => Promise<void>;

/** With these intents there is no domain yet, or will soon be none: its definition does not matter. */
const WITHOUT_DEFINITION: readonly (Intent | undefined)[] = ['cloning', 'trashed'];

/** Operations with these intents do not change the definition: a change of it comes from outside. */
const KEEPS_DEFINITION: readonly (Intent | undefined)[] = ['launched', 'terminating'];

/** States in which a new reason is worth an event: the domain was undefined, the saved state was deleted. */
const WITH_REASON_EVENTS: readonly InstanceState[] = ['running', 'stopped'];

/**
 * Update the records to what libvirt reports. Events of libvirt, the change poller and our own operations call
 * {@link refresh}. While an operation is running, its intent is shown until libvirt reports the result.
 */
@Injectable()
export class InstanceSync {
  private readonly logger = new Logger(InstanceSync.name);
  private readonly locks = new KeyedMutex();
  private readonly operations = new Map<string, PendingOperation>();
  /** The number of running operations that may change the definition, by instance id. */
  private readonly changing = new Map<string, number>();
  /** Refreshes that have not begun, by instance id: they will include everything that has happened until now. */
  private readonly queued = new Map<string, Promise<boolean>>();
  private readonly listeners: RefreshListener[] = [];
  private readonly refreshed = new Subject<InstanceEntity>();

  constructor(
    private readonly records: InstanceRecords,
    private readonly reader: DomainReader,
    private readonly definitions: DefinitionSync,
    private readonly events: EventsService,
  ) {}

  /** Call a function after each refresh of an instance. */
  onRefresh(listener: RefreshListener): void {
    this.listeners.push(listener);
  }

  /** The state that an operation on the instance is working towards. */
  intentOf(id: string): Intent | undefined {
    return this.operations.get(id)?.intent;
  }

  /** The ids of the instances on which an operation is queued or running. */
  idsWithIntent(): string[] {
    return [...this.operations.keys()];
  }

  /** Whether an operation on the instance is queued or running. */
  isBusy(id: string): boolean {
    return this.operations.has(id) || this.changing.has(id);
  }

  /** Who requested the operation on the instance; `outside` if there is none. */
  actorOf(id: string): string {
    return this.operations.get(id)?.actor ?? OUTSIDE_ACTOR;
  }

  /** Show an intent until {@link endIntent}. */
  setIntent(id: string, intent: Intent | undefined, actor: string): void {
    // An operation without an intent does not hide the intent of another one.
    if (intent === undefined && this.intentOf(id) !== undefined) return;
    this.operations.set(id, { intent, actor });
  }

  /** End an intent, unless another one has replaced it. */
  endIntent(id: string, intent: Intent | undefined): void {
    if (this.operations.get(id)?.intent === intent) this.operations.delete(id);
  }

  /**
   * Read the domain of an instance, update its record, and announce what changed. A call during another one for the same
   * instance waits for one further refresh: a single start causes several events.
   * @returns false if there is no such instance
   */
  refresh(id: string): Promise<boolean> {
    const queued = this.queued.get(id);
    if (queued) return queued;
    const refresh = this.locks.run(id, () => {
      this.queued.delete(id);
      return this.refreshNow(id);
    });
    this.queued.set(id, refresh);
    return refresh;
  }

  /** Until {@link endWork}, changes of the definition are our own, unless the intent is to start or stop. */
  beginWork(id: string, intent: Intent | undefined, actor: string): void {
    this.setIntent(id, intent, actor);
    if (!KEEPS_DEFINITION.includes(intent)) {
      this.changing.set(id, (this.changing.get(id) ?? 0) + 1);
    }
  }

  /** Update the record to the changes of the operation, and show the state that libvirt reports again. */
  endWork(id: string, intent: Intent | undefined): Promise<void> {
    return this.locks.run(id, async () => {
      try {
        if (!KEEPS_DEFINITION.includes(intent) && intent !== 'trashed')
          await this.syncOwnChanges(id);
      } finally {
        if (!KEEPS_DEFINITION.includes(intent)) this.endChanging(id);
        this.endIntent(id, intent);
      }
      await this.refreshNow(id);
    });
  }

  /** Change a domain and its record together. The lock prevents a refresh that would report the change as external. */
  withSyncLock<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.locks.run(id, work);
  }

  /**
   * Wait until an instance has no QEMU process.
   * @returns false if the limit passed first
   */
  async waitUntilOff(id: string, limitMs: number): Promise<boolean> {
    const isOff = this.refreshed.pipe(
      filter((instance) => instance.id === id && !(instance.facts?.isActive ?? false)),
      timeout(limitMs),
    );
    const waiting = firstValueFrom(isOff).then(
      () => true,
      () => false,
    );
    // It may be off already. Subscribe first, so that this refresh is not missed.
    await this.refresh(id);
    return waiting;
  }

  private async refreshNow(id: string): Promise<boolean> {
    const instance = await this.records.load(id);
    if (!instance) {
      this.reader.forget(id);
      return false;
    }
    const reading = await this.reader.read(id);
    if (!WITHOUT_DEFINITION.includes(this.intentOf(id))) {
      const changes = await this.syncDefinition(instance, reading);
      // An operation records its own event.
      if (!this.changing.has(id)) await this.definitions.recordEvents(instance, changes);
    }
    await this.syncFacts(instance, reading);
    await this.syncState(instance, reading);
    for (const listener of this.listeners) await listener(instance, reading);
    await this.syncPendingSize(instance, reading);
    this.refreshed.next(instance);
    return true;
  }

  private endChanging(id: string): void {
    const left = (this.changing.get(id) ?? 0) - 1;
    if (left > 0) this.changing.set(id, left);
    else this.changing.delete(id);
  }

  private async syncOwnChanges(id: string): Promise<void> {
    const instance = await this.records.load(id);
    if (instance) await this.syncDefinition(instance, await this.reader.read(id));
  }

  private async syncDefinition(
    instance: InstanceEntity,
    { observed }: DomainReading,
  ): Promise<DefinitionChanges> {
    if (!observed) {
      this.definitions.endRun(instance.id);
      return { changes: [] };
    }
    const changes = await this.definitions.sync(instance, observed);
    const { renamedId } = changes;
    if (renamedId !== undefined) {
      // Not awaited: the refresh of that instance may be waiting for this one.
      this.refresh(renamedId).catch((error: unknown) =>
        this.logger.error(`Reading the domain of ${renamedId} failed`, error),
      );
    }
    return changes;
  }

  /** Called before the state changes, so that clients that are notified of the state also find its facts. */
  private async syncFacts(instance: InstanceEntity, { facts }: DomainReading): Promise<void> {
    if (JSON.stringify(facts) === JSON.stringify(instance.facts)) return;
    await this.records.update(instance.id, { facts });
    const { id, name, state } = Object.assign(instance, { facts });
    this.events.announce('instance', { id, name, state });
  }

  private async syncState(instance: InstanceEntity, reading: DomainReading): Promise<void> {
    const recorded = { state: instance.state, reason: instance.stateReason };
    const actual = withRecordedReason(reading.actual, recorded);
    const isActive = reading.facts?.isActive ?? false;
    const { state, reason } = withIntent(actual, this.intentOf(instance.id), isActive);
    if (state !== instance.state || reason !== instance.stateReason) {
      await this.changeState(instance, state, reason);
    }
  }

  private async syncPendingSize(
    instance: InstanceEntity,
    { observed }: DomainReading,
  ): Promise<void> {
    const pendingSize = observed?.running ? await readPendingSize(observed.domain) : null;
    if (JSON.stringify(pendingSize) === JSON.stringify(instance.pendingSize)) return;
    const { id, name, state } = Object.assign(instance, { pendingSize });
    await this.records.update(id, { pendingSize });
    this.events.announce('instance', { id, name, state });
  }

  private async changeState(
    instance: InstanceEntity,
    state: InstanceState,
    reason: string | null,
  ): Promise<void> {
    const { id, name, state: former } = instance;
    const kind = eventOfTransition(former, state);
    const change = {
      state,
      stateReason: reason,
      ...(kind === 'instance.started' && { startedAt: new Date().toISOString(), lastError: null }),
    };
    await this.records.update(id, change);
    Object.assign(instance, change);
    const event = { resource: { type: 'instance', id, name }, actor: this.actorOf(id) } as const;
    if (kind) {
      await this.events.record({ ...event, kind, cause: reason, details: { state } });
    } else if (former === state && reason !== null && WITH_REASON_EVENTS.includes(state)) {
      const details = { changes: [reason] };
      await this.events.record({ ...event, kind: 'instance.changed', details });
    } else {
      this.events.announce('instance', { id, name, state });
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Subject, filter, firstValueFrom, timeout } from 'rxjs';
import type { Repository } from 'typeorm';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import type { DomainLook } from './domain-reader.js';
import { DomainReader } from './domain-reader.js';
import { type Intent, withIntent } from '../model/states.js';
import { withRecordedReason } from '../model/domain-state.js';
import { type DefinitionNews, InstanceDefinitions } from './instance-definitions.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstancePorts } from '../ports/instance-ports.js';
import { readPendingSize } from './pending-size.js';
import type { InstanceState } from '../model/states.js';
import { eventOfTransition } from '../model/transitions.js';

/** Work of ours that is under way on an instance. */
interface OwnWork {
  readonly intent: Intent | undefined;
  readonly actor: string;
}

/** While these are under way there is no domain yet, or soon will be none: what it is defined with says nothing. */
const HALF_THERE: readonly (Intent | undefined)[] = ['cloning', 'trashed'];

/** Work that turns guests on and off; what is edited meanwhile was edited by somebody else. */
const KEEPS_DEFINITION: readonly (Intent | undefined)[] = ['launched', 'terminating'];

/** States in which a new reason is news: it was undefined while it runs, what was saved of it is gone. */
const SETTLED: readonly InstanceState[] = ['running', 'stopped'];

/**
 * Keeps the records true to libvirt: whoever hears that something happened to a domain has it re-read here. What
 * picostack itself is about to do is an intent, shown until libvirt tells what came of it.
 */
@Injectable()
export class InstanceSync {
  private readonly logger = new Logger(InstanceSync.name);
  private readonly locks = new KeyedMutex();
  private readonly intents = new Map<string, OwnWork>();
  /** Work under way that may change what a domain is defined with, by the instance's id. */
  private readonly changing = new Map<string, number>();
  /** Looks that have not begun, by the instance's id: they will see whatever has happened by now. */
  private readonly waiting = new Map<string, Promise<boolean>>();
  private readonly refreshed = new Subject<InstanceEntity>();

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly reader: DomainReader,
    private readonly definitions: InstanceDefinitions,
    private readonly events: EventsService,
    private readonly ports: InstancePorts,
  ) {}

  /** What an operation of ours is about to do with the instance, if any. */
  intentOf(id: string): Intent | undefined {
    return this.intents.get(id)?.intent;
  }

  /** The instances that an operation of ours is asked for on, or under way. */
  idsWithIntent(): string[] {
    return [...this.intents.keys()];
  }

  /** Whether work of ours on the instance is asked for, or under way. */
  isBusy(id: string): boolean {
    return this.intents.has(id) || this.changing.has(id);
  }

  /** Who asked for the work that is under way; `outside` where there is none. */
  actorOf(id: string): string {
    return this.intents.get(id)?.actor ?? OUTSIDE_ACTOR;
  }

  /** From now on until {@link endIntent}, this is what we are about to do, and who asked for it. */
  setIntent(id: string, intent: Intent | undefined, actor: string): void {
    // Work that shows nothing of its own does not hide what was asked for behind it.
    if (intent === undefined && this.intentOf(id) !== undefined) return;
    this.intents.set(id, { intent, actor });
  }

  /** Ends an intent, unless another has taken its place. */
  endIntent(id: string, intent: Intent | undefined): void {
    if (this.intents.get(id)?.intent === intent) this.intents.delete(id);
  }

  /**
   * Re-reads one instance from libvirt; records and announces what changed. Strangers' domains are passed over.
   * A start alone is told of by several events: whoever asks while a look waits for its turn is answered by that one.
   * @returns whether it is an instance
   */
  refresh(id: string): Promise<boolean> {
    const waiting = this.waiting.get(id);
    if (waiting) return waiting;
    const look = this.locks.run(id, () => {
      this.waiting.delete(id);
      return this.look(id);
    });
    this.waiting.set(id, look);
    return look;
  }

  /** From now on until {@link endWork}, what changes of the domain's definition is our own doing. */
  beginWork(id: string, intent: Intent | undefined, actor: string): void {
    this.setIntent(id, intent, actor);
    if (!KEEPS_DEFINITION.includes(intent)) {
      this.changing.set(id, (this.changing.get(id) ?? 0) + 1);
    }
  }

  /** The work is over: what it changed of the definition is taken into the record, and the state is libvirt's again. */
  endWork(id: string, intent: Intent | undefined): Promise<void> {
    return this.locks.run(id, async () => {
      try {
        if (!KEEPS_DEFINITION.includes(intent) && intent !== 'trashed') await this.followWork(id);
      } finally {
        if (!KEEPS_DEFINITION.includes(intent)) this.endChanging(id);
        this.endIntent(id, intent);
      }
      await this.look(id);
    });
  }

  /** Changes a domain and its record together: nobody looks in between and takes it for a change from outside. */
  withSyncLock<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.locks.run(id, work);
  }

  /**
   * Waits until an instance has no QEMU process.
   * @returns whether that happened within the limit
   */
  async waitUntilOff(id: string, limitMs: number): Promise<boolean> {
    const reached = this.refreshed.pipe(
      filter((instance) => instance.id === id && !(instance.facts?.isActive ?? false)),
      timeout(limitMs),
    );
    const waiting = firstValueFrom(reached).then(
      () => true,
      () => false,
    );
    // It may be there already: whoever waits must have subscribed before this look.
    await this.refresh(id);
    return waiting;
  }

  private async look(id: string): Promise<boolean> {
    const instance = await this.find(id);
    if (!instance) {
      this.reader.forget(id);
      return false;
    }
    const read = await this.reader.read(id);
    if (!HALF_THERE.includes(this.intentOf(id))) {
      const news = await this.followDefinition(instance, read);
      // An action of ours tells by itself what it did.
      if (!this.changing.has(id)) await this.definitions.tell(instance, news);
    }
    await this.followFacts(instance, read);
    await this.followState(instance, read);
    await this.notePendingSize(instance, read);
    this.refreshed.next(instance);
    return true;
  }

  private endChanging(id: string): void {
    const left = (this.changing.get(id) ?? 0) - 1;
    if (left > 0) this.changing.set(id, left);
    else this.changing.delete(id);
  }

  private async followWork(id: string): Promise<void> {
    const instance = await this.find(id);
    if (instance) await this.followDefinition(instance, await this.reader.read(id));
  }

  private find(id: string): Promise<InstanceEntity | null> {
    return this.instances.findOne({ where: { id }, relations: { ports: true } });
  }

  private async followDefinition(
    instance: InstanceEntity,
    { observed }: DomainLook,
  ): Promise<DefinitionNews> {
    if (!observed) {
      this.definitions.endRun(instance.id);
      return { changes: [] };
    }
    const news = await this.definitions.follow(instance, observed);
    const { displacedId } = news;
    if (displacedId !== undefined) {
      // Not awaited: that one may be looking for the name of this one.
      this.refresh(displacedId).catch((error: unknown) =>
        this.logger.error(`Reading the domain of ${displacedId} failed`, error),
      );
    }
    return news;
  }

  /** Before the state: whoever is told of that finds the facts that belong to it. */
  private async followFacts(instance: InstanceEntity, { facts }: DomainLook): Promise<void> {
    if (JSON.stringify(facts) === JSON.stringify(instance.facts)) return;
    await this.instances.update(instance.id, { facts });
    const { id, name, state } = Object.assign(instance, { facts });
    this.events.announce('instance', { id, name, state });
  }

  private async followState(instance: InstanceEntity, read: DomainLook): Promise<void> {
    const known = { state: instance.state, reason: instance.stateReason };
    const actual = withRecordedReason(read.actual, known);
    const isActive = read.facts?.isActive ?? false;
    const { state, reason } = withIntent(actual, this.intentOf(instance.id), isActive);
    if (state !== instance.state || reason !== instance.stateReason) {
      await this.move(instance, state, reason);
    }
    const running = read.observed?.running;
    if (!read.observed || !running) await this.ports.markClosed(instance);
    // While libvirt sets a guest up, QEMU does not answer yet.
    else if (actual.state !== 'launched') {
      await this.ports.openForRun(instance, read.observed.domain, running.xml);
    }
  }

  /** What the next start would change is told while the guest runs, whoever changed its definition. */
  private async notePendingSize(instance: InstanceEntity, { observed }: DomainLook): Promise<void> {
    const pendingSize = observed?.running ? await readPendingSize(observed.domain) : null;
    if (JSON.stringify(pendingSize) === JSON.stringify(instance.pendingSize)) return;
    const { id, name, state } = Object.assign(instance, { pendingSize });
    await this.instances.update(id, { pendingSize });
    this.events.announce('instance', { id, name, state });
  }

  private async move(
    instance: InstanceEntity,
    state: InstanceState,
    reason: string | null,
  ): Promise<void> {
    const isSame = instance.state === state;
    const kind = eventOfTransition(instance.state, state);
    const started = kind === 'instance.started';
    const change = {
      state,
      stateReason: reason,
      ...(started && { startedAt: new Date().toISOString(), lastError: null }),
    };
    await this.instances.update(instance.id, change);
    Object.assign(instance, change);
    const resource = { type: 'instance' as const, id: instance.id, name: instance.name };
    const actor = this.actorOf(instance.id);
    if (kind)
      await this.events.record({ kind, resource, actor, cause: reason, details: { state } });
    else if (isSame && reason !== null && SETTLED.includes(state)) {
      const details = { changes: [reason] };
      await this.events.record({ kind: 'instance.changed', resource, actor, details });
    } else this.events.announce('instance', { id: instance.id, name: instance.name, state });
  }
}

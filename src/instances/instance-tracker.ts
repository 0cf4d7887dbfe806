import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Subject, filter, firstValueFrom, timeout } from 'rxjs';
import type { Repository } from 'typeorm';
import { KeyedMutex } from '../common/mutex.js';
import { EventsService, OUTSIDE_ACTOR } from '../events/events.service.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
} from '../libvirt/index.js';
import { type Intent, type StateAndReason, fromDomainState, withIntent } from './domain-state.js';
import { InstanceEntity } from './instance.entity.js';
import { InstancePorts } from './instance-ports.js';
import { readPendingSize } from './pending-size.js';
import type { InstanceState } from './states.js';
import { eventOfTransition } from './transitions.js';

const MISSING: StateAndReason = {
  state: 'missing',
  reason: 'its domain was undefined outside of picostack',
};

/**
 * Keeps the state of the instances true: each event of libvirt's leads to a re-read of that domain, each (re)connect
 * to a re-read of all. What picostack itself is about to do is an intent, shown until libvirt tells what came of it.
 */
@Injectable()
export class InstanceTracker {
  private readonly logger = new Logger(InstanceTracker.name);
  private readonly locks = new KeyedMutex();
  private readonly intents = new Map<string, { intent: Intent | undefined; actor: string }>();
  private readonly refreshed = new Subject<InstanceEntity>();

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly events: EventsService,
    private readonly ports: InstancePorts,
  ) {}

  /** Registers for libvirt's events, then re-reads every instance: nothing that happens in between is lost. */
  async follow(): Promise<void> {
    const look = ({ domain }: { readonly domain: Domain }): void => {
      this.refresh(domain.uuid).catch((error: unknown) =>
        this.logger.error(`Reading the domain ${domain.name} failed`, error),
      );
    };
    await this.libvirt.call('follow the domains', async (connection) => {
      await connection.domainEventRegister(VIR_DOMAIN_EVENT_ID_LIFECYCLE, look);
      await connection.domainEventRegister(VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, look);
    });
    const ids = await this.instances.find({ select: { id: true } });
    await Promise.all(ids.map(({ id }) => this.refresh(id)));
  }

  /** What an operation of ours is about to do with the instance, if any. */
  intentOf(id: string): Intent | undefined {
    return this.intents.get(id)?.intent;
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

  /** Re-reads one instance from libvirt; records and announces what changed. Strangers' domains are passed over. */
  refresh(id: string): Promise<void> {
    return this.locks.run(id, async () => {
      const instance = await this.instances.findOne({ where: { id }, relations: { ports: true } });
      if (!instance) return;
      const { domain, actual } = await this.read(id);
      const { state, reason } = withIntent(actual, this.intents.get(id)?.intent);
      if (state !== instance.state || reason !== instance.stateReason) {
        await this.move(instance, state, reason);
      }
      await this.notePendingSize(instance, isOn(actual.state) ? domain : undefined);
      if (domain && actual.state === 'running') await this.ports.open(instance, domain);
      else if (actual.state !== 'paused') await this.ports.markClosed(instance);
      this.refreshed.next(instance);
    });
  }

  /**
   * Waits until an instance is in one of these states.
   * @returns whether it came to be within the limit
   */
  async waitFor(id: string, states: readonly InstanceState[], limitMs: number): Promise<boolean> {
    const reached = this.refreshed.pipe(
      filter((instance) => instance.id === id && states.includes(instance.state)),
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

  /** What the next start would change is told while the guest runs, whoever changed its definition. */
  private async notePendingSize(instance: InstanceEntity, domain?: Domain): Promise<void> {
    const pendingSize = domain ? await readPendingSize(domain) : null;
    if (JSON.stringify(pendingSize) === JSON.stringify(instance.pendingSize)) return;
    const { id, name, state } = Object.assign(instance, { pendingSize });
    await this.instances.update(id, { pendingSize });
    this.events.announce('instance', { id, name, state });
  }

  private async read(id: string): Promise<{ domain?: Domain; actual: StateAndReason }> {
    try {
      return await this.libvirt.call('read the domain', async (connection) => {
        const domain = await connection.domainLookupByUUID(id);
        const { state, reason } = await domain.getState();
        return { domain, actual: fromDomainState(state, reason) };
      });
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return { actual: MISSING };
      throw error;
    }
  }

  private async move(
    instance: InstanceEntity,
    state: InstanceState,
    reason: string | null,
  ): Promise<void> {
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
    const actor = this.intents.get(instance.id)?.actor ?? OUTSIDE_ACTOR;
    if (kind) await this.events.record({ kind, resource, actor, details: { state, reason } });
    else this.events.announce('instance', { id: instance.id, name: instance.name, state });
  }
}

/** Whether QEMU runs, and has a size. */
function isOn(state: InstanceState): boolean {
  return state === 'running' || state === 'paused' || state === 'terminating';
}

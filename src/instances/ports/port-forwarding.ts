import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import { randomUUID } from 'node:crypto';
import type { EntityManager, Repository } from 'typeorm';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import { inTransaction } from '../../database/transaction.js';
import { findUserNetdev } from '../../domain-xml/user-nics.js';
import type { PortView } from '../../domain-xml/views.js';
import { EventsService } from '../../events/events.service.js';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import { type Domain, LibvirtService } from '../../libvirt/index.js';
import { collide, formatEndpoint } from '../../networks/host-endpoint.js';
import { type EndpointRequest, PortAllocator } from '../../networks/port-allocator.js';
import {
  type ForwardFailure,
  UserForwarder,
  describeFailures,
} from '../../networks/user-forwarder.js';
import { InstanceEntity, PortMappingEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import type { DomainReading } from '../sync/domain-reader.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** A port mapping to add. */
export interface PortRequest extends EndpointRequest {
  readonly guestPort: number;
}

/** Find free host ports for the mappings of an instance, without storing them. */
export type AllocatePorts = (
  instanceId: string,
  requests: readonly PortRequest[],
) => Promise<PortMappingEntity[]>;

/** A mapping that could not be restored, by its index in the list. */
export interface RefusedMapping {
  readonly index: number;
  readonly message: string;
}

/** One run of a guest, and the mappings whose host ports are not open yet. */
interface GuestRun {
  /** libvirt gives each run of a domain a new id. */
  readonly runId: number;
  /** The network backend of the ports. It changes when the network card is attached again. */
  readonly netdev: string | undefined;
  failures: readonly ForwardFailure<PortMappingEntity>[];
  retry: NodeJS.Timeout | undefined;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * Store port mappings, and open and close their host ports. The ports of a guest are opened once in each of its runs. A
 * port that cannot be opened is tried again while the guest is running. Forwards without a mapping belong to an
 * operator, and stay.
 */
@Injectable()
export class PortForwarding implements OnModuleDestroy {
  private readonly logger = new Logger(PortForwarding.name);
  private readonly allocation = new Mutex();
  /** One open or close at a time, by instance id. */
  private readonly locks = new KeyedMutex();
  private readonly runs = new Map<string, GuestRun>();

  constructor(
    @InjectRepository(PortMappingEntity) private readonly mappings: Repository<PortMappingEntity>,
    private readonly records: InstanceRecords,
    private readonly allocator: PortAllocator,
    private readonly forwarder: UserForwarder,
    private readonly events: EventsService,
    private readonly libvirt: LibvirtService,
    sync: InstanceSync,
  ) {
    sync.onRefresh((instance, reading) => this.follow(instance, reading));
    // While libvirt was unavailable, a guest may have ended, and another run may have begun with the same id.
    libvirt.onConnect(() => Promise.resolve(this.forgetRuns()));
  }

  onModuleDestroy(): void {
    this.forgetRuns();
  }

  /** Find free host ports and store the mappings. @throws ConflictError if a host port is taken */
  reserve(instanceId: string, requests: readonly PortRequest[]): Promise<PortMappingEntity[]> {
    return this.withFreePorts(async (allocate) => {
      const mappings = await allocate(instanceId, requests);
      await this.change(instanceId, (manager) => manager.insert(PortMappingEntity, mappings));
      return mappings;
    });
  }

  /**
   * Run work that stores port mappings. Until the work ends, no other request gets the host ports that `allocate`
   * finds. `allocate` throws a ConflictError if a host port is taken.
   */
  withFreePorts<T>(work: (allocate: AllocatePorts) => Promise<T>): Promise<T> {
    return this.allocation.runExclusive(async () => {
      const taken = await this.mappings.find();
      return work(async (instanceId, requests) => {
        if (requests.length === 0) return [];
        const endpoints = await this.allocator.allocate(requests, taken);
        const mappings = endpoints.map((endpoint, index) =>
          this.mappings.create({
            ...endpoint,
            id: randomUUID(),
            instanceId,
            guestPort: requests[index]?.guestPort ?? 0,
            active: false,
          }),
        );
        taken.push(...mappings);
        return mappings;
      });
    });
  }

  /**
   * Store an instance that is restored, and its mappings on the same host ports as before.
   * @returns the mappings whose host port another instance has now; they are not stored
   */
  insertRestored(
    instance: InstanceEntity,
    mappings: readonly PortView[],
  ): Promise<readonly RefusedMapping[]> {
    return this.allocation.runExclusive(async () => {
      const taken = await this.mappings.find({ relations: { instance: true } });
      const refused: RefusedMapping[] = [];
      const restored: PortMappingEntity[] = [];
      for (const [index, mapping] of mappings.entries()) {
        const holder = taken.find((each) => collide(each, mapping));
        if (holder) {
          const message = `the instance "${holder.instance.name}" has this host port; the mapping is left out`;
          refused.push({ index, message });
        } else {
          const fields = { id: randomUUID(), instanceId: instance.id, active: false };
          restored.push(this.mappings.create({ ...mapping, ...fields }));
        }
      }
      await inTransaction(this.mappings.manager, async (manager) => {
        await manager.insert(InstanceEntity, instance);
        if (restored.length > 0) await manager.insert(PortMappingEntity, restored);
      });
      // A run of this guest may be known from before its record was lost: open the ports again.
      this.endRun(instance.id);
      return refused;
    });
  }

  /** The mappings of an instance, in the order of their guest ports. */
  find(instanceId: string): Promise<PortMappingEntity[]> {
    return this.mappings.find({
      where: { instanceId },
      order: { guestPort: 'ASC', protocol: 'ASC' },
    });
  }

  /** Open one more host port of a running guest. @returns why it could not be opened */
  open(mapping: PortMappingEntity, running: Domain): Promise<ForwardFailure | undefined> {
    return this.locks.run(mapping.instanceId, async () => {
      const [failure] = await this.forwarder.add(running, [mapping]);
      if (!failure) await this.setActive(mapping, true);
      return failure;
    });
  }

  /** Delete a mapping, and close its host port if the guest is running. */
  remove(mapping: PortMappingEntity, running: Domain | undefined): Promise<void> {
    return this.locks.run(mapping.instanceId, async () => {
      if (running) await this.forwarder.remove(running, [mapping]);
      await this.change(mapping.instanceId, (manager) =>
        manager.delete(PortMappingEntity, mapping.id),
      );
      const run = this.runs.get(mapping.instanceId);
      if (run) run.failures = run.failures.filter(({ forward }) => forward.id !== mapping.id);
    });
  }

  /** Undo {@link remove}: store the mapping again, and open its host port if it was open. */
  async putBack(mapping: PortMappingEntity, running: Domain | undefined): Promise<void> {
    const wasOpen = mapping.active;
    mapping.active = false;
    await this.change(mapping.instanceId, (manager) => manager.insert(PortMappingEntity, mapping));
    if (running && wasOpen) await this.open(mapping, running);
  }

  /** Delete all mappings of an instance, and close their host ports if the guest is running. */
  removeAll(instanceId: string, running: Domain | undefined): Promise<void> {
    return this.locks.run(instanceId, async () => {
      this.endRun(instanceId);
      if (running) await this.forwarder.remove(running, await this.find(instanceId));
      await this.mappings.delete({ instanceId });
    });
  }

  /** Open the ports of a guest that is running, and mark those of a guest that is off as closed. */
  private async follow(
    instance: InstanceEntity,
    { observed, actual }: DomainReading,
  ): Promise<void> {
    if (!observed?.running) await this.markClosed(instance);
    // While libvirt is setting up the guest, QEMU does not respond yet.
    else if (actual.state !== 'launched') {
      await this.openForRun(instance, observed.domain, observed.running.xml);
    }
  }

  /** Open the ports once in each run, and again when the network card is attached again. A failure is recorded. */
  private openForRun(instance: InstanceEntity, domain: Domain, liveXml: string): Promise<void> {
    return this.locks.run(instance.id, async () => {
      const known = this.runs.get(instance.id);
      const netdev = findUserNetdev(liveXml);
      if (known?.runId === domain.id && known.netdev === netdev) return;
      this.endRun(instance.id);
      const run: GuestRun = { runId: domain.id, netdev, failures: [], retry: undefined };
      // Other networks do not forward host ports.
      const mappings = instance.networkMode === 'user' ? await this.find(instance.id) : [];
      run.failures = await this.forwarder.add(domain, mappings);
      if (run.failures.some(({ problem }) => problem === 'guestGone')) return;
      this.runs.set(instance.id, run);
      const closed = new Set(run.failures.map(({ forward }) => forward));
      for (const mapping of mappings) await this.setActive(mapping, !closed.has(mapping));
      instance.ports = mappings;
      await this.recordFailures(instance, run.failures);
      this.scheduleRetry(instance.id, run, FIRST_RETRY_MS);
    });
  }

  private async markClosed(instance: InstanceEntity): Promise<void> {
    this.endRun(instance.id);
    if (!instance.ports.some((mapping) => mapping.active)) return;
    await this.mappings.update({ instanceId: instance.id }, { active: false });
  }

  /** Change mappings, and mark the metadata as pending, so that it is written even if the server ends now. */
  private change(
    instanceId: string,
    work: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    return inTransaction(this.mappings.manager, async (manager) => {
      await work(manager);
      await manager.update(InstanceEntity, instanceId, { metadataPending: true });
    });
  }

  private async setActive(mapping: PortMappingEntity, active: boolean): Promise<void> {
    if (mapping.active === active) return;
    await this.mappings.update(mapping.id, { active });
    mapping.active = active;
  }

  private forgetRuns(): void {
    for (const id of this.runs.keys()) this.endRun(id);
  }

  private endRun(instanceId: string): void {
    clearTimeout(this.runs.get(instanceId)?.retry);
    this.runs.delete(instanceId);
  }

  /** Try again what failed, at growing intervals, until it is open or the run ends. */
  private scheduleRetry(instanceId: string, run: GuestRun, delayMs: number): void {
    if (run.failures.length === 0) return;
    run.retry = setTimeout(() => {
      this.retry(instanceId, run)
        .catch((error: unknown) => {
          // The refresh after the next connect opens them.
          if (error instanceof LibvirtUnavailableError) return;
          this.logger.warn(`Retrying to open the ports of ${instanceId} failed`, error);
        })
        .finally(() => {
          if (this.runs.get(instanceId) !== run) return;
          this.scheduleRetry(instanceId, run, Math.min(delayMs * 2, LAST_RETRY_MS));
        });
    }, delayMs).unref();
  }

  private retry(instanceId: string, run: GuestRun): Promise<void> {
    return this.locks.run(instanceId, async () => {
      if (this.runs.get(instanceId) !== run) return;
      const candidates: PortMappingEntity[] = [];
      for (const { forward, problem } of run.failures) {
        // Attaching a network card opens the ports again. Trying the port in the kernel costs less than asking QEMU.
        if (problem === 'noUserNetwork') continue;
        if (await this.forwarder.mayBeFree(forward)) candidates.push(forward);
      }
      if (candidates.length === 0) return;
      const failures = await this.libvirt.withDomain(instanceId, 'open a port', async (domain) =>
        domain.id === run.runId ? this.forwarder.add(domain, candidates) : undefined,
      );
      if (!failures) return;
      const closed = new Set(failures.map(({ forward }) => forward.id));
      const opened = candidates.filter(({ id }) => !closed.has(id));
      run.failures = run.failures.filter(({ forward }) => !opened.includes(forward));
      for (const mapping of opened) await this.setActive(mapping, true);
      if (opened.length > 0) await this.recordOpened(instanceId, opened, run.failures);
    });
  }

  private async recordFailures(
    instance: InstanceEntity,
    failures: readonly ForwardFailure[],
  ): Promise<void> {
    const lastError = describeFailures(failures);
    if (lastError === undefined || instance.lastError === lastError) return;
    instance.lastError = lastError;
    await this.records.update(instance.id, { lastError });
    await this.recordEvent(instance, { error: lastError });
  }

  private async recordOpened(
    instanceId: string,
    opened: readonly PortMappingEntity[],
    remaining: readonly ForwardFailure[],
  ): Promise<void> {
    const instance = await this.records.findOneBy({ id: instanceId });
    if (!instance) return;
    // Only an error about these ports is outdated.
    if (opened.some((mapping) => instance.lastError?.includes(` ${formatEndpoint(mapping)}`))) {
      await this.records.update(instanceId, { lastError: describeFailures(remaining) ?? null });
    }
    await this.recordEvent(instance, {
      portOpened: opened
        .map((mapping) => `${formatEndpoint(mapping)} -> ${mapping.guestPort}`)
        .join(', '),
    });
  }

  private recordEvent(
    { id, name }: InstanceEntity,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor: SYSTEM_ACTOR,
      details,
    });
  }
}

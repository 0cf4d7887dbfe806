import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import { findUserNetdev } from '../../domain-xml/user-nics.js';
import { EventsService } from '../../events/events.service.js';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import type { PortView } from '../../domain-xml/views.js';
import { type Domain, LibvirtService } from '../../libvirt/index.js';
import { collide, formatEndpoint } from '../../networks/host-endpoint.js';
import { type EndpointRequest, PortAllocator } from '../../networks/port-allocator.js';
import {
  type ForwardFailure,
  UserForwarder,
  describeFailures,
} from '../../networks/user-forwarder.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { PortMappingEntity } from '../records/port-mapping.entity.js';

/** A mapping that is asked for. */
export interface PortRequest extends EndpointRequest {
  readonly guestPort: number;
}

/** Find free host ports for the mappings of an instance, without storing them. */
export type AllocatePorts = (
  instanceId: string,
  requests: readonly PortRequest[],
) => Promise<PortMappingEntity[]>;

/** A mapping that could not be recorded again, by its place in the list. */
export interface RefusedMapping {
  readonly index: number;
  readonly message: string;
}

/** One run of a guest, and what of its host ports is not open yet. */
interface GuestRun {
  /** libvirt gives each run of a domain another id. */
  readonly runId: number;
  /** The network backend that its ports lead to: another one when the card is plugged in again. */
  readonly netdev: string | undefined;
  failures: readonly ForwardFailure<PortMappingEntity>[];
  retry: NodeJS.Timeout | undefined;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * The records of the port mappings, and the host ports that are open for them. The ports of a guest are opened once in
 * each of its runs; one that cannot be opened is tried again while the guest runs. Forwards that no mapping names are
 * an operator's, and stay.
 */
@Injectable()
export class InstancePorts implements OnModuleDestroy {
  private readonly logger = new Logger(InstancePorts.name);
  private readonly allocation = new Mutex();
  /** One at a time opens and closes the ports of an instance. */
  private readonly locks = new KeyedMutex();
  private readonly runs = new Map<string, GuestRun>();

  constructor(
    @InjectRepository(PortMappingEntity) private readonly mappings: Repository<PortMappingEntity>,
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly allocator: PortAllocator,
    private readonly forwarder: UserForwarder,
    private readonly events: EventsService,
    private readonly libvirt: LibvirtService,
  ) {
    // While libvirt was away a guest may have ended and another run begun with the same id.
    libvirt.onConnect(() => Promise.resolve(this.forgetRuns()));
  }

  onModuleDestroy(): void {
    this.forgetRuns();
  }

  /** Find free host ports and store the mappings. @throws ConflictError if a host port is taken */
  reserve(instanceId: string, requests: readonly PortRequest[]): Promise<PortMappingEntity[]> {
    return this.withFreePorts(async (allocate) => {
      const mappings = await allocate(instanceId, requests);
      if (mappings.length > 0) await this.mappings.insert(mappings);
      return mappings;
    });
  }

  /**
   * Run work that stores port mappings. No other request is given the host ports that `allocate` finds before the work
   * ends. `allocate` throws a ConflictError if a host port is taken.
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
   * Records mappings as they were, on the same host ports.
   * @returns how many, and those whose host port another instance has now
   */
  restore(
    instanceId: string,
    mappings: readonly PortView[],
  ): Promise<{ readonly restored: number; readonly refused: RefusedMapping[] }> {
    return this.allocation.runExclusive(async () => {
      const taken = await this.mappings.find({ relations: { instance: true } });
      const refused: RefusedMapping[] = [];
      for (const [index, mapping] of mappings.entries()) {
        const holder = taken.find((each) => collide(each, mapping));
        if (holder) {
          const message = `"${holder.instance.name}" has this host port; the mapping is left out`;
          refused.push({ index, message });
          continue;
        }
        await this.mappings.insert({ ...mapping, id: randomUUID(), instanceId, active: false });
      }
      // A look at the guest may have come between its record and these: the next one opens them.
      this.endRun(instanceId);
      return { restored: mappings.length - refused.length, refused };
    });
  }

  find(instanceId: string): Promise<PortMappingEntity[]> {
    return this.mappings.find({
      where: { instanceId },
      order: { guestPort: 'ASC', protocol: 'ASC' },
    });
  }

  /**
   * Opens the host ports of a guest, once in each of its runs, and when its network card is plugged in again. What
   * cannot be opened is told, not fatal, and tried again while the guest runs.
   * @param liveXml the XML of the guest that runs
   * @returns what is not open
   */
  openForRun(
    instance: InstanceEntity,
    domain: Domain,
    liveXml: string,
  ): Promise<readonly ForwardFailure<PortMappingEntity>[]> {
    return this.locks.run(instance.id, async () => {
      const known = this.runs.get(instance.id);
      const netdev = findUserNetdev(liveXml);
      if (known?.runId === domain.id && known.netdev === netdev) return known.failures;
      this.endRun(instance.id);
      const run: GuestRun = { runId: domain.id, netdev, failures: [], retry: undefined };
      // Other networks know no host ports.
      const mappings = instance.networkMode === 'user' ? await this.find(instance.id) : [];
      run.failures = await this.forwarder.add(domain, mappings);
      if (run.failures.some(({ problem }) => problem === 'guestGone')) return run.failures;
      this.runs.set(instance.id, run);
      const closed = new Set(run.failures.map(({ forward }) => forward));
      for (const mapping of mappings) await this.setActive(mapping, !closed.has(mapping));
      instance.ports = mappings;
      await this.tellFailures(instance, run.failures);
      this.retryLater(instance.id, run, FIRST_RETRY_MS);
      return run.failures;
    });
  }

  /** Opens one more host port of a guest that runs. @returns why it could not be */
  openOne(mapping: PortMappingEntity): Promise<ForwardFailure | undefined> {
    return this.locks.run(mapping.instanceId, async () => {
      const domain = await this.findDomain(mapping.instanceId);
      const [failed] = await this.forwarder.add(domain, [mapping]);
      if (!failed) await this.setActive(mapping, true);
      return failed;
    });
  }

  /** Takes a mapping away, and closes its host port where it is open. */
  remove(mapping: PortMappingEntity, running: Domain | undefined): Promise<void> {
    return this.locks.run(mapping.instanceId, async () => {
      if (running) await this.forwarder.remove(running, [mapping]);
      await this.mappings.delete(mapping.id);
      const run = this.runs.get(mapping.instanceId);
      if (run) run.failures = run.failures.filter(({ forward }) => forward.id !== mapping.id);
    });
  }

  /** Records a mapping as it was, and opens it where the guest runs: what was to follow its removal failed. */
  async putBack(mapping: PortMappingEntity, running: Domain | undefined): Promise<void> {
    const wasOpen = mapping.active;
    mapping.active = false;
    await this.mappings.insert(mapping);
    if (running && wasOpen) await this.openOne(mapping);
  }

  /** Takes all mappings of an instance away, and closes their host ports where its guest runs. */
  closeAll(instanceId: string, running: Domain | undefined): Promise<void> {
    return this.locks.run(instanceId, async () => {
      this.endRun(instanceId);
      if (running) await this.forwarder.remove(running, await this.find(instanceId));
      await this.mappings.delete({ instanceId });
    });
  }

  /** The guest is off: none of its host ports is open. */
  async markClosed(instance: InstanceEntity): Promise<void> {
    this.endRun(instance.id);
    if (!instance.ports.some((mapping) => mapping.active)) return;
    await this.mappings.update({ instanceId: instance.id }, { active: false });
  }

  private findDomain(instanceId: string): Promise<Domain> {
    return this.libvirt.call('map a port', (connection) =>
      connection.domainLookupByUUID(instanceId),
    );
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

  /** Tries what failed again, ever less often, until it is open or the run is over. */
  private retryLater(instanceId: string, run: GuestRun, delayMs: number): void {
    if (run.failures.length === 0) return;
    run.retry = setTimeout(() => {
      this.retry(instanceId, run)
        .catch((error: unknown) => {
          // The next connect opens them.
          if (error instanceof LibvirtUnavailableError) return;
          this.logger.warn(`Opening the ports of ${instanceId} again failed`, error);
        })
        .finally(() => {
          if (this.runs.get(instanceId) !== run) return;
          this.retryLater(instanceId, run, Math.min(delayMs * 2, LAST_RETRY_MS));
        });
    }, delayMs).unref();
  }

  private retry(instanceId: string, run: GuestRun): Promise<void> {
    return this.locks.run(instanceId, async () => {
      if (this.runs.get(instanceId) !== run) return;
      const promising: PortMappingEntity[] = [];
      for (const { forward, problem } of run.failures) {
        // A card that is plugged in has the ports opened anew; asking the kernel costs less than asking QEMU.
        if (problem === 'noUserNetwork') continue;
        if (await this.forwarder.mayBeFree(forward)) promising.push(forward);
      }
      if (promising.length === 0) return;
      const domain = await this.findDomain(instanceId);
      if (domain.id !== run.runId) return;
      const failures = await this.forwarder.add(domain, promising);
      const closed = new Set(failures.map(({ forward }) => forward.id));
      const opened = promising.filter(({ id }) => !closed.has(id));
      run.failures = run.failures.filter(({ forward }) => !opened.includes(forward));
      for (const mapping of opened) await this.setActive(mapping, true);
      if (opened.length > 0) await this.tellOpened(instanceId, opened, run.failures);
    });
  }

  private async tellFailures(
    instance: InstanceEntity,
    failures: readonly ForwardFailure[],
  ): Promise<void> {
    const lastError = describeFailures(failures);
    if (lastError === undefined || instance.lastError === lastError) return;
    instance.lastError = lastError;
    await this.instances.update(instance.id, { lastError });
    await this.tell(instance, { error: lastError });
  }

  private async tellOpened(
    instanceId: string,
    opened: readonly PortMappingEntity[],
    left: readonly ForwardFailure[],
  ): Promise<void> {
    const instance = await this.instances.findOneBy({ id: instanceId });
    if (!instance) return;
    // Only what was said of these ports is out of date.
    if (opened.some((mapping) => instance.lastError?.includes(` ${formatEndpoint(mapping)} `))) {
      await this.instances.update(instanceId, { lastError: describeFailures(left) ?? null });
    }
    await this.tell(instance, {
      portOpened: opened
        .map((mapping) => `${formatEndpoint(mapping)} -> ${mapping.guestPort}`)
        .join(', '),
    });
  }

  private tell({ id, name }: InstanceEntity, details: Record<string, unknown>): Promise<void> {
    return this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor: SYSTEM_ACTOR,
      details,
    });
  }
}

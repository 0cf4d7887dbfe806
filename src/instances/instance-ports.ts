import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { Mutex } from '../common/mutex.js';
import { EventsService, SYSTEM_ACTOR } from '../events/events.service.js';
import type { Domain } from '../libvirt/index.js';
import type { Forward } from '../networks/hostfwd.js';
import { type EndpointRequest, PortAllocator } from '../networks/port-allocator.js';
import { ForwardFailedError, UserForwarder } from '../networks/user-forwarder.js';
import { InstanceEntity } from './instance.entity.js';
import { PortMappingEntity } from './port-mapping.entity.js';

/** A mapping that is asked for. */
export interface PortRequest extends EndpointRequest {
  readonly guestPort: number;
}

/** The records of the port mappings, and the host ports that are open for them. */
@Injectable()
export class InstancePorts {
  private readonly allocation = new Mutex();
  /** Adopted guests that have had a mapping: those without one may have forwards of their owner's. */
  private readonly touched = new Set<string>();

  constructor(
    @InjectRepository(PortMappingEntity) private readonly mappings: Repository<PortMappingEntity>,
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly allocator: PortAllocator,
    private readonly forwarder: UserForwarder,
    private readonly events: EventsService,
  ) {}

  /** Finds host ports and records the mappings. @throws ConflictError */
  reserve(instanceId: string, requests: readonly PortRequest[]): Promise<PortMappingEntity[]> {
    if (requests.length === 0) return Promise.resolve([]);
    return this.allocation.run(async () => {
      const endpoints = await this.allocator.allocate(requests, await this.mappings.find());
      const mappings = endpoints.map((endpoint, index) =>
        this.mappings.create({
          ...endpoint,
          id: randomUUID(),
          instanceId,
          guestPort: requests[index]?.guestPort ?? 0,
          active: false,
        }),
      );
      await this.mappings.insert(mappings);
      return mappings;
    });
  }

  /**
   * Records mappings as they were, on the same host ports.
   * @returns how many; a host port that another mapping has now is passed over
   */
  restore(
    instanceId: string,
    mappings: readonly Pick<
      PortMappingEntity,
      'protocol' | 'guestPort' | 'hostAddress' | 'hostPort'
    >[],
  ): Promise<number> {
    return this.allocation.run(async () => {
      let restored = 0;
      for (const mapping of mappings) {
        const { protocol, hostAddress, hostPort } = mapping;
        if (await this.mappings.existsBy({ protocol, hostAddress, hostPort })) continue;
        await this.mappings.insert({ ...mapping, id: randomUUID(), instanceId, active: false });
        restored += 1;
      }
      return restored;
    });
  }

  /** Takes a mapping's record away. */
  async release(mapping: PortMappingEntity): Promise<void> {
    await this.mappings.delete(mapping.id);
  }

  find(instanceId: string): Promise<PortMappingEntity[]> {
    return this.mappings.find({
      where: { instanceId },
      order: { guestPort: 'ASC', protocol: 'ASC' },
    });
  }

  /** Makes the host ports of a running guest what its mappings say. A port that cannot be opened is told, not fatal. */
  async open(instance: InstanceEntity, domain: Domain): Promise<void> {
    // Other networks know no host ports.
    if (instance.networkMode !== 'user') return this.markClosed(instance);
    const mappings = await this.find(instance.id);
    if (mappings.length > 0) this.touched.add(instance.id);
    else if (instance.origin === 'adopted' && !this.touched.has(instance.id)) return;
    const failed = await this.forwarder.apply(domain, mappings);
    const closed = new Set<Forward>(failed.map(({ forward }) => forward));
    for (const mapping of mappings) {
      const active = !closed.has(mapping);
      if (mapping.active !== active) await this.mappings.update(mapping.id, { active });
    }
    instance.ports = mappings;
    const [first] = failed;
    if (!first) return;
    const lastError = new ForwardFailedError(first.forward, first.reason).message;
    if (instance.lastError === lastError) return;
    await this.instances.update(instance.id, { lastError });
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor: SYSTEM_ACTOR,
      details: { error: lastError },
    });
  }

  /** Takes all mappings of an instance away, and closes their host ports where its guest runs. */
  async closeAll(instanceId: string, running: Domain | undefined): Promise<void> {
    const mappings = await this.find(instanceId);
    await this.mappings.delete({ instanceId });
    if (running && mappings.length > 0) await this.forwarder.apply(running, []);
    this.touched.delete(instanceId);
  }

  /** The guest is off: none of its host ports is open. */
  async markClosed(instance: InstanceEntity): Promise<void> {
    if (!instance.ports.some((mapping) => mapping.active)) return;
    await this.mappings.update({ instanceId: instance.id }, { active: false });
  }
}

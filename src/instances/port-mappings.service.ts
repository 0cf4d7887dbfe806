import { Injectable } from '@nestjs/common';
import { ConflictError, IllegalStateError, NotFoundError } from '../common/errors.js';
import {
  type ListQueryDto,
  type MemoryListOptions,
  type Page,
  pageOf,
} from '../common/http/list-query.js';
import { EventsService } from '../events/events.service.js';
import { ForwardFailedError } from '../networks/user-forwarder.js';
import type { CreatePortMappingDto, PortMappingDto } from './ports.dto.js';
import { InstanceMetadata } from './instance-metadata.js';
import { InstancePorts } from './instance-ports.js';
import { InstanceTracker } from './instance-tracker.js';
import type { InstanceEntity } from './instance.entity.js';
import { toPortMappingDto } from './instance.mapper.js';
import { InstancesService } from './instances.service.js';
import type { PortMappingEntity } from './port-mapping.entity.js';
import type { InstanceState } from './states.js';

/** States in which there is no domain, or soon will be none, to note a mapping in. */
const WITHOUT_DOMAIN: readonly InstanceState[] = ['cloning', 'failed', 'missing', 'trashed'];

const LIST: MemoryListOptions<PortMappingDto> = {
  sortable: {
    guestPort: ({ guestPort }) => guestPort,
    hostPort: ({ hostPort }) => hostPort,
    hostAddress: ({ hostAddress }) => hostAddress,
    protocol: ({ protocol }) => protocol,
  },
  defaultSort: 'guestPort',
  searchable: ({ guestPort, protocol, hostAddress, hostPort }) => [
    `${guestPort}/${protocol}`,
    `${hostAddress}:${hostPort}`,
  ],
};

/** Adds and removes port mappings, also while the guest runs. */
@Injectable()
export class PortMappingsService {
  constructor(
    private readonly instances: InstancesService,
    private readonly ports: InstancePorts,
    private readonly tracker: InstanceTracker,
    private readonly metadata: InstanceMetadata,
    private readonly events: EventsService,
  ) {}

  async list(instanceId: string, query: ListQueryDto): Promise<Page<PortMappingDto>> {
    const { id } = await this.instances.find(instanceId);
    const mappings = await this.ports.find(id);
    return pageOf(mappings.map(toPortMappingDto), query, LIST);
  }

  /** @throws NotFoundError, IllegalStateError, ConflictError where the host port is taken, LibvirtUnavailableError */
  async add(instanceId: string, dto: CreatePortMappingDto, actor: string): Promise<PortMappingDto> {
    this.instances.requireConnected();
    const instance = await this.instances.find(instanceId);
    const { state, actions } = await this.instances.get(instance.id);
    if (WITHOUT_DOMAIN.includes(state)) {
      throw new IllegalStateError('instance', instance.name, 'map a port', state, actions);
    }
    if (instance.networkMode !== 'user') {
      throw new ConflictError(
        'noUserNetwork',
        `The first network card of "${instance.name}" is not of type "user": its ports cannot be mapped. ` +
          'Reach the guest at its own address on its network.',
      );
    }
    const [mapping] = await this.ports.reserve(instance.id, [dto]);
    if (!mapping) throw new NotFoundError('portMapping', String(dto.guestPort));
    try {
      const opened = await this.apply(instance, mapping);
      await this.record(instance, mapping, 'portAdded', actor);
      return toPortMappingDto(opened);
    } catch (error) {
      await this.ports.release(mapping);
      await this.apply(instance, undefined);
      throw error;
    }
  }

  /** @throws NotFoundError, LibvirtUnavailableError */
  async remove(instanceId: string, mappingId: string, actor: string): Promise<void> {
    this.instances.requireConnected();
    const instance = await this.instances.find(instanceId);
    const mapping = instance.ports.find(({ id }) => id === mappingId);
    if (!mapping) throw new NotFoundError('portMapping', mappingId);
    await this.ports.release(mapping);
    await this.apply(instance, undefined);
    await this.record(instance, mapping, 'portRemoved', actor);
  }

  /**
   * Writes what the mappings are now into the domain's metadata, and opens and closes host ports if the guest runs.
   * @param added must be open afterwards, if the guest runs
   */
  private async apply(
    instance: InstanceEntity,
    added: PortMappingEntity,
  ): Promise<PortMappingEntity>;
  private async apply(instance: InstanceEntity, added: undefined): Promise<undefined>;
  private async apply(instance: InstanceEntity, added: PortMappingEntity | undefined) {
    const isActive = await this.metadata.write(instance.id);
    await this.tracker.refresh(instance.id);
    const current = (await this.ports.find(instance.id)).find(({ id }) => id === added?.id);
    if (isActive && current && !current.active) {
      throw new ForwardFailedError(current, 'another program on the host listens there');
    }
    return current ?? added;
  }

  private record(
    instance: InstanceEntity,
    mapping: PortMappingEntity,
    what: string,
    actor: string,
  ): Promise<void> {
    const { protocol, guestPort, hostAddress, hostPort } = mapping;
    return this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor,
      details: { [what]: `${hostAddress}:${hostPort}/${protocol} -> ${guestPort}` },
    });
  }
}

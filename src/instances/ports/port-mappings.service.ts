import { Injectable, Logger } from '@nestjs/common';
import { ConflictError, IllegalStateError, NotFoundError } from '../../common/errors.js';
import {
  type ListQueryDto,
  type MemoryListOptions,
  type Page,
  pageOf,
} from '../../common/http/list-query.js';
import { EventsService } from '../../events/events.service.js';
import { type Domain, LibvirtService, findDomain } from '../../libvirt/index.js';
import { formatEndpoint } from '../../networks/host-endpoint.js';
import { ForwardFailedError } from '../../networks/user-forwarder.js';
import type { CreatePortMappingDto, PortMappingDto } from '../dto/port.dto.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstancePorts } from './instance-ports.js';
import { InstanceSync } from '../sync/instance-sync.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { toPortMappingDto } from '../records/instance.mapper.js';
import { InstancesService } from '../instances.service.js';
import type { PortMappingEntity } from '../records/port-mapping.entity.js';
import type { InstanceState } from '../model/states.js';

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
  private readonly logger = new Logger(PortMappingsService.name);

  constructor(
    private readonly instances: InstancesService,
    private readonly ports: InstancePorts,
    private readonly sync: InstanceSync,
    private readonly metadata: InstanceMetadata,
    private readonly events: EventsService,
    private readonly libvirt: LibvirtService,
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
      throw new IllegalStateError('instance', instance.name, 'map a port of', state, actions);
    }
    if (instance.networkMode !== 'user') {
      throw new ConflictError(
        'noUserNetwork',
        `No network card of "${instance.name}" is of type "user": its ports cannot be mapped. ` +
          'Reach the guest at its own address on its network.',
      );
    }
    const [mapping] = await this.ports.reserve(instance.id, [dto]);
    if (!mapping) throw new NotFoundError('portMapping', String(dto.guestPort));
    try {
      const running = await this.findRunning(instance);
      const failed = running && (await this.ports.openOne(mapping));
      if (failed) throw new ForwardFailedError(failed);
      await this.metadata.write(instance.id);
    } catch (error) {
      await this.undoAdd(instance, mapping);
      throw error;
    }
    await this.record(instance, mapping, 'portAdded', actor);
    await this.sync.refresh(instance.id);
    return toPortMappingDto(mapping);
  }

  /** @throws NotFoundError, LibvirtUnavailableError */
  async remove(instanceId: string, mappingId: string, actor: string): Promise<void> {
    this.instances.requireConnected();
    const instance = await this.instances.find(instanceId);
    const mapping = instance.ports.find(({ id }) => id === mappingId);
    if (!mapping) throw new NotFoundError('portMapping', mappingId);
    const running = await this.findRunning(instance);
    await this.ports.remove(mapping, running);
    try {
      await this.metadata.write(instance.id);
    } catch (error) {
      await this.ports.putBack(mapping, running);
      throw error;
    }
    await this.record(instance, mapping, 'portRemoved', actor);
    await this.sync.refresh(instance.id);
  }

  /** Its domain, where the guest runs. */
  private async findRunning({ id, name }: InstanceEntity): Promise<Domain | undefined> {
    return this.libvirt.call(`find ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      return (await domain?.isActive()) ? domain : undefined;
    });
  }

  /** Why the port could not be added is what the caller is to hear, not that undoing it failed too. */
  private async undoAdd(instance: InstanceEntity, mapping: PortMappingEntity): Promise<void> {
    try {
      await this.ports.remove(mapping, await this.findRunning(instance).catch(() => undefined));
      await this.metadata.write(instance.id);
    } catch (error) {
      this.logger.warn(
        `The port mapping that failed could not be undone in ${instance.name}`,
        error,
      );
    }
  }

  private record(
    instance: InstanceEntity,
    mapping: PortMappingEntity,
    what: string,
    actor: string,
  ): Promise<void> {
    return this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor,
      details: { [what]: `${formatEndpoint(mapping)} -> ${mapping.guestPort}` },
    });
  }
}

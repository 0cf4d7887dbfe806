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
import { InstancesService } from '../instances.service.js';
import { STATES_WITHOUT_DOMAIN } from '../model/states.js';
import type { InstanceEntity, PortMappingEntity } from '../records/instance.entity.js';
import { toPortMappingDto } from '../records/instance.mapper.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { PortForwarding } from './port-forwarding.js';

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

/** List, add and remove port mappings, also while the guest is running. */
@Injectable()
export class PortMappingsService {
  private readonly logger = new Logger(PortMappingsService.name);

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly ports: PortForwarding,
    private readonly sync: InstanceSync,
    private readonly metadata: InstanceMetadata,
    private readonly events: EventsService,
    private readonly libvirt: LibvirtService,
  ) {}

  async list(instanceId: string, query: ListQueryDto): Promise<Page<PortMappingDto>> {
    const { id } = await this.records.find(instanceId);
    const mappings = await this.ports.find(id);
    return pageOf(mappings.map(toPortMappingDto), query, LIST);
  }

  /** @throws NotFoundError, IllegalStateError, LibvirtUnavailableError; ConflictError if the host port is taken */
  async add(instanceId: string, dto: CreatePortMappingDto, actor: string): Promise<PortMappingDto> {
    this.libvirt.requireConnected();
    const instance = await this.records.find(instanceId);
    const { state, actions } = await this.instances.get(instance.id);
    if (STATES_WITHOUT_DOMAIN.includes(state)) {
      throw new IllegalStateError('instance', instance.name, 'map a port of', state, actions);
    }
    if (instance.networkMode !== 'user') {
      throw new ConflictError(
        'noUserNetwork',
        `Cannot map a port of the instance "${instance.name}": it has no network card of type "user". ` +
          'Connect to the guest at its own address.',
      );
    }
    const [mapping] = await this.ports.reserve(instance.id, [dto]);
    if (!mapping) throw new NotFoundError('portMapping', String(dto.guestPort));
    try {
      const running = await this.findRunning(instance);
      const failure = running && (await this.ports.open(mapping, running));
      if (failure) throw new ForwardFailedError(failure);
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
    this.libvirt.requireConnected();
    const instance = await this.records.find(instanceId);
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

  /** The domain, if the guest is running. */
  private async findRunning({ id, name }: InstanceEntity): Promise<Domain | undefined> {
    return this.libvirt.call(`find ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      return (await domain?.isActive()) ? domain : undefined;
    });
  }

  /** A failure of the undo is logged, so that the caller gets the original error. */
  private async undoAdd(instance: InstanceEntity, mapping: PortMappingEntity): Promise<void> {
    try {
      await this.ports.remove(mapping, await this.findRunning(instance).catch(() => undefined));
      await this.metadata.write(instance.id);
    } catch (error) {
      this.logger.warn(
        `Cannot remove the port mapping of "${instance.name}" that could not be added`,
        error,
      );
    }
  }

  private record(
    instance: InstanceEntity,
    mapping: PortMappingEntity,
    change: 'portAdded' | 'portRemoved',
    actor: string,
  ): Promise<void> {
    return this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id: instance.id, name: instance.name },
      actor,
      details: { [change]: `${formatEndpoint(mapping)} -> ${mapping.guestPort}` },
    });
  }
}

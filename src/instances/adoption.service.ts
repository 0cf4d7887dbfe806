import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ConflictError, NameTakenError } from '../common/errors.js';
import { isUniqueViolation } from '../database/queries.js';
import { hasUserNic } from '../domain-xml/user-nics.js';
import { EventsService } from '../events/events.service.js';
import type { InstanceDto } from './dto.js';
import { fromDomainState } from './domain-state.js';
import { type ForeignDomain, ForeignDomains } from './foreign-domains.js';
import { InstanceMetadata } from './instance-metadata.js';
import { InstanceEntity } from './instance.entity.js';
import { InstancesService } from './instances.service.js';

/** Makes instances of domains that stand. Of a domain nothing is changed but its metadata; its disks stay where they are. */
@Injectable()
export class AdoptionService {
  constructor(
    @InjectRepository(InstanceEntity) private readonly records: Repository<InstanceEntity>,
    private readonly foreign: ForeignDomains,
    private readonly metadata: InstanceMetadata,
    private readonly instances: InstancesService,
    private readonly events: EventsService,
  ) {}

  /** @throws NotFoundError, ConflictError `cannotAdopt` with the reason, NameTakenError */
  async adopt(idOrName: string, actor: string): Promise<InstanceDto> {
    this.instances.requireConnected();
    const found = await this.foreign.find(idOrName);
    const { id, name, reason } = found.dto;
    if (reason !== null) {
      throw new ConflictError('cannotAdopt', `The domain "${name}" cannot be adopted. ${reason}`, {
        reason,
      });
    }
    await this.records.insert(await this.draft(found)).catch((error: unknown) => {
      throw isUniqueViolation(error) ? new NameTakenError('instance', name) : error;
    });
    try {
      await this.metadata.write(id);
    } catch (error) {
      await this.records.delete(id);
      throw error;
    }
    await this.events.record({
      kind: 'instance.adopted',
      resource: { type: 'instance', id, name },
      actor,
      details: { disks: found.dto.disks.map(({ source }) => source) },
    });
    await this.instances.lookAgain(id);
    return this.instances.get(id);
  }

  private async draft({ domain, xml, summary, dto }: ForeignDomain): Promise<InstanceEntity> {
    const { state, reason } = await domain.getState();
    const shown = fromDomainState(state, reason);
    return this.records.create({
      id: dto.id,
      name: dto.name,
      description: '',
      tags: [],
      notes: '',
      isProtected: false,
      origin: 'adopted',
      state: shown.state,
      stateReason: shown.reason,
      facts: null,
      lastError: null,
      imageId: null,
      flavourId: null,
      memoryMiB: dto.memoryMiB,
      vcpus: dto.vcpus,
      networkMode: hasUserNic(xml) ? 'user' : 'other',
      mac: summary.firstNic?.mac ?? null,
      diskVolume: null,
      diskSizeBytes: await this.firstDiskBytes(summary.disks[0]?.target, domain),
      autostart: await domain.getAutostart(),
      snapshotCount: await domain.snapshotNum(),
      definition: xml,
      createdAt: new Date().toISOString(),
      pendingSize: null,
      startedAt: null,
    });
  }

  /** 0 where it cannot be told: an empty drive, a file that is gone. */
  private async firstDiskBytes(
    target: string | undefined,
    domain: ForeignDomain['domain'],
  ): Promise<number> {
    if (target === undefined) return 0;
    const size = await domain.getBlockInfo(target).catch(() => undefined);
    return size?.capacity ?? 0;
  }
}

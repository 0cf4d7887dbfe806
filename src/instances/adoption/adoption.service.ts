import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Not, type Repository } from 'typeorm';
import {
  ConflictError,
  LibvirtUnavailableError,
  NameTakenError,
  NotFoundError,
} from '../../common/errors.js';
import { Rollback } from '../../common/rollback.js';
import { isUniqueViolation } from '../../database/queries.js';
import { hasUserNic } from '../../domain-xml/user-nics.js';
import { EventsService } from '../../events/events.service.js';
import { VIR_ERR_NO_DOMAIN, isLibvirtError } from '../../libvirt/index.js';
import { DomainMark } from '../domain/domain-mark.js';
import type { InstanceDto } from '../dto/instance.dto.js';
import { fromDomainState } from '../model/domain-state.js';
import { type ForeignDomain, ForeignDomains } from './foreign-domains.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstancesService } from '../instances.service.js';

/** Makes instances of domains that stand. Of a domain nothing is changed but its metadata; its disks stay where they are. */
@Injectable()
export class AdoptionService {
  constructor(
    @InjectRepository(InstanceEntity) private readonly records: Repository<InstanceEntity>,
    private readonly foreign: ForeignDomains,
    private readonly metadata: InstanceMetadata,
    private readonly mark: DomainMark,
    private readonly instances: InstancesService,
    private readonly events: EventsService,
  ) {}

  /**
   * Records a domain as an instance and marks it as ours. Where a step fails, the domain and the records are as before.
   * @throws NotFoundError, ConflictError `cannotAdopt` with the reason, `macTaken`; NameTakenError
   */
  async adopt(idOrName: string, actor: string): Promise<InstanceDto> {
    this.instances.requireConnected();
    const found = await this.foreign.find(idOrName);
    const { id, name, reason } = found.dto;
    if (reason !== null) {
      throw new ConflictError('cannotAdopt', `The domain "${name}" cannot be adopted. ${reason}`, {
        reason,
      });
    }
    try {
      await this.record(found, actor);
    } catch (error) {
      // It was undefined since it was found.
      throw isLibvirtError(error, VIR_ERR_NO_DOMAIN) ? new NotFoundError('domain', name) : error;
    }
    // From here on it is adopted; what libvirt cannot tell now is read with the next connection.
    await this.instances.lookAgain(id).catch((error: unknown) => {
      if (!(error instanceof LibvirtUnavailableError)) throw error;
    });
    return this.instances.get(id);
  }

  private async record(found: ForeignDomain, actor: string): Promise<void> {
    const { id, name, disks } = found.dto;
    await using rollback = new Rollback(`adopt ${name}`);
    await this.insert(await this.draft(found));
    rollback.add(() => this.records.delete(id));
    const former = await this.mark.read(found.domain);
    rollback.add(() => this.mark.restore(former));
    await this.metadata.writeNow(id);
    await this.events.record({
      kind: 'instance.adopted',
      resource: { type: 'instance', id, name },
      actor,
      details: { disks: disks.map(({ source }) => source) },
    });
    rollback.commit();
  }

  private async insert(draft: InstanceEntity): Promise<void> {
    const { id, name, mac } = draft;
    try {
      await this.records.insert(draft);
    } catch (error) {
      if (isUniqueViolation(error, 'id')) throw new NotFoundError('domain', name);
      if (isUniqueViolation(error, 'name')) throw new NameTakenError('instance', name);
      if (!isUniqueViolation(error, 'mac')) throw error;
      const twin = await this.records.findOneBy({ mac: mac ?? '', id: Not(id) });
      throw new ConflictError(
        'macTaken',
        `The network card of the domain "${name}" has the address ${mac ?? ''}, which the instance "${twin?.name ?? ''}" has too. Change one of the two (virsh edit).`,
      );
    }
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
      // As everywhere: what the guest is given, not what its balloon may reach.
      memoryMiB: dto.memoryMiB,
      vcpus: dto.vcpus,
      networkMode: hasUserNic(xml) ? 'user' : 'other',
      mac: summary.firstNic?.mac ?? null,
      diskVolume: null,
      diskSizeBytes: await this.firstDiskBytes(summary.disks[0]?.target, domain),
      autostart: await domain.getAutostart(),
      snapshotNames: null,
      definition: xml,
      createdAt: new Date().toISOString(),
      pendingSize: null,
      metadataPending: false,
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

import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
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
import { LibvirtService, VIR_ERR_NO_DOMAIN, isLibvirtError } from '../../libvirt/index.js';
import { MetadataBackup } from '../domain/metadata-backup.js';
import type { InstanceDto } from '../dto/instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { fromDomainState } from '../model/domain-state.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { type ForeignDomain, ForeignDomains } from './foreign-domains.js';

/** Adopt foreign domains as instances. Only the metadata of the domain changes; its disks stay where they are. */
@Injectable()
export class AdoptionService {
  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly foreign: ForeignDomains,
    private readonly metadata: InstanceMetadata,
    private readonly backup: MetadataBackup,
    private readonly instances: InstancesService,
    private readonly events: EventsService,
  ) {}

  /**
   * Create the record of a domain and write its metadata. If a step fails, both are undone.
   * @throws NotFoundError, ConflictError `cannotAdopt` with the reason, `macTaken`; NameTakenError
   */
  async adopt(idOrName: string, actor: string): Promise<InstanceDto> {
    this.libvirt.requireConnected();
    const found = await this.foreign.find(idOrName);
    const { id, name, reason } = found.dto;
    if (reason !== null) {
      throw new ConflictError('cannotAdopt', `Cannot adopt the domain "${name}". ${reason}`, {
        reason,
      });
    }
    try {
      await this.record(found, actor);
    } catch (error) {
      // The domain was undefined after it was found.
      throw isLibvirtError(error, VIR_ERR_NO_DOMAIN) ? new NotFoundError('domain', name) : error;
    }
    // The domain is adopted now. If libvirt is lost, the next connect refreshes the instance.
    await this.sync.refresh(id).catch((error: unknown) => {
      if (!(error instanceof LibvirtUnavailableError)) throw error;
    });
    return this.instances.get(id);
  }

  private async record(found: ForeignDomain, actor: string): Promise<void> {
    const { id, name, disks } = found.dto;
    await using rollback = new Rollback(`adopt ${name}`);
    await this.insert(await this.draft(found));
    rollback.add(() => this.records.delete(id));
    const former = await this.backup.read(found.domain);
    rollback.add(() => this.backup.restore(former));
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
      const other = await this.records.findOneBy({ mac: mac ?? '', id: Not(id) });
      throw new ConflictError(
        'macTaken',
        `The network card of the domain "${name}" has the same MAC address ${mac ?? ''} as the instance "${other?.name ?? ''}". Change one of the two (virsh edit).`,
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
      // The memory that the guest gets at its start, not the maximum of its balloon.
      memoryMiB: dto.memoryMiB,
      vcpus: dto.vcpus,
      firmware: summary.firmware,
      deviceProfile: 'linux',
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

  /** 0 for an empty drive, or a file that is missing. */
  private async firstDiskBytes(
    target: string | undefined,
    domain: ForeignDomain['domain'],
  ): Promise<number> {
    if (target === undefined) return 0;
    const size = await domain.getBlockInfo(target).catch(() => undefined);
    return size?.capacity ?? 0;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { type DomainRecord, readRecord } from '../domain-xml/read-record.js';
import { type Domain, LibvirtService, VIR_DOMAIN_XML_INACTIVE } from '../libvirt/index.js';
import { StorageService } from '../storage/storage.service.js';
import { InstanceEntity } from './instance.entity.js';
import { InstancePorts } from './instance-ports.js';
import { InstanceTracker } from './instance-tracker.js';

/** The records that an instance refers to, found or made again. */
export interface RecordReferences {
  readonly imageId: string | null;
  readonly flavourId: string | null;
}

/** An instance whose record was made again, or why it was not. */
export interface RestoredInstance {
  readonly id: string;
  readonly name: string;
  readonly ports: number;
  /** Why it could not be; undefined where it could. */
  readonly problem?: string;
}

/** Makes the records of instances again from what their domains carry. No domain and no guest is touched. */
@Injectable()
export class InstanceRestorer {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly ports: InstancePorts,
    private readonly tracker: InstanceTracker,
  ) {}

  /** What the domains that this picostack made say, where there is no record of them. */
  async findUnrecorded(): Promise<DomainRecord[]> {
    const domains = await this.libvirt.call('list the domains', (connection) =>
      connection.listAllDomains(),
    );
    const records: DomainRecord[] = [];
    for (const domain of domains.toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (await this.instances.existsBy({ id: domain.uuid })) continue;
      const record = readRecord(await this.readXml(domain));
      if (record?.poolPrefix === this.storage.poolPrefix) records.push(record);
    }
    return records;
  }

  /** Makes the record of one of them. */
  async restore(record: DomainRecord, references: RecordReferences): Promise<RestoredInstance> {
    const { uuid: id, name } = record;
    if (await this.instances.existsBy({ name })) {
      return { id, name, ports: 0, problem: `another instance is named "${name}"` };
    }
    await this.instances.insert(await this.entityOf(record, references));
    const ports = await this.ports.restore(id, record.ports);
    await this.tracker.refresh(id);
    return { id, name, ports };
  }

  private async entityOf(
    record: DomainRecord,
    references: RecordReferences,
  ): Promise<InstanceEntity> {
    const { uuid: id, name, description, tags, notes, isProtected, origin } = record;
    const { memoryMiB, vcpus, diskVolume } = record;
    const disk = diskVolume ? await this.storage.describe('disks', diskVolume) : undefined;
    return this.instances.create({
      id,
      name,
      description,
      tags: [...tags],
      notes,
      isProtected,
      origin,
      // Until libvirt is asked, a moment later.
      state: 'stopped',
      stateReason: null,
      facts: null,
      lastError: null,
      ...references,
      memoryMiB,
      vcpus,
      networkMode: origin === 'adopted' ? 'other' : 'user',
      mac: record.mac ?? null,
      diskVolume: diskVolume || null,
      diskSizeBytes: disk?.capacityBytes ?? 0,
      autostart: await this.readAutostart(id, name),
      snapshotCount: 0,
      definition: null,
      createdAt: record.createdAt || new Date().toISOString(),
      startedAt: null,
    });
  }

  private readXml(domain: Domain): Promise<string> {
    return this.libvirt.call(`read the domain ${domain.name}`, () =>
      domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE),
    );
  }

  private readAutostart(id: string, name: string): Promise<boolean> {
    return this.libvirt.call(`read the autostart of ${name}`, async (connection) =>
      (await connection.domainLookupByUUID(id)).getAutostart(),
    );
  }
}

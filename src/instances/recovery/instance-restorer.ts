import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { LABEL_PATTERN, UUID_PATTERN } from '../../common/http/names.js';
import type { RecordProblem } from '../../common/http/recorded-values.js';
import { isUniqueViolation } from '../../database/queries.js';
import { type DomainRecord, readRecord } from '../../domain-xml/read-record.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
} from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstancePorts } from '../ports/instance-ports.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { type RealDisk, RecordedDisks } from '../disks/recorded-disk.js';
import { type CheckedMetadata, checkMetadata } from './recorded-instance.js';

/** A domain that this picostack made, and what of its metadata can be taken. */
export interface FoundInstance {
  readonly id: string;
  readonly name: string;
  readonly isRecorded: boolean;
  /** Whether its record names another disk or image than its domain has. */
  readonly isRecordWrong: boolean;
  readonly domain: DomainRecord;
  /** What the metadata says, as far as it is valid. */
  readonly metadata: CheckedMetadata;
  readonly disk: RealDisk;
  readonly hasMetadata: boolean;
  readonly problems: readonly RecordProblem[];
}

/** A domain with a disk of picostack's, which is no instance of it. */
export interface StrayDomain {
  readonly id: string;
  readonly name: string;
  /** What it is, and what to do. */
  readonly problem: string;
}

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
  /** What of it could not be taken. */
  readonly problems: readonly RecordProblem[];
}

/** Makes the records of instances again from their domains and disks. No guest is touched. */
@Injectable()
export class InstanceRestorer {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly disks: RecordedDisks,
    private readonly ports: InstancePorts,
    private readonly sync: InstanceSync,
  ) {}

  /** How many domains of this picostack have no record. */
  async countUnrecorded(): Promise<number> {
    let count = 0;
    for (const domain of await this.listDomains()) {
      if (await this.instances.existsBy({ id: domain.uuid })) continue;
      const record = await this.read(domain);
      if (record && (await this.isOwn(record))) count += 1;
    }
    return count;
  }

  /** Every domain that this picostack made, recorded or not, checked; and domains that use its disks without being its own. */
  async survey(): Promise<{ readonly found: FoundInstance[]; readonly strays: StrayDomain[] }> {
    const found: FoundInstance[] = [];
    const strays: StrayDomain[] = [];
    for (const domain of await this.listDomains()) {
      const record = await this.read(domain);
      if (!record) continue;
      const recorded = await this.instances.findOneBy({ id: record.uuid });
      if (recorded?.origin === 'adopted' && !record.metadata) continue;
      if (recorded || (await this.isOwn(record))) {
        found.push(await this.check(record, recorded));
        continue;
      }
      const problem = await this.strayProblem(record);
      if (problem !== undefined) strays.push({ id: record.uuid, name: record.name, problem });
    }
    return { found, strays };
  }

  /** Make the record of one that has none. */
  async restore(found: FoundInstance, references: RecordReferences): Promise<RestoredInstance> {
    const { id, name, metadata } = found;
    const leave = (problem: string, problems = found.problems): RestoredInstance => ({
      id,
      name,
      ports: 0,
      problem,
      problems,
    });
    if (!LABEL_PATTERN.test(name) || UUID_PATTERN.test(name)) {
      return leave(
        `its name ${UUID_PATTERN.test(name) ? 'looks like an id' : 'is not a valid host name'}: rename the domain (virsh domrename) and run this again`,
      );
    }
    if (found.domain.memoryMiB < 1) return leave('its domain has less than 1 MiB of memory');
    if (await this.instances.existsBy({ name })) {
      return leave(`another instance is named "${name}": rename one of the two and run this again`);
    }
    try {
      await this.instances.insert(await this.entityOf(found, references));
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return leave('its domain is gone by now');
      if (isUniqueViolation(error, 'mac')) {
        return leave(
          `another instance has its MAC address ${found.domain.mac ?? ''}: change one of the two (virsh edit) and run this again`,
        );
      }
      if (isUniqueViolation(error)) return leave('it was recorded meanwhile');
      throw error;
    }
    const { restored, refused } = await this.ports.restore(id, metadata.ports);
    await this.sync.refresh(id);
    const taken = refused.map(({ index, message }) => ({
      field: `ports.${index}.hostPort`,
      value: String(metadata.ports[index]?.hostPort ?? ''),
      message,
    }));
    return { id, name, ports: restored, problems: [...found.problems, ...taken] };
  }

  /** Correct the disk and the image of a record whose domain has another disk of picostack's. */
  async correctDisk({ id, disk }: FoundInstance, imageId: string | null): Promise<void> {
    const { volume: diskVolume, sizeBytes } = disk;
    await this.instances.update(id, {
      diskVolume,
      imageId,
      ...(sizeBytes > 0 && { diskSizeBytes: sizeBytes }),
      metadataPending: true,
    });
  }

  private async listDomains(): Promise<Domain[]> {
    const domains = await this.libvirt.call('list the domains', (connection) =>
      connection.listAllDomains(),
    );
    const copying = `${this.storage.poolPrefix}-copy-`;
    return domains
      .filter(({ name }) => !name.startsWith(copying))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Undefined where it is gone since it was listed. */
  private async read(domain: Domain): Promise<DomainRecord | undefined> {
    try {
      return await this.libvirt.call(`read the domain ${domain.name}`, async () =>
        readRecord(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE)),
      );
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
      throw error;
    }
  }

  /** By its metadata; without any, by a disk that is named after it. */
  private async isOwn(record: DomainRecord): Promise<boolean> {
    const prefix = record.metadata?.poolPrefix;
    if (prefix) return prefix === this.storage.poolPrefix;
    const volumes = await this.disks.volumesOf(record);
    return volumes.some((volume) => volume.startsWith(record.uuid));
  }

  private async strayProblem(record: DomainRecord): Promise<string | undefined> {
    const [volume] = await this.disks.volumesOf(record);
    if (volume === undefined) return undefined;
    if (record.hasUnknownMetadata) {
      return `it has the disk "${volume}" of this picostack, and metadata that a newer picostack wrote: use that version`;
    }
    const other = record.metadata?.poolPrefix;
    if (other) {
      return `it has the disk "${volume}" of this picostack, and the metadata of the picostack whose pools begin with "${other}": do not delete the disk`;
    }
    return `it has the disk "${volume}" of this picostack, and no metadata that says so. Do not delete the disk; adopt the domain (picostk adopt ${record.name})`;
  }

  private async check(
    record: DomainRecord,
    recorded: InstanceEntity | null,
  ): Promise<FoundInstance> {
    const { uuid: id, name, metadata } = record;
    const { checked, problems } = metadata ? checkMetadata(metadata) : withoutMetadata(recorded);
    const isAdopted = (recorded?.origin ?? checked.origin) === 'adopted';
    const said = { volume: checked.diskVolume, imageId: checked.imageId };
    const real = isAdopted ? NO_DISK : await this.disks.check(record, said);
    return {
      id,
      name,
      isRecorded: recorded !== null,
      isRecordWrong: recorded !== null && !isAdopted && isOther(recorded, real.disk),
      domain: record,
      metadata: checked,
      disk: real.disk,
      hasMetadata: metadata !== undefined,
      // Of one that has lost its metadata the disk is all that is known.
      problems: metadata ? [...problems, ...real.problems] : problems,
    };
  }

  private async entityOf(
    { id, name, metadata, domain, disk, hasMetadata }: FoundInstance,
    references: RecordReferences,
  ): Promise<InstanceEntity> {
    const { description, tags, notes, isProtected, origin, createdAt } = metadata;
    const { memoryMiB, vcpus, mac, nicType } = domain;
    return this.instances.create({
      id,
      name,
      description,
      tags,
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
      networkMode: nicType === 'user' ? 'user' : 'other',
      mac: mac ?? null,
      diskVolume: disk.volume,
      diskSizeBytes: disk.sizeBytes,
      autostart: await this.readAutostart(id, name),
      snapshotNames: null,
      definition: null,
      metadataPending: !hasMetadata,
      createdAt,
      startedAt: null,
    });
  }

  private readAutostart(id: string, name: string): Promise<boolean> {
    return this.libvirt.call(`read the autostart of ${name}`, async (connection) =>
      (await connection.domainLookupByUUID(id)).getAutostart(),
    );
  }
}

const NO_DISK = { disk: { volume: null, sizeBytes: 0, imageId: null }, problems: [] };

/** A record that names a disk is not doubted because none was found: its pool may be away for a moment. */
function isOther({ diskVolume, imageId }: InstanceEntity, disk: RealDisk): boolean {
  return disk.volume !== null && (diskVolume !== disk.volume || imageId !== disk.imageId);
}

/** An instance that is known by its disk alone: an operator took its metadata out. */
function withoutMetadata(recorded: InstanceEntity | null): ReturnType<typeof checkMetadata> {
  const checked: CheckedMetadata = {
    origin: 'created',
    createdAt: new Date().toISOString(),
    isProtected: false,
    imageId: null,
    flavour: null,
    flavourName: null,
    diskVolume: null,
    description: '',
    notes: '',
    tags: [],
    ports: [],
  };
  // The record knows it all, and the metadata is written again.
  if (recorded) return { checked, problems: [] };
  return {
    checked,
    problems: [
      {
        field: 'metadata',
        value: '',
        message:
          'its domain has lost its metadata: it was found by its disk, without its flavour, ports, protection, description, notes and tags',
      },
    ],
  };
}

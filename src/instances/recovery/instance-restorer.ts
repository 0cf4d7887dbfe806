import { Injectable } from '@nestjs/common';
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
import { PortForwarding, type RefusedMapping } from '../ports/port-forwarding.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { type ActualDisk, DiskVerifier } from './disk-verifier.js';
import { type CheckedMetadata, checkMetadata } from './metadata-check.js';

/** A domain that this picostack server created, with the valid part of its metadata. */
export interface FoundInstance {
  readonly id: string;
  readonly name: string;
  readonly isRecorded: boolean;
  /** Whether the record names another disk or image than the domain uses. */
  readonly isRecordWrong: boolean;
  readonly domain: DomainRecord;
  /** The valid part of the metadata. */
  readonly metadata: CheckedMetadata;
  readonly disk: ActualDisk;
  readonly hasMetadata: boolean;
  readonly problems: readonly RecordProblem[];
}

/** A foreign domain that uses a disk of picostack. */
export interface StrayDomain {
  readonly id: string;
  readonly name: string;
  /** What is wrong, and what to do. */
  readonly problem: string;
}

/** The records that an instance refers to. */
export interface RecordReferences {
  readonly imageId: string | null;
  readonly flavourId: string | null;
}

/** An instance whose record was restored, or the reason why it was not. */
export interface RestoredInstance {
  readonly id: string;
  readonly name: string;
  readonly ports: number;
  /** Why it could not be restored; undefined if it was restored. */
  readonly problem?: string;
  /** The recorded values that are not valid. */
  readonly problems: readonly RecordProblem[];
}

/** Restore the records of instances from their domains and disks. Guests and disks do not change. */
@Injectable()
export class InstanceRestorer {
  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly disks: DiskVerifier,
    private readonly ports: PortForwarding,
    private readonly sync: InstanceSync,
  ) {}

  /** Count the domains of this picostack server that have no record. */
  async countUnrecorded(): Promise<number> {
    let count = 0;
    const recorded = new Set(await this.records.ids());
    for (const domain of await this.listDomains()) {
      if (recorded.has(domain.uuid)) continue;
      const record = await this.read(domain);
      if (record && (await this.isOwn(record))) count += 1;
    }
    return count;
  }

  /** Find all domains that this picostack server created, with or without a record, and foreign domains that use its disks. */
  async scan(): Promise<{ readonly found: FoundInstance[]; readonly strays: StrayDomain[] }> {
    const found: FoundInstance[] = [];
    const strays: StrayDomain[] = [];
    for (const domain of await this.listDomains()) {
      const record = await this.read(domain);
      if (!record) continue;
      const recorded = await this.records.findOneBy({ id: record.uuid });
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

  /** Restore the record of an instance, and its port mappings. */
  async restore(found: FoundInstance, references: RecordReferences): Promise<RestoredInstance> {
    const { id, name, metadata } = found;
    const failed = (problem: string, problems = found.problems): RestoredInstance => ({
      id,
      name,
      ports: 0,
      problem,
      problems,
    });
    if (!LABEL_PATTERN.test(name) || UUID_PATTERN.test(name)) {
      return failed(
        `its name ${UUID_PATTERN.test(name) ? 'has the form of a UUID' : 'is not a valid host name'}. Rename the domain (virsh domrename) and repeat the recovery`,
      );
    }
    if (found.domain.memoryMiB < 1) return failed('its domain has less than 1 MiB of memory');
    if (await this.records.existsBy({ name })) {
      return failed(
        `another instance has the name "${name}". Rename one of the two and repeat the recovery`,
      );
    }
    let refused: readonly RefusedMapping[];
    try {
      const instance = await this.entityOf(found, references);
      refused = await this.ports.insertRestored(instance, metadata.ports);
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN))
        return failed('its domain was undefined in the meantime');
      if (isUniqueViolation(error, 'mac')) {
        return failed(
          `another instance has its MAC address ${found.domain.mac ?? ''}. Change one of the two (virsh edit) and repeat the recovery`,
        );
      }
      if (isUniqueViolation(error)) return failed('it was recorded in the meantime');
      throw error;
    }
    await this.sync.refresh(id);
    const refusedPorts = refused.map(({ index, message }) => ({
      field: `ports.${index}.hostPort`,
      value: String(metadata.ports[index]?.hostPort ?? ''),
      message,
    }));
    const ports = metadata.ports.length - refused.length;
    return { id, name, ports, problems: [...found.problems, ...refusedPorts] };
  }

  /** Change the disk and the image of a record to those that the domain uses. */
  async correctDisk({ id, disk }: FoundInstance, imageId: string | null): Promise<void> {
    const { volume: diskVolume, sizeBytes } = disk;
    await this.records.update(id, {
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
    const helperPrefix = `${this.storage.poolPrefix}-copy-`;
    return domains
      .filter(({ name }) => !name.startsWith(helperPrefix))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Undefined if the domain was undefined after it was listed. */
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

  /** Recognize a domain by its metadata, or, without metadata, by a disk that is named after its UUID. */
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
      return `it uses the disk "${volume}" of this picostack server, and a newer version of picostack wrote its metadata. Use that version`;
    }
    const other = record.metadata?.poolPrefix;
    if (other) {
      return `it uses the disk "${volume}" of this picostack server, but its metadata belongs to another server, with the storage pool prefix "${other}". Do not delete the disk`;
    }
    return `it uses the disk "${volume}" of this picostack server, but has no metadata. Do not delete the disk; adopt the domain (picostk adopt ${record.name})`;
  }

  private async check(
    record: DomainRecord,
    recorded: InstanceEntity | null,
  ): Promise<FoundInstance> {
    const { uuid: id, name, metadata } = record;
    const { checked, problems } = metadata ? checkMetadata(metadata) : withoutMetadata(recorded);
    const isAdopted = (recorded?.origin ?? checked.origin) === 'adopted';
    const described = { volume: checked.diskVolume, imageId: checked.imageId };
    const actual = isAdopted ? NO_DISK : await this.disks.verify(record, described);
    return {
      id,
      name,
      isRecorded: recorded !== null,
      isRecordWrong: recorded !== null && !isAdopted && differs(recorded, actual.disk),
      domain: record,
      metadata: checked,
      disk: actual.disk,
      hasMetadata: metadata !== undefined,
      // Without metadata nothing describes a disk, so a difference is not a problem.
      problems: metadata ? [...problems, ...actual.problems] : problems,
    };
  }

  private async entityOf(
    { id, name, metadata, domain, disk, hasMetadata }: FoundInstance,
    references: RecordReferences,
  ): Promise<InstanceEntity> {
    const { description, tags, notes, isProtected, origin, createdAt } = metadata;
    const { memoryMiB, vcpus, mac, nicType } = domain;
    return this.records.create({
      id,
      name,
      description,
      tags,
      notes,
      isProtected,
      origin,
      // The refresh that follows reads the state.
      state: 'stopped',
      stateReason: null,
      facts: null,
      lastError: null,
      ...references,
      memoryMiB,
      vcpus,
      // The refresh that follows reads the firmware.
      firmware: 'bios',
      deviceProfile: 'linux',
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
    return this.libvirt.withDomain(id, `read the autostart of ${name}`, (domain) =>
      domain.getAutostart(),
    );
  }
}

const NO_DISK = { disk: { volume: null, sizeBytes: 0, imageId: null }, problems: [] };

/** If no disk was found, the record is not wrong: the storage pool may be unavailable for a moment. */
function differs({ diskVolume, imageId }: InstanceEntity, disk: ActualDisk): boolean {
  return disk.volume !== null && (diskVolume !== disk.volume || imageId !== disk.imageId);
}

/** The metadata of an instance that is recognized only by its disk, because an operator removed its metadata. */
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
  // The record contains everything, and the metadata will be written again.
  if (recorded) return { checked, problems: [] };
  return {
    checked,
    problems: [
      {
        field: 'metadata',
        value: '',
        message:
          'the domain has no metadata; the instance was recognized by its disk and has lost its flavour, ports, protection, description, notes and tags',
      },
    ],
  };
}

import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../common/errors.js';
import {
  type ListQueryDto,
  type MemoryListOptions,
  type Page,
  pageOf,
  sortOf,
} from '../../common/http/list-query.js';
import { visibleText } from '../../common/text.js';
import { LABEL_PATTERN, UUID_PATTERN } from '../../common/http/names.js';
import { type DomainSummary, summarizeDomain } from '../../domain-xml/domain-summary.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
  findDomain,
  findDomainByName,
} from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { fromDomainState } from '../model/domain-state.js';
import type { ForeignDomainDto } from '../dto/domain.dto.js';
import { InstanceRecords } from '../records/instance-records.js';

/** A foreign domain, and what prevents its adoption. */
export interface ForeignDomain {
  readonly domain: Domain;
  readonly xml: string;
  readonly summary: DomainSummary;
  readonly dto: ForeignDomainDto;
}

const LIST: MemoryListOptions<Domain> = {
  sortable: { name: ({ name }) => name },
  defaultSort: 'name',
  searchable: ({ name }) => [name],
};

/** Domains to read at the same time. */
const CONCURRENCY = 4;

/** List and find domains without an instance record. They are only read. */
@Injectable()
export class ForeignDomains {
  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  async list(query: ListQueryDto): Promise<Page<ForeignDomainDto>> {
    sortOf(query, Object.keys(LIST.sortable), LIST.defaultSort);
    const own = new Set(await this.records.ids());
    return this.libvirt.call('list the domains', async (connection) => {
      const foreign = (await connection.listAllDomains()).filter(
        ({ uuid, name }) => !own.has(uuid) && !this.isCopyHelper(name),
      );
      const page = pageOf(foreign, query, LIST);
      const items = await this.readAll(page.items);
      return { items: items.map(({ dto }) => dto), total: page.total };
    });
  }

  /** Find a foreign domain by UUID or name. @throws NotFoundError, also if the domain is an instance */
  async find(idOrName: string): Promise<ForeignDomain> {
    const found = await this.libvirt.call(`find ${idOrName}`, async (connection) => {
      const domain = await (UUID_PATTERN.test(idOrName)
        ? findDomain(connection, idOrName)
        : findDomainByName(connection, idOrName));
      if (!domain || (await this.records.existsBy({ id: domain.uuid }))) return undefined;
      return this.read(domain);
    });
    if (!found) throw new NotFoundError('domain', idOrName);
    return found;
  }

  private async readAll(domains: readonly Domain[]): Promise<ForeignDomain[]> {
    const found: ForeignDomain[] = [];
    for (let at = 0; at < domains.length; at += CONCURRENCY) {
      const some = await Promise.all(
        domains.slice(at, at + CONCURRENCY).map((domain) => this.read(domain)),
      );
      found.push(...some.filter((each) => each !== undefined));
    }
    return found;
  }

  /** Undefined if the domain was undefined after it was listed. */
  private async read(domain: Domain): Promise<ForeignDomain | undefined> {
    try {
      const { state, reason } = await domain.getState();
      const isPersistent = await domain.isPersistent();
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE);
      const summary = summarizeDomain(xml);
      const obstacle = isPersistent
        ? await this.obstacleOf(summary)
        : 'It is transient, and disappears when it stops. Define it first (virsh define).';
      const dto: ForeignDomainDto = {
        id: domain.uuid,
        name: visibleText(domain.name),
        state: fromDomainState(state, reason).state,
        memoryMiB: Math.round(summary.currentMemoryKiB / 1024),
        vcpus: summary.vcpus,
        disks: summary.disks.map(({ target, source }) => ({
          target: visibleText(target),
          source: source === null ? null : visibleText(source),
        })),
        canAdopt: obstacle === null,
        reason: obstacle,
      };
      return { domain, xml, summary, dto };
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
      throw error;
    }
  }

  private async obstacleOf(summary: DomainSummary): Promise<string | null> {
    const { name, firstNic } = summary;
    const owned = this.ownedBy(summary);
    if (owned !== null) return owned;
    if (UUID_PATTERN.test(name)) {
      return 'Its name has the form of a UUID, and could be mistaken for an id. Rename it first (virsh domrename).';
    }
    if (!LABEL_PATTERN.test(name)) {
      return (
        'Its name is not a valid host name: at most 63 lower-case letters, digits and dashes. ' +
        'Rename it first (virsh domrename).'
      );
    }
    if (await this.records.existsBy({ name })) {
      return `An instance has the name "${name}". Rename one of the two, or delete the instance if it is missing.`;
    }
    const mac = firstNic?.mac;
    const other = mac ? await this.records.findOneBy({ mac }) : null;
    return (
      other &&
      `Its network card has the same MAC address as the instance "${other.name}". Change one of the two (virsh edit).`
    );
  }

  /** Copy helper domains of this server exist only during a copy. */
  private isCopyHelper(name: string): boolean {
    return name.startsWith(`${this.storage.poolPrefix}-copy-`);
  }

  private ownedBy({ owner, uuid, hasUnknownMetadata }: DomainSummary): string | null {
    if (hasUnknownMetadata) {
      return 'A newer version of picostack manages it, and this version cannot read its metadata.';
    }
    // The metadata of a copy with another UUID does not count.
    if (!owner || owner.id !== uuid) return null;
    const { poolPrefix } = owner;
    if (poolPrefix === this.storage.poolPrefix) {
      return 'This picostack server created it and has lost its record. Restore the record with "picostk recover".';
    }
    const which = poolPrefix === null ? '' : `, with the storage pool prefix "${poolPrefix}"`;
    return `Another picostack server manages it${which}.`;
  }
}

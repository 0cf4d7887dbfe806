import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
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
import { InstanceEntity } from '../records/instance.entity.js';

/** A domain without a record, and what keeps it from being adopted. */
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

/** Domains that are read side by side. */
const AT_ONCE = 4;

/** The domains that no record is about: made by virsh, by another program, by another picostack. Never touched here. */
@Injectable()
export class ForeignDomains {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  async list(query: ListQueryDto): Promise<Page<ForeignDomainDto>> {
    sortOf(query, Object.keys(LIST.sortable), LIST.defaultSort);
    const own = new Set((await this.instances.find({ select: { id: true } })).map(({ id }) => id));
    return this.libvirt.call('list the domains', async (connection) => {
      const foreign = (await connection.listAllDomains()).filter(
        ({ uuid, name }) => !own.has(uuid) && !this.isCopyingDomain(name),
      );
      const page = pageOf(foreign, query, LIST);
      const items = await this.readAll(page.items);
      return { items: items.map(({ dto }) => dto), total: page.total };
    });
  }

  /** By UUID or name. @throws NotFoundError also where it is an instance */
  async find(idOrName: string): Promise<ForeignDomain> {
    const found = await this.libvirt.call(`look for ${idOrName}`, async (connection) => {
      const domain = await (UUID_PATTERN.test(idOrName)
        ? findDomain(connection, idOrName)
        : findDomainByName(connection, idOrName));
      if (!domain || (await this.instances.existsBy({ id: domain.uuid }))) return undefined;
      return this.read(domain);
    });
    if (!found) throw new NotFoundError('domain', idOrName);
    return found;
  }

  private async readAll(domains: readonly Domain[]): Promise<ForeignDomain[]> {
    const found: ForeignDomain[] = [];
    for (let at = 0; at < domains.length; at += AT_ONCE) {
      const some = await Promise.all(
        domains.slice(at, at + AT_ONCE).map((domain) => this.read(domain)),
      );
      found.push(...some.filter((each) => each !== undefined));
    }
    return found;
  }

  /** Undefined where it is gone since it was listed. */
  private async read(domain: Domain): Promise<ForeignDomain | undefined> {
    try {
      const { state, reason } = await domain.getState();
      const isPersistent = await domain.isPersistent();
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE);
      const summary = summarizeDomain(xml);
      const obstacle = isPersistent
        ? await this.obstacleOf(summary)
        : 'It has no definition, and is gone when it stops: define it first (virsh define).';
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
      return 'Its name looks like an id, and would be taken for that of another instance. Rename it first (virsh domrename).';
    }
    if (!LABEL_PATTERN.test(name)) {
      return (
        'Its name is no host name: lower-case letters, digits and dashes, 63 at most. ' +
        'Rename it first (virsh domrename).'
      );
    }
    if (await this.instances.existsBy({ name })) {
      return `An instance has the name "${name}". Rename one of the two, or forget the instance if it is missing.`;
    }
    const mac = firstNic?.mac;
    const twin = mac ? await this.instances.findOneBy({ mac }) : null;
    return twin && `Its network card has the address of the instance "${twin.name}".`;
  }

  /** A domain that this picostack copies a disk with comes and goes. */
  private isCopyingDomain(name: string): boolean {
    return name.startsWith(`${this.storage.poolPrefix}-copy-`);
  }

  private ownedBy({ owner, uuid, hasUnknownMark }: DomainSummary): string | null {
    if (hasUnknownMark) {
      return 'A newer picostack looks after it, whose metadata this version cannot read.';
    }
    // A copy of an instance's XML under another UUID is nobody's.
    if (!owner || owner.id !== uuid) return null;
    const { poolPrefix } = owner;
    if (poolPrefix === this.storage.poolPrefix) {
      return 'This picostack made it, and its record is lost: "picostk recover" makes the record again.';
    }
    const whose = poolPrefix === null ? '' : ` (its storage pools begin with "${poolPrefix}")`;
    return `Another picostack looks after it${whose}.`;
  }
}

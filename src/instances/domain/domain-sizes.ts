import { Injectable, Logger } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError, LibvirtFailedError, messageOf } from '../../common/errors.js';
import { type DomainSize, readDomainSize } from '../../domain-xml/domain-size.js';
import { resizeXml, restoreSize } from '../../domain-xml/resize.js';
import { type GuestSize, HostAdmission } from '../../host/host-admission.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
} from '../../libvirt/index.js';
import { type InstanceSize, KIB_PER_MIB, domainSizeFor } from '../model/instance-size.js';
import { requireDefinition } from '../model/legal-actions.js';

/** How long a guest is given to hand memory back, or take it. */
const BALLOON_LIMIT_MS = 10_000;
const BALLOON_LOOK_MS = 200;

/** What a domain is defined with before its size changes. */
export interface SizePlan {
  readonly size: DomainSize;
  /** Without secrets, so that it can be recorded. */
  readonly xml: string;
}

/** Changes the memory and the processors that domains have; the rest of their XML stays. */
@Injectable()
export class DomainSizes {
  private readonly logger = new Logger(DomainSizes.name);

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly admission: HostAdmission,
  ) {}

  /** What a domain is defined with: what its next start gives it. */
  readDefined(id: string): Promise<DomainSize> {
    return this.libvirt.withDomain(id, 'read the size of the domain', definedSize);
  }

  /**
   * The XML that a domain is defined with, without secrets, and with it the size that was asked for.
   * @throws ConflictError `cannotResize` where its XML cannot have that size
   */
  async plan(
    { id, name }: Pick<GuestSize, 'id' | 'name'>,
    wanted: InstanceSize,
  ): Promise<SizePlan> {
    const xml = await this.libvirt.withDomain(id, `read the size of ${name}`, async (domain) => {
      return domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE);
    });
    resizedXml(xml, name, wanted);
    return { size: readDomainSize(xml), xml };
  }

  /** Defines a domain with another size, in one call: libvirt takes all of it, or refuses all of it. */
  async define({ id, name }: Pick<GuestSize, 'id' | 'name'>, wanted: InstanceSize): Promise<void> {
    await this.libvirt.withDomain(id, `change the size of ${name}`, async (domain, connection) => {
      requireDefinition({ isPersistent: await domain.isPersistent() }, name, 'resize');
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      // Not validated: an operator may have defined what the schema does not know.
      await connection.domainDefineXMLFlags(resizedXml(xml, name, wanted), 0);
    });
  }

  /** Puts the size of a former definition back, word for word; what an operator changed beside it meanwhile stays. */
  async restore({ id, name }: Pick<GuestSize, 'id' | 'name'>, formerXml: string): Promise<void> {
    await this.libvirt.withDomain(
      id,
      `change the size of ${name} back`,
      async (domain, connection) => {
        const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
        if (isDeepStrictEqual(readDomainSize(xml), readDomainSize(formerXml))) return;
        await connection.domainDefineXMLFlags(restoreSize(xml, formerXml), 0);
      },
    );
  }

  /**
   * Gives a guest that runs as much of the size as QEMU, the guest and the host's room allow; the rest comes at its
   * next start.
   */
  async apply({ id, name }: Pick<GuestSize, 'id' | 'name'>, wanted: InstanceSize): Promise<void> {
    await this.libvirt.withDomain(id, 'change the size of the guest', async (domain) => {
      if (!(await domain.isActive())) return;
      const live = readDomainSize(await domain.getXMLDesc(0));
      const most = {
        memoryMiB: Math.min(wanted.memoryMiB, Math.floor(live.maxMemoryKiB / KIB_PER_MIB)),
        vcpus: Math.min(wanted.vcpus, live.maxVcpus),
      };
      try {
        await this.admission.run({ id, name, ...most }, () => this.give(domain, live, most));
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        this.logger.log(`At its next start: ${error.message}`);
        await this.give(domain, live, {
          memoryMiB: Math.min(most.memoryMiB, Math.floor(live.memoryKiB / KIB_PER_MIB)),
          vcpus: Math.min(most.vcpus, live.vcpus),
        });
      }
    });
  }

  private async give(domain: Domain, live: DomainSize, size: InstanceSize): Promise<void> {
    const memoryKiB = size.memoryMiB * KIB_PER_MIB;
    if (size.vcpus !== live.vcpus) {
      await this.tryTo('switch processors', () =>
        domain.setVcpusFlags(size.vcpus, VIR_DOMAIN_AFFECT_LIVE),
      );
    }
    if (memoryKiB !== live.memoryKiB) {
      await this.tryTo('move the balloon', () => moveBalloon(domain, memoryKiB));
    }
  }

  /** What QEMU or the guest refuses now comes at the next start: it is shown as pending, and is no failure. */
  private tryTo(what: string, change: () => Promise<void>): Promise<void> {
    return this.libvirt.call(what, change).catch((error: unknown) => {
      if (!(error instanceof LibvirtFailedError)) throw error;
      this.logger.log(`At its next start: ${messageOf(error)}`);
    });
  }
}

async function definedSize(domain: Domain): Promise<DomainSize> {
  return readDomainSize(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE));
}

/** @throws ConflictError `cannotResize` */
function resizedXml(xml: string, name: string, wanted: InstanceSize): string {
  const resized = resizeXml(xml, domainSizeFor(readDomainSize(xml), wanted));
  if ('xml' in resized) return resized.xml;
  throw new ConflictError('cannotResize', `"${name}" cannot resize. ${resized.obstacle}`);
}

/** Asks the guest, and waits until it has done so; one without a balloon driver never does. */
async function moveBalloon(domain: Domain, memoryKiB: number): Promise<void> {
  await domain.setMemoryFlags(memoryKiB, VIR_DOMAIN_AFFECT_LIVE);
  const deadline = performance.now() + BALLOON_LIMIT_MS;
  while (performance.now() < deadline) {
    const now = await domain.getInfo();
    if (now.memoryKiB === memoryKiB || now.state === VIR_DOMAIN_PAUSED) return;
    await new Promise((resolve) => setTimeout(resolve, BALLOON_LOOK_MS));
  }
}

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

/** How long a guest may take to change its memory. */
const BALLOON_LIMIT_MS = 10_000;
const BALLOON_POLL_MS = 200;

/** The definition of a domain before its size changes. */
export interface SizePlan {
  readonly size: DomainSize;
  /** The XML without secrets, so that it can be recorded. */
  readonly xml: string;
}

/** Change the memory and CPUs of domains. The rest of their XML stays. */
@Injectable()
export class DomainResize {
  private readonly logger = new Logger(DomainResize.name);

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly admission: HostAdmission,
  ) {}

  /** Read the defined size, which the next start applies. */
  readDefined(id: string): Promise<DomainSize> {
    return this.libvirt.withDomain(id, 'read the size of the domain', definedSize);
  }

  /**
   * Check that a domain can have another size, and read its present definition.
   * @throws ConflictError `cannotResize`
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

  /** Define a domain with another size, in one call, so that libvirt changes all of it or nothing. */
  async define({ id, name }: Pick<GuestSize, 'id' | 'name'>, wanted: InstanceSize): Promise<void> {
    await this.libvirt.withDomain(id, `change the size of ${name}`, async (domain, connection) => {
      requireDefinition({ isPersistent: await domain.isPersistent() }, name, 'resize');
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      // Not validated: an operator may have defined something that the schema does not contain.
      await connection.domainDefineXMLFlags(resizedXml(xml, name, wanted), 0);
    });
  }

  /** Restore exactly the size of a former definition. Other changes by an operator since then stay. */
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
   * Give a running guest as much of the size as QEMU, the guest and the capacity of the host allow. The next start
   * applies the rest.
   */
  async apply({ id, name }: Pick<GuestSize, 'id' | 'name'>, wanted: InstanceSize): Promise<void> {
    await this.libvirt.withDomain(id, 'change the size of the guest', async (domain) => {
      if (!(await domain.isActive())) return;
      const live = readDomainSize(await domain.getXMLDesc(0));
      const possible = {
        memoryMiB: Math.min(wanted.memoryMiB, Math.floor(live.maxMemoryKiB / KIB_PER_MIB)),
        vcpus: Math.min(wanted.vcpus, live.maxVcpus),
      };
      try {
        await this.admission.run({ id, name, ...possible }, () =>
          this.changeLive(domain, live, possible),
        );
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        this.logger.log(`The size of "${name}" changes at its next start. ${error.message}`);
        await this.changeLive(domain, live, {
          memoryMiB: Math.min(possible.memoryMiB, Math.floor(live.memoryKiB / KIB_PER_MIB)),
          vcpus: Math.min(possible.vcpus, live.vcpus),
        });
      }
    });
  }

  private async changeLive(domain: Domain, live: DomainSize, size: InstanceSize): Promise<void> {
    const memoryKiB = size.memoryMiB * KIB_PER_MIB;
    if (size.vcpus !== live.vcpus) {
      await this.tryTo('change the number of CPUs', () =>
        domain.setVcpusFlags(size.vcpus, VIR_DOMAIN_AFFECT_LIVE),
      );
    }
    if (memoryKiB !== live.memoryKiB) {
      await this.tryTo('change the balloon', () => changeBalloon(domain, memoryKiB));
    }
  }

  /** A change that QEMU or the guest refuses is not a failure: it is shown as pending until the next start. */
  private tryTo(doing: string, change: () => Promise<void>): Promise<void> {
    return this.libvirt.call(doing, change).catch((error: unknown) => {
      if (!(error instanceof LibvirtFailedError)) throw error;
      this.logger.log(`The change waits for the next start. ${messageOf(error)}`);
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
  throw new ConflictError(
    'cannotResize',
    `Cannot resize the instance "${name}". ${resized.obstacle}`,
  );
}

/** Change the balloon, and wait for the guest. A guest without a balloon driver never changes it. */
async function changeBalloon(domain: Domain, memoryKiB: number): Promise<void> {
  await domain.setMemoryFlags(memoryKiB, VIR_DOMAIN_AFFECT_LIVE);
  const deadline = performance.now() + BALLOON_LIMIT_MS;
  while (performance.now() < deadline) {
    const info = await domain.getInfo();
    if (info.memoryKiB === memoryKiB || info.state === VIR_DOMAIN_PAUSED) return;
    await new Promise((resolve) => setTimeout(resolve, BALLOON_POLL_MS));
  }
}

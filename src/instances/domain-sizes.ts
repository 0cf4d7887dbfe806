import { Injectable, Logger } from '@nestjs/common';
import { ConflictError, LibvirtFailedError, messageOf } from '../common/errors.js';
import { type DomainSize, readDomainSize } from '../domain-xml/domain-size.js';
import { type GuestSize, HostAdmission } from '../host/host-admission.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_MEM_MAXIMUM,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_VCPU_MAXIMUM,
  VIR_DOMAIN_XML_INACTIVE,
} from '../libvirt/index.js';
import { type InstanceSize, KIB_PER_MIB, sizeWith } from './instance-size.js';

/** How long a guest is given to hand memory back, or take it. */
const BALLOON_LIMIT_MS = 10_000;
const BALLOON_LOOK_MS = 200;

/** Changes the memory and the processors that domains have, by libvirt's own calls: the rest of them stays. */
@Injectable()
export class DomainSizes {
  private readonly logger = new Logger(DomainSizes.name);

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly admission: HostAdmission,
  ) {}

  /** What a domain is defined with: what its next start gives it. */
  readDefined(id: string): Promise<DomainSize> {
    return this.libvirt.call('read the size of the domain', async (connection) =>
      definedSize(await connection.domainLookupByUUID(id)),
    );
  }

  /** Defines a domain with another size; what fails on the way leaves it as it was. */
  define(id: string, wanted: InstanceSize): Promise<void> {
    return this.libvirt.call('change the size of the domain', async (connection) => {
      const domain = await connection.domainLookupByUUID(id);
      const former = await definedSize(domain);
      try {
        await setDefined(domain, sizeWith(former, wanted));
      } catch (error) {
        await setDefined(domain, former);
        throw error;
      }
    });
  }

  /** Defines a domain with exactly this size. */
  restore(id: string, size: DomainSize): Promise<void> {
    return this.libvirt.call('change the size of the domain back', async (connection) =>
      setDefined(await connection.domainLookupByUUID(id), size),
    );
  }

  /**
   * Gives a guest that runs as much of the size as QEMU, the guest and the host's room allow; the rest comes at its
   * next start.
   */
  async apply({ id, name }: Pick<GuestSize, 'id' | 'name'>, wanted: InstanceSize): Promise<void> {
    await this.libvirt.call('change the size of the guest', async (connection) => {
      const domain = await connection.domainLookupByUUID(id);
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

async function setDefined(domain: Domain, size: DomainSize): Promise<void> {
  const config = VIR_DOMAIN_AFFECT_CONFIG;
  const setMaxVcpus = () => domain.setVcpusFlags(size.maxVcpus, config | VIR_DOMAIN_VCPU_MAXIMUM);
  const setVcpus = () => domain.setVcpusFlags(size.vcpus, config);
  const { maxVcpus } = await definedSize(domain);
  // Never more than the maximum, on the way neither.
  for (const set of size.maxVcpus > maxVcpus ? [setMaxVcpus, setVcpus] : [setVcpus, setMaxVcpus]) {
    await set();
  }
  await domain.setMemoryFlags(size.maxMemoryKiB, config | VIR_DOMAIN_MEM_MAXIMUM);
  await domain.setMemoryFlags(size.memoryKiB, config);
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

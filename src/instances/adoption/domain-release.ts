import { Injectable } from '@nestjs/common';
import { METADATA_NAMESPACE, METADATA_PREFIX } from '../../domain-xml/read.js';
import {
  LibvirtService,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_METADATA_ELEMENT,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_DOMAIN_METADATA,
  isLibvirtError,
} from '../../libvirt/index.js';
import { PortForwarding } from '../ports/port-forwarding.js';
import type { DisposalTarget } from '../domain/instance-disposal.js';

/** Release an adopted domain: close its ports and remove picostack's metadata. The rest stays, running or not. */
@Injectable()
export class DomainRelease {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly ports: PortForwarding,
  ) {}

  /** Does nothing if the domain or its metadata does not exist. */
  async release({ id, name }: DisposalTarget): Promise<void> {
    await this.libvirt
      .withDomain(id, `release ${name}`, async (domain) => {
        const isActive = await domain.isActive();
        // A transient domain has no definition to write to.
        const config = (await domain.isPersistent()) ? VIR_DOMAIN_AFFECT_CONFIG : 0;
        await this.ports.removeAll(id, isActive ? domain : undefined);
        await domain.setMetadata(
          VIR_DOMAIN_METADATA_ELEMENT,
          null,
          METADATA_PREFIX,
          METADATA_NAMESPACE,
          config | (isActive ? VIR_DOMAIN_AFFECT_LIVE : 0),
        );
      })
      .catch((error: unknown) => {
        if (!isLibvirtError(error, VIR_ERR_NO_DOMAIN, VIR_ERR_NO_DOMAIN_METADATA)) throw error;
      });
  }
}

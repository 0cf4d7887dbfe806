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
import { InstancePorts } from '../ports/instance-ports.js';
import type { InstanceRemains } from '../domain/instance-disposal.js';

/** Lets an adopted domain go: its ports are closed, picostack's mark is taken off; all else stays, running or not. */
@Injectable()
export class InstanceRelease {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly ports: InstancePorts,
  ) {}

  /** What is gone already is passed over. */
  async release({ id, name }: InstanceRemains): Promise<void> {
    await this.libvirt
      .withDomain(id, `let ${name} go`, async (domain) => {
        const isActive = await domain.isActive();
        // A domain that was undefined while it runs has no definition to write to.
        const config = (await domain.isPersistent()) ? VIR_DOMAIN_AFFECT_CONFIG : 0;
        await this.ports.closeAll(id, isActive ? domain : undefined);
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

import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { copyingDomainXml } from '../../domain-xml/copy-xml.js';
import { HostService } from '../../host/host.service.js';
import { machineOf } from '../../host/virt-type.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_START_AUTODESTROY,
  VIR_DOMAIN_START_PAUSED,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  orUndefined,
} from '../../libvirt/index.js';

/** Which disk it opens, and under which id. */
export interface CopyingDomainRequest {
  readonly id: string;
  readonly sourceName: string;
  readonly diskPath: string;
}

/**
 * A domain that never runs: its QEMU copies the disk of a guest that is off just as the guest's own QEMU does while it
 * is on. It goes with the connection that made it, so that a server that is killed leaves nothing at work.
 */
@Injectable()
export class CopyHelperDomain {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly host: HostService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** Starts it, paused before its first instruction. QEMU's lock on the disk keeps the guest from starting meanwhile. */
  start(
    connection: Connection,
    { id, sourceName, diskPath }: CopyingDomainRequest,
  ): Promise<Domain> {
    const { virtType, arch } = this.host.requireFacts();
    const xml = copyingDomainXml({
      virtType: virtType.type,
      uuid: id,
      name: `${this.settings.poolPrefix}-copy-${id}`,
      sourceName,
      arch,
      machine: machineOf(arch),
      diskPath,
    });
    return connection.domainCreateXML(xml, VIR_DOMAIN_START_PAUSED | VIR_DOMAIN_START_AUTODESTROY);
  }

  /** Ends it; one that is gone is no error. */
  async remove(id: string): Promise<void> {
    await orUndefined(
      this.libvirt.withDomain(id, 'end the copy', (domain) => domain.destroyFlags(0)),
      VIR_ERR_NO_DOMAIN,
      VIR_ERR_OPERATION_INVALID,
    );
  }
}

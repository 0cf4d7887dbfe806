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

/** The UUID of the helper domain, and the disk to open. */
export interface CopyHelperRequest {
  readonly id: string;
  readonly sourceName: string;
  readonly diskPath: string;
}

/**
 * A domain that stays paused: its QEMU copies the disk of a guest that is off, just as the QEMU of a running guest does.
 * libvirt destroys it when the connection ends, so that a killed server leaves no copy running.
 */
@Injectable()
export class CopyHelperDomain {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly host: HostService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** Start the domain, paused before its first instruction. QEMU's lock on the disk prevents a start of the guest. */
  start(connection: Connection, { id, sourceName, diskPath }: CopyHelperRequest): Promise<Domain> {
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

  /** Destroy the domain. Does nothing if it does not exist. */
  async remove(id: string): Promise<void> {
    await orUndefined(
      this.libvirt.withDomain(id, 'end the copy helper domain', (domain) => domain.destroyFlags(0)),
      VIR_ERR_NO_DOMAIN,
      VIR_ERR_OPERATION_INVALID,
    );
  }
}

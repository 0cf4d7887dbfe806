import { readDomainSize } from '../../domain-xml/domain-size.js';
import {
  type Domain,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../../libvirt/index.js';
import { type InstanceSize, pendingSize } from '../model/instance-size.js';

/** What the next start gives a guest that runs, where that differs from what it has; null where it ended meanwhile. */
export async function readPendingSize(domain: Domain): Promise<InstanceSize | null> {
  try {
    const [xml, now] = await Promise.all([
      domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE),
      domain.getInfo(),
    ]);
    return pendingSize(readDomainSize(xml), now);
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID)) return null;
    throw error;
  }
}

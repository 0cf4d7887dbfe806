import { Injectable } from '@nestjs/common';
import { readMetadataPrefix } from '../../domain-xml/metadata.js';
import { METADATA_NAMESPACE, METADATA_PREFIX } from '../../domain-xml/read.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_METADATA_ELEMENT,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_DOMAIN_METADATA,
  isLibvirtError,
} from '../../libvirt/index.js';

/** picostack's metadata of a running guest, as virDomainSetMetadata takes it. */
interface LiveMetadata {
  readonly prefix: string;
  readonly xml: string;
}

/** The definition and the live metadata of a domain before picostack wrote its own metadata. */
export interface FormerMetadata {
  readonly domain: Domain;
  /** The XML with secrets. */
  readonly definition: string;
  /** Undefined if the guest is off, or has no metadata of picostack. */
  readonly live: LiveMetadata | undefined;
}

/** Read the metadata of a domain before it changes, and restore it. */
@Injectable()
export class MetadataBackup {
  constructor(private readonly libvirt: LibvirtService) {}

  /** Read what {@link restore} needs. */
  read(domain: Domain): Promise<FormerMetadata> {
    return this.libvirt.call(`read the metadata of ${domain.name}`, async () => ({
      domain,
      definition: await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE),
      live: (await domain.isActive()) ? await readLive(domain) : undefined,
    }));
  }

  /** Define the former XML again: removing the metadata would leave an empty element. */
  async restore({ domain, definition, live }: FormerMetadata): Promise<void> {
    await this.libvirt.call(`restore the metadata of ${domain.name}`, async (connection) => {
      const present = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      if (present !== definition) await connection.domainDefineXMLFlags(definition, 0);
      if (!(await domain.isActive())) return;
      await this.restoreLive(domain, live);
    });
  }

  private async restoreLive(domain: Domain, former: LiveMetadata | undefined): Promise<void> {
    try {
      await domain.setMetadata(
        VIR_DOMAIN_METADATA_ELEMENT,
        former?.xml ?? null,
        former?.prefix ?? METADATA_PREFIX,
        METADATA_NAMESPACE,
        VIR_DOMAIN_AFFECT_LIVE,
      );
    } catch (error) {
      if (!isLibvirtError(error, VIR_ERR_NO_DOMAIN, VIR_ERR_NO_DOMAIN_METADATA)) throw error;
    }
  }
}

async function readLive(domain: Domain): Promise<LiveMetadata | undefined> {
  const prefix = readMetadataPrefix(await domain.getXMLDesc(0)) ?? METADATA_PREFIX;
  try {
    const xml = await domain.getMetadata(
      VIR_DOMAIN_METADATA_ELEMENT,
      METADATA_NAMESPACE,
      VIR_DOMAIN_AFFECT_LIVE,
    );
    return { prefix, xml };
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN_METADATA)) return undefined;
    throw error;
  }
}

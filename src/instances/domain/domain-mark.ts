import { Injectable } from '@nestjs/common';
import { readMarkPrefix } from '../../domain-xml/metadata.js';
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

/** Our metadata of a guest that runs, as virDomainSetMetadata takes it. */
interface FormerMark {
  readonly prefix: string;
  readonly xml: string;
}

/** What a domain carried before picostack wrote its metadata. */
export interface FormerMetadata {
  readonly domain: Domain;
  /** What it is defined with, with its secrets. */
  readonly definition: string;
  /** Of the guest that runs; undefined where it is off, or carries none. */
  readonly live: FormerMark | undefined;
}

/** Puts back what a domain carried before picostack wrote its metadata. */
@Injectable()
export class DomainMark {
  constructor(private readonly libvirt: LibvirtService) {}

  read(domain: Domain): Promise<FormerMetadata> {
    return this.libvirt.call(`read the metadata of ${domain.name}`, async () => ({
      domain,
      definition: await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE),
      live: (await domain.isActive()) ? await readLive(domain) : undefined,
    }));
  }

  /** Defines the former XML again: taking the metadata out would leave an empty element behind. */
  async restore({ domain, definition, live }: FormerMetadata): Promise<void> {
    await this.libvirt.call(`restore the metadata of ${domain.name}`, async (connection) => {
      const now = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      if (now !== definition) await connection.domainDefineXMLFlags(definition, 0);
      if (!(await domain.isActive())) return;
      await this.restoreLive(domain, live);
    });
  }

  private async restoreLive(domain: Domain, former: FormerMark | undefined): Promise<void> {
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

async function readLive(domain: Domain): Promise<FormerMark | undefined> {
  const prefix = readMarkPrefix(await domain.getXMLDesc(0)) ?? METADATA_PREFIX;
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

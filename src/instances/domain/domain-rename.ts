import { Injectable } from '@nestjs/common';
import { ConflictError, NameTakenError } from '../../common/errors.js';
import { withHostName } from '../../domain-xml/edit.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
  findDomainByName,
} from '../../libvirt/index.js';

/** A change of a name; recorded as the input of an operation. */
export interface NameChange {
  /** The id of the instance, which is the UUID of the domain. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Rename domains, and change the host names that their guests get from DHCP. Each call can be repeated. */
@Injectable()
export class DomainRename {
  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Rename a domain. A name that an operator gave it in the meantime stays.
   * @throws NameTakenError, ConflictError `illegalState`, `savedState`, or `renamedOutside`
   */
  async rename(change: NameChange): Promise<void> {
    const { from, to } = change;
    const name = await this.renameFrom(change);
    if (name === to) return;
    throw new ConflictError(
      'renamedOutside',
      `Another program renamed the domain "${from}" to "${name}" at the same time. Repeat the request if you still want "${to}".`,
    );
  }

  /** Undo {@link rename}, unless an operator renamed the domain in the meantime. */
  async undoRename({ id, from, to }: NameChange): Promise<void> {
    await this.renameFrom({ id, from: to, to: from });
  }

  /** @returns the name that the domain has afterwards */
  private renameFrom({ id, from, to }: NameChange): Promise<string> {
    return this.libvirt.withDomain(id, `rename ${from}`, async (domain, connection) => {
      if (domain.name !== from) return domain.name;
      try {
        await domain.rename(to);
      } catch (error) {
        if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
        throw (await explainRefusal(connection, domain, to)) ?? error;
      }
      return to;
    });
  }

  /**
   * Change the host name that the guest gets from DHCP. The existing XML is edited and defined again, so that changes
   * by an operator stay.
   */
  async setHostName({ id, from, to }: NameChange): Promise<void> {
    await this.libvirt.withDomain(
      id,
      `change the host name of ${to}`,
      async (domain, connection) => {
        const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
        const edited = withHostName(xml, from, to);
        // Not validated: an operator may have defined something that the schema does not contain.
        if (edited !== undefined) await connection.domainDefineXMLFlags(edited, 0);
      },
    );
  }
}

/** Why libvirt cannot rename a domain now; undefined for other reasons. */
async function explainRefusal(
  connection: Connection,
  domain: Domain,
  to: string,
): Promise<ConflictError | NameTakenError | undefined> {
  if (await findDomainByName(connection, to)) return new NameTakenError('domain', to);
  if (await domain.isActive()) {
    return new ConflictError(
      'illegalState',
      `Cannot rename the instance "${domain.name}": it was started after the request. Stop it first.`,
    );
  }
  if (await domain.hasManagedSaveImage()) {
    return new ConflictError(
      'savedState',
      `Cannot rename the instance "${domain.name}": its memory is saved to disk. Start it and shut it down first, or discard the saved state.`,
    );
  }
  return undefined;
}

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

/** A name for another. */
export interface NameChange {
  /** The instance, and the domain. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The names of domains, and the host names that their guests are offered. Each call may find its work done already. */
@Injectable()
export class DomainNames {
  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Gives a domain another name, and no other: one that an operator gave it meanwhile stays.
   * @throws NameTakenError, ConflictError `illegalState`, `savedState`, or `renamedOutside`
   */
  async rename(change: NameChange): Promise<void> {
    const { from, to } = change;
    const name = await this.exchange(change);
    if (name === to) return;
    throw new ConflictError(
      'renamedOutside',
      `The domain "${from}" was renamed "${name}" outside of picostack just now. Ask again, if it is to be "${to}" all the same.`,
    );
  }

  /** The name that it had, unless an operator gave it another one meanwhile. */
  async takeBack({ id, from, to }: NameChange): Promise<void> {
    await this.exchange({ id, from: to, to: from });
  }

  /** @returns the name that it has then */
  private exchange({ id, from, to }: NameChange): Promise<string> {
    return this.libvirt.withDomain(id, `rename ${from}`, async (domain, connection) => {
      if (domain.name !== from) return domain.name;
      try {
        await domain.rename(to);
      } catch (error) {
        if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
        throw (await whyNot(connection, domain, to)) ?? error;
      }
      return to;
    });
  }

  /**
   * Writes the new name as the one that the guest is offered. What libvirt has of the domain is edited, with its
   * secrets, and defined again: what an operator added stays.
   */
  async tellGuest({ id, from, to }: NameChange): Promise<void> {
    await this.libvirt.withDomain(
      id,
      `tell the guest of ${to} its name`,
      async (domain, connection) => {
        const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
        const edited = withHostName(xml, from, to);
        // Not validated: an operator may have defined what the schema does not know.
        if (edited !== undefined) await connection.domainDefineXMLFlags(edited, 0);
      },
    );
  }
}

/** Why libvirt says that a domain cannot be renamed now; undefined where it has other reasons. */
async function whyNot(
  connection: Connection,
  domain: Domain,
  to: string,
): Promise<ConflictError | NameTakenError | undefined> {
  if (await isTaken(connection, to)) return new NameTakenError('domain of libvirt', to);
  if (await domain.isActive()) {
    return new ConflictError(
      'illegalState',
      `"${domain.name}" was started in the meantime: it cannot be renamed while it runs. Stop it first.`,
    );
  }
  if (await domain.hasManagedSaveImage()) {
    return new ConflictError(
      'savedState',
      `The state of "${domain.name}" is saved to disk under this name: it cannot be renamed. Start it and shut it down first, or discard the saved state.`,
    );
  }
  return undefined;
}

async function isTaken(connection: Connection, name: string): Promise<boolean> {
  return (await findDomainByName(connection, name)) !== undefined;
}

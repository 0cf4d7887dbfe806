import { type Connection, type Domain, VIR_ERR_NO_DOMAIN } from 'node-libvirt';
import { orUndefined } from './translate-error.js';

/** Find a domain by its UUID. */
export function findDomain(connection: Connection, id: string): Promise<Domain | undefined> {
  return orUndefined(connection.domainLookupByUUID(id), VIR_ERR_NO_DOMAIN);
}

/** Find a domain by its name. */
export function findDomainByName(
  connection: Connection,
  name: string,
): Promise<Domain | undefined> {
  return orUndefined(connection.domainLookupByName(name), VIR_ERR_NO_DOMAIN);
}

import type { Infer } from '../../xdr/index.js';
import type { domainRef } from '../../protocol/types.js';
import type { Connection } from '../connection.js';

/** How the protocol refers to a domain. */
export type DomainRef = Infer<typeof domainRef>;

/** What names a domain, and the connection that it is on. */
export class DomainBase {
  /** The reference that procedures take as `dom`. */
  ref: DomainRef;

  constructor(
    readonly connection: Connection,
    ref: DomainRef,
  ) {
    this.ref = ref;
  }

  /** The name (virDomainGetName), as it was when this object was made or renamed. */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, dashed and in lower case (virDomainGetUUIDString): what a domain is known by. */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** The number of the running domain, -1 if it was not running then (virDomainGetID). */
  get id(): number {
    return this.ref.id;
  }
}

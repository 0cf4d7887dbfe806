import type { nwfilterRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to it. */
export type NWFilterRef = Infer<typeof nwfilterRef>;

/** A filter of network traffic (virNWFilterPtr). */
export class NWFilter {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: NWFilterRef,
  ) {}

  /** The name (virNWFilterGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, dashed and in lower case (virNWFilterGetUUIDString). */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** The description (virNWFilterGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call('nwFilterGetXMLDesc', { nwfilter: this.ref, flags }, options)
    ).xml;
  }

  /** Removes the filter (virNWFilterUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('nwFilterUndefine', { nwfilter: this.ref }, options);
  }
}

import type { nwfilterBindingRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to it. */
export type NWFilterBindingRef = Infer<typeof nwfilterBindingRef>;

/** A filter at work on a port (virNWFilterBindingPtr). */
export class NWFilterBinding {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: NWFilterBindingRef,
  ) {}

  /** The port (virNWFilterBindingGetPortDev). */
  get portDev(): string {
    return this.ref.portdev;
  }

  /** The filter (virNWFilterBindingGetFilterName). */
  get filterName(): string {
    return this.ref.filtername;
  }

  /** The description (virNWFilterBindingGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call(
        'nwFilterBindingGetXMLDesc',
        { nwfilter: this.ref, flags },
        options,
      )
    ).xml;
  }

  /** Takes the filter off (virNWFilterBindingDelete). */
  delete(options?: CallOptions): Promise<void> {
    return this.connection.call('nwFilterBindingDelete', { nwfilter: this.ref }, options);
  }
}

import type { interfaceRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to it. */
export type HostInterfaceRef = Infer<typeof interfaceRef>;

/** A network interface of the host (virInterfacePtr). */
export class HostInterface {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: HostInterfaceRef,
  ) {}

  /** The name (virInterfaceGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The MAC address (virInterfaceGetMACString). */
  get mac(): string {
    return this.ref.mac;
  }

  /** The description (virInterfaceGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('interfaceGetXMLDesc', { iface: this.ref, flags }, options))
      .xml;
  }

  /** Brings it up (virInterfaceCreate). */
  create(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceCreate', { iface: this.ref, flags }, options);
  }

  /** Takes it down (virInterfaceDestroy). */
  destroy(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceDestroy', { iface: this.ref, flags }, options);
  }

  /** Removes the definition (virInterfaceUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceUndefine', { iface: this.ref }, options);
  }

  /** Whether it is up (virInterfaceIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('interfaceIsActive', { iface: this.ref }, options)).active !== 0
    );
  }
}

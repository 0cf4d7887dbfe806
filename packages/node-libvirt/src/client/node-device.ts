import type { nodeDeviceRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to it. */
export type NodeDeviceRef = Infer<typeof nodeDeviceRef>;

/** A device of the host (virNodeDevicePtr). */
export class NodeDevice {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: NodeDeviceRef,
  ) {}

  /** The name (virNodeDeviceGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The description (virNodeDeviceGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('nodeDeviceGetXMLDesc', { name: this.name, flags }, options))
      .xml;
  }

  /** The name of the device that it hangs on (virNodeDeviceGetParent). */
  async getParent(options?: CallOptions): Promise<string | null> {
    return (await this.connection.call('nodeDeviceGetParent', { name: this.name }, options))
      .parentName;
  }

  /** What it is able to do (virNodeDeviceListCaps). */
  async listCaps(options?: CallOptions): Promise<string[]> {
    return (
      await this.connection.call(
        'nodeDeviceListCaps',
        { name: this.name, maxnames: 65_536 },
        options,
      )
    ).names;
  }

  /** Takes it from the host, so that a guest can have it (virNodeDeviceDetachFlags). */
  detachFlags(driverName?: string | null, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceDetachFlags',
      { name: this.name, driverName, flags },
      options,
    );
  }

  /** Gives it back to the host (virNodeDeviceReAttach). */
  reAttach(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceReAttach', { name: this.name }, options);
  }

  /** Resets it (virNodeDeviceReset). */
  reset(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceReset', { name: this.name }, options);
  }

  /** Removes a virtual device (virNodeDeviceDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceDestroy', { name: this.name }, options);
  }

  /** Starts a device that has a definition (virNodeDeviceCreate). */
  create(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceCreate', { name: this.name, flags }, options);
  }

  /** Removes the definition (virNodeDeviceUndefine). */
  undefine(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceUndefine', { name: this.name, flags }, options);
  }

  /** Whether it starts with the host (virNodeDeviceGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('nodeDeviceGetAutostart', { name: this.name }, options))
        .autostart !== 0
    );
  }

  /** Sets whether it starts with the host (virNodeDeviceSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceSetAutostart',
      { name: this.name, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Whether it is started (virNodeDeviceIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('nodeDeviceIsActive', { name: this.name }, options)).active !== 0
    );
  }

  /** Whether it has a definition (virNodeDeviceIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('nodeDeviceIsPersistent', { name: this.name }, options))
        .persistent !== 0
    );
  }

  /** Changes its description (virNodeDeviceUpdate, libvirt 10.1). */
  update(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceUpdate',
      { name: this.name, xml_desc: xml, flags },
      options,
    );
  }
}

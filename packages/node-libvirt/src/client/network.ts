import type { networkRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';
import { NetworkPort } from './network-port.js';

/** How the protocol refers to it. */
export type NetworkRef = Infer<typeof networkRef>;

/** A virtual network (virNetworkPtr). */
export class Network {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: NetworkRef,
  ) {}

  /** The name (virNetworkGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, dashed and in lower case (virNetworkGetUUIDString). */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** Starts the network (virNetworkCreate). */
  create(options?: CallOptions): Promise<void> {
    return this.connection.call('networkCreate', { net: this.ref }, options);
  }

  /** Stops the network (virNetworkDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('networkDestroy', { net: this.ref }, options);
  }

  /** Removes the definition (virNetworkUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('networkUndefine', { net: this.ref }, options);
  }

  /** The description (virNetworkGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('networkGetXMLDesc', { net: this.ref, flags }, options)).xml;
  }

  /** The bridge that carries it (virNetworkGetBridgeName). */
  async getBridgeName(options?: CallOptions): Promise<string> {
    return (await this.connection.call('networkGetBridgeName', { net: this.ref }, options)).name;
  }

  /** Whether it starts with the host (virNetworkGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('networkGetAutostart', { net: this.ref }, options)).autostart !==
      0
    );
  }

  /** Sets whether it starts with the host (virNetworkSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'networkSetAutostart',
      { net: this.ref, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Whether it is started (virNetworkIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    return (await this.connection.call('networkIsActive', { net: this.ref }, options)).active !== 0;
  }

  /** Whether it has a definition that outlives its run (virNetworkIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('networkIsPersistent', { net: this.ref }, options)).persistent !==
      0
    );
  }

  /** Changes one element, such as a DHCP reservation (virNetworkUpdate); command and section are virNetworkUpdateCommand and virNetworkUpdateSection. */
  update(
    command: number,
    section: number,
    parentIndex: number,
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'networkUpdate',
      { net: this.ref, command, section, parentIndex, xml, flags },
      options,
    );
  }

  /** The addresses that its DHCP server has given out (virNetworkGetDHCPLeases). */
  async getDHCPLeases(
    mac?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<NetworkDHCPLease[]> {
    const args = { net: this.ref, mac, need_results: 1, flags };
    const { leases } = await this.connection.call('networkGetDHCPLeases', args, options);
    return leases.map((lease) => ({ ...lease, expirytime: Number(lease.expirytime) }));
  }

  /** What is plugged into it (virNetworkListAllPorts). */
  async listAllPorts(flags = 0, options?: CallOptions): Promise<NetworkPort[]> {
    const args = { network: this.ref, need_results: 1, flags };
    const { ports } = await this.connection.call('networkListAllPorts', args, options);
    return ports.map((ref) => new NetworkPort(this.connection, ref));
  }

  /** The port of that UUID (virNetworkPortLookupByUUID). */
  async portLookupByUUID(uuid: string, options?: CallOptions): Promise<NetworkPort> {
    const args = { network: this.ref, uuid };
    const { port } = await this.connection.call('networkPortLookupByUUID', args, options);
    return new NetworkPort(this.connection, port);
  }

  /** Plugs something in (virNetworkPortCreateXML). */
  async portCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<NetworkPort> {
    const args = { network: this.ref, xml, flags };
    const { port } = await this.connection.call('networkPortCreateXML', args, options);
    return new NetworkPort(this.connection, port);
  }

  /** Title, description or an element of metadata (virNetworkGetMetadata, libvirt 9.7). */
  async getMetadata(
    type: number,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const args = { network: this.ref, type, uri, flags };
    return (await this.connection.call('networkGetMetadata', args, options)).metadata;
  }

  /** Sets title, description or an element of metadata (virNetworkSetMetadata, libvirt 9.7). */
  setMetadata(
    type: number,
    metadata: string | null,
    key?: string | null,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { network: this.ref, type, metadata, key, uri, flags };
    return this.connection.call('networkSetMetadata', args, options);
  }
}

/** virNetworkDHCPLease; `expirytime` in seconds since 1970. */
export interface NetworkDHCPLease {
  iface: string;
  expirytime: number;
  /** virIPAddrType. */
  type: number;
  mac: string | null;
  iaid: string | null;
  ipaddr: string;
  prefix: number;
  hostname: string | null;
  clientid: string | null;
}

import type { CallOptions } from './connection-core.js';
import { ConnectionHost } from './connection-host.js';
import { HostInterface } from './host-interface.js';
import { Network } from './network.js';
import { NWFilter } from './nwfilter.js';
import { NWFilterBinding } from './nwfilter-binding.js';

/** Networks, their filters, and the interfaces of the host. */
export class ConnectionNetworks extends ConnectionHost {
  /** Every network (virConnectListAllNetworks). */
  async listAllNetworks(flags = 0, options?: CallOptions): Promise<Network[]> {
    const { nets } = await this.call('connectListAllNetworks', { need_results: 1, flags }, options);
    return nets.map((ref) => new Network(this.self, ref));
  }

  /** The network of that name (virNetworkLookupByName). */
  async networkLookupByName(name: string, options?: CallOptions): Promise<Network> {
    return new Network(this.self, (await this.call('networkLookupByName', { name }, options)).net);
  }

  /** The network of that UUID (virNetworkLookupByUUID). */
  async networkLookupByUUID(uuid: string, options?: CallOptions): Promise<Network> {
    return new Network(this.self, (await this.call('networkLookupByUUID', { uuid }, options)).net);
  }

  /** Defines a network (virNetworkDefineXML). */
  async networkDefineXML(xml: string, options?: CallOptions): Promise<Network> {
    return new Network(this.self, (await this.call('networkDefineXML', { xml }, options)).net);
  }

  /** Defines a network (virNetworkDefineXMLFlags). */
  async networkDefineXMLFlags(xml: string, flags = 0, options?: CallOptions): Promise<Network> {
    return new Network(
      this.self,
      (await this.call('networkDefineXMLFlags', { xml, flags }, options)).net,
    );
  }

  /** Starts a network that has no definition of its own (virNetworkCreateXML). */
  async networkCreateXML(xml: string, options?: CallOptions): Promise<Network> {
    return new Network(this.self, (await this.call('networkCreateXML', { xml }, options)).net);
  }

  /** Starts a network that has no definition of its own (virNetworkCreateXMLFlags). */
  async networkCreateXMLFlags(xml: string, flags = 0, options?: CallOptions): Promise<Network> {
    return new Network(
      this.self,
      (await this.call('networkCreateXMLFlags', { xml, flags }, options)).net,
    );
  }

  /** Every network filter (virConnectListAllNWFilters). */
  async listAllNWFilters(flags = 0, options?: CallOptions): Promise<NWFilter[]> {
    const { filters } = await this.call(
      'connectListAllNWFilters',
      { need_results: 1, flags },
      options,
    );
    return filters.map((ref) => new NWFilter(this.self, ref));
  }

  /** The filter of that name (virNWFilterLookupByName). */
  async nwFilterLookupByName(name: string, options?: CallOptions): Promise<NWFilter> {
    return new NWFilter(
      this.self,
      (await this.call('nwFilterLookupByName', { name }, options)).nwfilter,
    );
  }

  /** The filter of that UUID (virNWFilterLookupByUUID). */
  async nwFilterLookupByUUID(uuid: string, options?: CallOptions): Promise<NWFilter> {
    return new NWFilter(
      this.self,
      (await this.call('nwFilterLookupByUUID', { uuid }, options)).nwfilter,
    );
  }

  /** Defines a filter (virNWFilterDefineXML). */
  async nwFilterDefineXML(xml: string, options?: CallOptions): Promise<NWFilter> {
    return new NWFilter(
      this.self,
      (await this.call('nwFilterDefineXML', { xml }, options)).nwfilter,
    );
  }

  /** Defines a filter (virNWFilterDefineXMLFlags). */
  async nwFilterDefineXMLFlags(xml: string, flags = 0, options?: CallOptions): Promise<NWFilter> {
    return new NWFilter(
      this.self,
      (await this.call('nwFilterDefineXMLFlags', { xml, flags }, options)).nwfilter,
    );
  }

  /** Every filter at work (virConnectListAllNWFilterBindings). */
  async listAllNWFilterBindings(flags = 0, options?: CallOptions): Promise<NWFilterBinding[]> {
    const { bindings } = await this.call(
      'connectListAllNWFilterBindings',
      { need_results: 1, flags },
      options,
    );
    return bindings.map((ref) => new NWFilterBinding(this.self, ref));
  }

  /** The filter at work on a port (virNWFilterBindingLookupByPortDev). */
  async nwFilterBindingLookupByPortDev(
    portDev: string,
    options?: CallOptions,
  ): Promise<NWFilterBinding> {
    return new NWFilterBinding(
      this.self,
      (await this.call('nwFilterBindingLookupByPortDev', { name: portDev }, options)).nwfilter,
    );
  }

  /** Puts a filter to work (virNWFilterBindingCreateXML). */
  async nwFilterBindingCreateXML(
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<NWFilterBinding> {
    return new NWFilterBinding(
      this.self,
      (await this.call('nwFilterBindingCreateXML', { xml, flags }, options)).nwfilter,
    );
  }

  /** Every network interface of the host (virConnectListAllInterfaces). */
  async listAllInterfaces(flags = 0, options?: CallOptions): Promise<HostInterface[]> {
    const { ifaces } = await this.call(
      'connectListAllInterfaces',
      { need_results: 1, flags },
      options,
    );
    return ifaces.map((ref) => new HostInterface(this.self, ref));
  }

  /** The interface of that name (virInterfaceLookupByName). */
  async interfaceLookupByName(name: string, options?: CallOptions): Promise<HostInterface> {
    return new HostInterface(
      this.self,
      (await this.call('interfaceLookupByName', { name }, options)).iface,
    );
  }

  /** The interface of that MAC address (virInterfaceLookupByMACString). */
  async interfaceLookupByMACString(mac: string, options?: CallOptions): Promise<HostInterface> {
    return new HostInterface(
      this.self,
      (await this.call('interfaceLookupByMACString', { mac }, options)).iface,
    );
  }

  /** Defines an interface (virInterfaceDefineXML). */
  async interfaceDefineXML(xml: string, flags = 0, options?: CallOptions): Promise<HostInterface> {
    return new HostInterface(
      this.self,
      (await this.call('interfaceDefineXML', { xml, flags }, options)).iface,
    );
  }

  /** Remembers the host's interfaces as they are (virInterfaceChangeBegin). */
  interfaceChangeBegin(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeBegin', { flags }, options);
  }

  /** Forgets how they were (virInterfaceChangeCommit). */
  interfaceChangeCommit(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeCommit', { flags }, options);
  }

  /** Puts them back (virInterfaceChangeRollback). */
  interfaceChangeRollback(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeRollback', { flags }, options);
  }
}

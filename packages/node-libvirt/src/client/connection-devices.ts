import type { CallOptions } from './connection-core.js';
import { ConnectionNetworks } from './connection-networks.js';
import { NodeDevice } from './node-device.js';
import { Secret } from './secret.js';

/** Devices of the host, and secrets. */
export class ConnectionDevices extends ConnectionNetworks {
  /** Every device of the host (virConnectListAllNodeDevices). */
  async listAllNodeDevices(flags = 0, options?: CallOptions): Promise<NodeDevice[]> {
    const { devices } = await this.call(
      'connectListAllNodeDevices',
      { need_results: 1, flags },
      options,
    );
    return devices.map((ref) => new NodeDevice(this.self, ref));
  }

  /** The device of that name (virNodeDeviceLookupByName). */
  async nodeDeviceLookupByName(name: string, options?: CallOptions): Promise<NodeDevice> {
    return new NodeDevice(
      this.self,
      (await this.call('nodeDeviceLookupByName', { name }, options)).dev,
    );
  }

  /** The SCSI host of that WWN (virNodeDeviceLookupSCSIHostByWWN). */
  async nodeDeviceLookupSCSIHostByWWN(
    wwnn: string,
    wwpn: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<NodeDevice> {
    return new NodeDevice(
      this.self,
      (await this.call('nodeDeviceLookupSCSIHostByWWN', { wwnn, wwpn, flags }, options)).dev,
    );
  }

  /** Makes a virtual device (virNodeDeviceCreateXML). */
  async nodeDeviceCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<NodeDevice> {
    return new NodeDevice(
      this.self,
      (await this.call('nodeDeviceCreateXML', { xml_desc: xml, flags }, options)).dev,
    );
  }

  /** Defines a virtual device (virNodeDeviceDefineXML). */
  async nodeDeviceDefineXML(xml: string, flags = 0, options?: CallOptions): Promise<NodeDevice> {
    return new NodeDevice(
      this.self,
      (await this.call('nodeDeviceDefineXML', { xml_desc: xml, flags }, options)).dev,
    );
  }

  /** Every secret (virConnectListAllSecrets). */
  async listAllSecrets(flags = 0, options?: CallOptions): Promise<Secret[]> {
    const { secrets } = await this.call(
      'connectListAllSecrets',
      { need_results: 1, flags },
      options,
    );
    return secrets.map((ref) => new Secret(this.self, ref));
  }

  /** The secret of that UUID (virSecretLookupByUUID). */
  async secretLookupByUUID(uuid: string, options?: CallOptions): Promise<Secret> {
    return new Secret(this.self, (await this.call('secretLookupByUUID', { uuid }, options)).secret);
  }

  /** The secret for an object (virSecretLookupByUsage). */
  async secretLookupByUsage(
    usageType: number,
    usageID: string,
    options?: CallOptions,
  ): Promise<Secret> {
    return new Secret(
      this.self,
      (await this.call('secretLookupByUsage', { usageType, usageID }, options)).secret,
    );
  }

  /** Defines a secret (virSecretDefineXML). */
  async secretDefineXML(xml: string, flags = 0, options?: CallOptions): Promise<Secret> {
    return new Secret(
      this.self,
      (await this.call('secretDefineXML', { xml, flags }, options)).secret,
    );
  }
}

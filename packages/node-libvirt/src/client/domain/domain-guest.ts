import type { CallOptions } from '../connection-core.js';
import { DomainDevices } from './domain-devices.js';

/** virDomainInterface: a network interface as seen from `source`. */
export interface DomainInterface {
  name: string;
  hwaddr: string | null;
  addrs: { type: number; addr: string; prefix: number }[];
}

/** What is asked of the guest, its agent or its QEMU. */
export class DomainGuest extends DomainDevices {
  /** The guest's addresses (virDomainInterfaceAddresses); source is virDomainInterfaceAddressesSource. */
  async interfaceAddresses(
    source = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainInterface[]> {
    const args = { dom: this.ref, source, flags };
    return (await this.connection.call('domainInterfaceAddresses', args, options)).ifaces;
  }

  /** Sends a command to QEMU's monitor, JSON unless the flag HMP is set (virDomainQemuMonitorCommand). */
  async qemuMonitorCommand(cmd: string, flags = 0, options?: CallOptions): Promise<string> {
    const args = { dom: this.ref, cmd, flags };
    return (await this.connection.call('qemuDomainMonitorCommand', args, options)).result;
  }

  /** Sends a JSON command to the guest agent (virDomainQemuAgentCommand); timeout in seconds, -2: block. */
  async qemuAgentCommand(
    cmd: string,
    timeoutSeconds = -2,
    flags = 0,
    options?: CallOptions,
  ): Promise<string | null> {
    const args = { dom: this.ref, cmd, timeout: timeoutSeconds, flags };
    return (await this.connection.call('qemuDomainAgentCommand', args, options)).result;
  }
}

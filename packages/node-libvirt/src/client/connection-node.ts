import { VIR_NODE_CPU_STATS_ALL_CPUS, VIR_NODE_MEMORY_STATS_ALL_CELLS } from '../constants.gen.js';
import type { CallOptions } from './connection-core.js';
import { ConnectionObjectEvents } from './connection-object-events.js';

/** virNodeInfo, with units in the names. */
export interface NodeInfo {
  model: string;
  memoryKiB: number;
  cpus: number;
  mhz: number;
  nodes: number;
  sockets: number;
  cores: number;
  threads: number;
}

/** For which guests the capabilities are asked; what is left out, libvirt chooses. */
export interface DomainCapabilitiesQuery {
  emulator?: string | null;
  arch?: string | null;
  machine?: string | null;
  virtType?: string | null;
}

/** What can be asked of the host and of libvirt itself. */
export class ConnectionNode extends ConnectionObjectEvents {
  /** The URI as the server sees it (virConnectGetURI). */
  async getURI(options?: CallOptions): Promise<string> {
    return (await this.call('connectGetURI', undefined, options)).uri;
  }

  /** The name of the driver, such as `QEMU` (virConnectGetType). */
  async getType(options?: CallOptions): Promise<string> {
    return (await this.call('connectGetType', undefined, options)).type;
  }

  /** The host's name (virConnectGetHostname). */
  async getHostname(options?: CallOptions): Promise<string> {
    return (await this.call('connectGetHostname', undefined, options)).hostname;
  }

  /** The version of libvirt, 1,000,000 * major + 1,000 * minor + release (virConnectGetLibVersion). */
  async getLibVersion(options?: CallOptions): Promise<number> {
    return Number((await this.call('connectGetLibVersion', undefined, options)).lib_ver);
  }

  /** The version of the hypervisor, counted likewise (virConnectGetVersion). */
  async getVersion(options?: CallOptions): Promise<number> {
    return Number((await this.call('connectGetVersion', undefined, options)).hv_ver);
  }

  /** The host and the guests that it can run, as XML (virConnectGetCapabilities). */
  async getCapabilities(options?: CallOptions): Promise<string> {
    return (await this.call('connectGetCapabilities', undefined, options)).capabilities;
  }

  /** What a guest of that kind can have, as XML (virConnectGetDomainCapabilities). */
  async getDomainCapabilities(
    { emulator, arch, machine, virtType }: DomainCapabilitiesQuery = {},
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const args = { emulatorbin: emulator, arch, machine, virttype: virtType, flags };
    return (await this.call('connectGetDomainCapabilities', args, options)).capabilities;
  }

  /** The host's SMBIOS, as XML (virConnectGetSysinfo). */
  async getSysinfo(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.call('connectGetSysinfo', { flags }, options)).sysinfo;
  }

  /** How many virtual CPUs a guest can have (virConnectGetMaxVcpus). */
  async getMaxVcpus(type?: string | null, options?: CallOptions): Promise<number> {
    return (await this.call('connectGetMaxVcpus', { type }, options)).max_vcpus;
  }

  /** Whether nobody can listen in (virConnectIsSecure). */
  async isSecure(options?: CallOptions): Promise<boolean> {
    return (await this.call('connectIsSecure', undefined, options)).secure !== 0;
  }

  /** The host's processors and memory (virNodeGetInfo). */
  async nodeGetInfo(options?: CallOptions): Promise<NodeInfo> {
    const { memory, ...rest } = await this.call('nodeGetInfo', undefined, options);
    return { ...rest, memoryKiB: Number(memory) };
  }

  /** The host's free memory in bytes (virNodeGetFreeMemory). */
  async nodeGetFreeMemory(options?: CallOptions): Promise<number> {
    return Number((await this.call('nodeGetFreeMemory', undefined, options)).freeMem);
  }

  /** The host's memory by kind (`total`, `free`, ...), in KiB (virNodeGetMemoryStats). */
  async nodeGetMemoryStats(
    cellNum: number = VIR_NODE_MEMORY_STATS_ALL_CELLS,
    flags = 0,
    options?: CallOptions,
  ): Promise<Record<string, number>> {
    // libvirt first tells how many there are, then gives so many.
    const args = { nparams: 0, cellNum, flags };
    const { nparams } = await this.call('nodeGetMemoryStats', args, options);
    const stats = await this.call('nodeGetMemoryStats', { ...args, nparams }, options);
    return Object.fromEntries(stats.params.map(({ field, value }) => [field, Number(value)]));
  }

  /** The host's CPU time by kind (`kernel`, `user`, `idle`, `iowait`), in ns (virNodeGetCPUStats). */
  async nodeGetCPUStats(
    cpuNum: number = VIR_NODE_CPU_STATS_ALL_CPUS,
    flags = 0,
    options?: CallOptions,
  ): Promise<Record<string, number>> {
    const args = { nparams: 0, cpuNum, flags };
    const { nparams } = await this.call('nodeGetCPUStats', args, options);
    const stats = await this.call('nodeGetCPUStats', { ...args, nparams }, options);
    return Object.fromEntries(stats.params.map(({ field, value }) => [field, Number(value)]));
  }
}

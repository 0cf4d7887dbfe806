import type { CallResult } from '../protocol/index.js';
import type { CallOptions } from './connection-core.js';
import { ConnectionNode, type DomainCapabilitiesQuery } from './connection-node.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from './typed-parameters.js';

/** The rarer questions to the host, and what turns XML and files into domains. */
export class ConnectionHost extends ConnectionNode {
  /** The CPU models that libvirt knows for an architecture (virConnectGetCPUModelNames). */
  async getCPUModelNames(arch: string, flags = 0, options?: CallOptions): Promise<string[]> {
    return (await this.call('connectGetCPUModelNames', { arch, need_results: 1, flags }, options))
      .models;
  }

  /** Compares a CPU with the host's, virCPUCompareResult (virConnectCompareCPU). */
  async compareCPU(xml: string, flags = 0, options?: CallOptions): Promise<number> {
    return (await this.call('connectCompareCPU', { xml, flags }, options)).result;
  }

  /** Compares a CPU with what the hypervisor can offer (virConnectCompareHypervisorCPU). */
  async compareHypervisorCPU(
    query: DomainCapabilitiesQuery,
    xmlCPU: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    return (
      await this.call(
        'connectCompareHypervisorCPU',
        {
          emulator: query.emulator,
          arch: query.arch,
          machine: query.machine,
          virttype: query.virtType,
          xmlCPU,
          flags,
        },
        options,
      )
    ).result;
  }

  /** The most that all these CPUs have in common (virConnectBaselineCPU). */
  async baselineCPU(xmlCPUs: readonly string[], flags = 0, options?: CallOptions): Promise<string> {
    return (await this.call('connectBaselineCPU', { xmlCPUs, flags }, options)).cpu;
  }

  /** The most that a hypervisor can offer on all these CPUs (virConnectBaselineHypervisorCPU). */
  async baselineHypervisorCPU(
    query: DomainCapabilitiesQuery,
    xmlCPUs: readonly string[],
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    return (
      await this.call(
        'connectBaselineHypervisorCPU',
        {
          emulator: query.emulator,
          arch: query.arch,
          machine: query.machine,
          virttype: query.virtType,
          xmlCPUs,
          flags,
        },
        options,
      )
    ).cpu;
  }

  /** Turns another format into XML (virConnectDomainXMLFromNative). */
  async domainXMLFromNative(
    format: string,
    config: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    return (
      await this.call(
        'connectDomainXMLFromNative',
        { nativeFormat: format, nativeConfig: config, flags },
        options,
      )
    ).domainXml;
  }

  /** Turns XML into another format, such as QEMU's arguments (virConnectDomainXMLToNative). */
  async domainXMLToNative(
    format: string,
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    return (
      await this.call(
        'connectDomainXMLToNative',
        { nativeFormat: format, domainXml: xml, flags },
        options,
      )
    ).nativeConfig;
  }

  /** Where a pool of that type could be made (virConnectFindStoragePoolSources). */
  async findStoragePoolSources(
    type: string,
    srcSpec?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    return (await this.call('connectFindStoragePoolSources', { type, srcSpec, flags }, options))
      .xml;
  }

  /** The types of pools that libvirt can make (virConnectGetStoragePoolCapabilities). */
  async getStoragePoolCapabilities(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.call('connectGetStoragePoolCapabilities', { flags }, options)).capabilities;
  }

  /** On whose behalf the daemon is to act (virConnectSetIdentity). */
  setIdentity(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    return this.call('connectSetIdentity', { params: toTypedParameters(params), flags }, options);
  }

  /** Brings a saved domain back (virDomainRestore). */
  domainRestore(from: string, options?: CallOptions): Promise<void> {
    return this.call('domainRestore', { from }, options);
  }

  /** The same, with other XML (virDomainRestoreFlags). */
  domainRestoreFlags(
    from: string,
    xml?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call('domainRestoreFlags', { from, dxml: xml, flags }, options);
  }

  /** The same, with parameters (virDomainRestoreParams). */
  domainRestoreParams(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call('domainRestoreParams', { params: toTypedParameters(params), flags }, options);
  }

  /** The description in a saved domain (virDomainSaveImageGetXMLDesc). */
  async domainSaveImageGetXMLDesc(file: string, flags = 0, options?: CallOptions): Promise<string> {
    return (await this.call('domainSaveImageGetXMLDesc', { file, flags }, options)).xml;
  }

  /** Changes the description in a saved domain (virDomainSaveImageDefineXML). */
  domainSaveImageDefineXML(
    file: string,
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call('domainSaveImageDefineXML', { file, dxml: xml, flags }, options);
  }

  /** Free memory of NUMA cells, in bytes (virNodeGetCellsFreeMemory). */
  async nodeGetCellsFreeMemory(
    startCell: number,
    maxCells: number,
    options?: CallOptions,
  ): Promise<bigint[]> {
    return (await this.call('nodeGetCellsFreeMemory', { startCell, maxcells: maxCells }, options))
      .cells;
  }

  /** Free pages of each size in each cell (virNodeGetFreePages). */
  async nodeGetFreePages(
    pageSizesKiB: readonly number[],
    startCell: number,
    cellCount: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<bigint[]> {
    return (
      await this.call(
        'nodeGetFreePages',
        { pages: pageSizesKiB, startCell, cellCount, flags },
        options,
      )
    ).counts;
  }

  /** Sets aside huge pages (virNodeAllocPages). */
  async nodeAllocPages(
    pageSizesKiB: readonly number[],
    pageCounts: readonly (number | bigint)[],
    startCell: number,
    cellCount: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    return (
      await this.call(
        'nodeAllocPages',
        { pageSizes: pageSizesKiB, pageCounts, startCell, cellCount, flags },
        options,
      )
    ).ret;
  }

  /** Settings of the host's memory (virNodeGetMemoryParameters). */
  async nodeGetMemoryParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (await this.call('nodeGetMemoryParameters', { nparams: 64, flags }, options)).params,
    );
  }

  /** Sets them (virNodeSetMemoryParameters). */
  nodeSetMemoryParameters(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call(
      'nodeSetMemoryParameters',
      { params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Which CPUs of the host there are, and are on (virNodeGetCPUMap). */
  nodeGetCPUMap(flags = 0, options?: CallOptions): Promise<CallResult<'nodeGetCPUMap'>> {
    return this.call('nodeGetCPUMap', { need_map: 1, need_online: 1, flags }, options);
  }

  /** Puts the host to sleep (virNodeSuspendForDuration); target is virNodeSuspendTarget. */
  nodeSuspendForDuration(
    target: number,
    durationSeconds: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call(
      'nodeSuspendForDuration',
      { target, duration: durationSeconds, flags },
      options,
    );
  }
}

// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const connectionMethods = [
  {
    name: 'getURI',
    calls: 'connectGetURI',
    doc: 'Return the URI of the connection, as the server sees it.',
  },
  {
    name: 'getType',
    calls: 'connectGetType',
    doc: 'Return the name of the driver, such as `QEMU`.',
  },
  {
    name: 'getHostname',
    calls: 'connectGetHostname',
    doc: 'Return the host name.',
  },
  {
    name: 'getLibVersion',
    calls: 'connectGetLibVersion',
    doc: 'Return the version of libvirt: 1,000,000 * major + 1,000 * minor + release.',
  },
  {
    name: 'getVersion',
    calls: 'connectGetVersion',
    doc: 'Return the version of the hypervisor, in the form of `getLibVersion`.',
  },
  {
    name: 'getCapabilities',
    calls: 'connectGetCapabilities',
    doc: 'Return the capabilities of the host and its hypervisors as XML.',
  },
  {
    name: 'getDomainCapabilities',
    calls: 'connectGetDomainCapabilities',
    doc: 'Return what a domain of that kind can have, as XML.',
    params: ['query', 'flags'],
    args: {
      emulatorbin: 'query.emulator',
      arch: 'query.arch',
      machine: 'query.machine',
      virttype: 'query.virtType',
    },
    types: {
      query: 'DomainCapabilitiesQuery',
    },
    defaults: {
      query: '{}',
    },
  },
  {
    name: 'getSysinfo',
    calls: 'connectGetSysinfo',
    doc: 'Return the SMBIOS data of the host as XML.',
  },
  {
    name: 'getMaxVcpus',
    calls: 'connectGetMaxVcpus',
    doc: 'Return the maximum number of virtual CPUs of a guest.',
  },
  {
    name: 'isSecure',
    calls: 'connectIsSecure',
    doc: 'Check whether the connection is encrypted or local.',
  },
  {
    name: 'nodeGetInfo',
    calls: 'nodeGetInfo',
    doc: 'Return the processors and the memory of the host.',
    convert: 'toNodeInfo',
  },
  {
    name: 'nodeGetFreeMemory',
    calls: 'nodeGetFreeMemory',
    doc: 'Return the free memory of the host in bytes.',
  },
  {
    name: 'getCPUModelNames',
    calls: 'connectGetCPUModelNames',
    doc: 'Return the CPU models that libvirt knows for an architecture.',
    returns: 'models',
  },
  {
    name: 'compareCPU',
    calls: 'connectCompareCPU',
    doc: 'Compare a CPU with the CPU of the host; the result is a virCPUCompareResult.',
    flags: 'virConnectCompareCPUFlags',
  },
  {
    name: 'compareHypervisorCPU',
    calls: 'connectCompareHypervisorCPU',
    doc: 'Compare a CPU with the CPU that the hypervisor can provide; the result is a virCPUCompareResult.',
    flags: 'virConnectCompareCPUFlags',
    params: ['query', 'xmlCPU', 'flags'],
    args: {
      emulator: 'query.emulator',
      arch: 'query.arch',
      machine: 'query.machine',
      virttype: 'query.virtType',
    },
    types: {
      query: 'DomainCapabilitiesQuery',
    },
  },
  {
    name: 'baselineCPU',
    calls: 'connectBaselineCPU',
    doc: 'Compute the CPU features that all given CPUs have in common.',
    flags: 'virConnectBaselineCPUFlags',
  },
  {
    name: 'baselineHypervisorCPU',
    calls: 'connectBaselineHypervisorCPU',
    doc: 'Compute the CPU features that the hypervisor can provide on all given CPUs.',
    flags: 'virConnectBaselineCPUFlags',
    params: ['query', 'xmlCPUs', 'flags'],
    args: {
      emulator: 'query.emulator',
      arch: 'query.arch',
      machine: 'query.machine',
      virttype: 'query.virtType',
    },
    types: {
      query: 'DomainCapabilitiesQuery',
    },
  },
  {
    name: 'domainXMLFromNative',
    calls: 'connectDomainXMLFromNative',
    doc: 'Convert a native configuration to domain XML.',
    names: {
      nativeFormat: 'format',
      nativeConfig: 'config',
    },
  },
  {
    name: 'domainXMLToNative',
    calls: 'connectDomainXMLToNative',
    doc: "Convert domain XML to a native configuration, such as QEMU's arguments.",
    names: {
      nativeFormat: 'format',
      domainXml: 'xml',
    },
  },
  {
    name: 'findStoragePoolSources',
    calls: 'connectFindStoragePoolSources',
    doc: 'Find sources for a storage pool of that type; the result is XML.',
  },
  {
    name: 'getStoragePoolCapabilities',
    calls: 'connectGetStoragePoolCapabilities',
    doc: 'Return the storage pool types that libvirt supports, as XML.',
  },
  {
    name: 'setIdentity',
    calls: 'connectSetIdentity',
    doc: 'Set the identity on whose behalf the daemon acts.',
  },
  {
    name: 'domainRestore',
    calls: 'domainRestore',
    doc: 'Restore a domain from a file that `save` wrote.',
  },
  {
    name: 'domainRestoreFlags',
    calls: 'domainRestoreFlags',
    doc: 'Restore a domain from a file that `save` wrote, optionally with changed XML.',
    flags: 'virDomainSaveRestoreFlags',
    names: {
      dxml: 'xml',
    },
  },
  {
    name: 'domainRestoreParams',
    calls: 'domainRestoreParams',
    doc: 'Restore a saved domain, with typed parameters.',
    flags: 'virDomainSaveRestoreFlags',
  },
  {
    name: 'domainSaveImageGetXMLDesc',
    calls: 'domainSaveImageGetXMLDesc',
    doc: 'Return the XML in a file that `save` wrote.',
    flags: 'virDomainSaveImageXMLFlags',
  },
  {
    name: 'domainSaveImageDefineXML',
    calls: 'domainSaveImageDefineXML',
    doc: 'Change the XML in a file that `save` wrote.',
    flags: 'virDomainSaveRestoreFlags',
    names: {
      dxml: 'xml',
    },
  },
  {
    name: 'nodeGetCellsFreeMemory',
    calls: 'nodeGetCellsFreeMemory',
    doc: 'Return the free memory of NUMA cells in bytes.',
    names: {
      maxcells: 'maxCells',
    },
  },
  {
    name: 'nodeGetFreePages',
    calls: 'nodeGetFreePages',
    doc: 'Return the number of free pages of each size in each NUMA cell.',
    names: {
      pages: 'pageSizesKiB',
    },
  },
  {
    name: 'nodeAllocPages',
    calls: 'nodeAllocPages',
    doc: 'Allocate huge pages on the host; the result is the number of cells that were changed.',
    flags: 'virNodeAllocPagesFlags',
    names: {
      pageSizes: 'pageSizesKiB',
    },
  },
  {
    name: 'nodeGetMemoryParameters',
    calls: 'nodeGetMemoryParameters',
    doc: 'Return the memory settings of the host.',
    fixed: {
      nparams: 64,
    },
    returns: 'params',
  },
  {
    name: 'nodeSetMemoryParameters',
    calls: 'nodeSetMemoryParameters',
    doc: 'Change the memory settings of the host.',
  },
  {
    name: 'nodeGetCPUMap',
    calls: 'nodeGetCPUMap',
    doc: 'Return the present and the online CPUs of the host.',
    fixed: {
      need_map: 1,
      need_online: 1,
    },
    returns: '*',
  },
  {
    name: 'nodeSuspendForDuration',
    calls: 'nodeSuspendForDuration',
    doc: 'Suspend the host.',
    names: {
      duration: 'durationSeconds',
    },
  },
  {
    name: 'listAllNetworks',
    calls: 'connectListAllNetworks',
    doc: 'List the networks.',
    flags: 'virConnectListAllNetworksFlags',
    returns: 'nets',
  },
  {
    name: 'networkLookupByName',
    calls: 'networkLookupByName',
    doc: 'Find a network by its name.',
  },
  {
    name: 'networkLookupByUUID',
    calls: 'networkLookupByUUID',
    doc: 'Find a network by its UUID.',
  },
  {
    name: 'networkDefineXML',
    calls: 'networkDefineXML',
    doc: 'Define a network, or change its definition.',
  },
  {
    name: 'networkDefineXMLFlags',
    calls: 'networkDefineXMLFlags',
    doc: 'Define a network, or change its definition.',
    flags: 'virNetworkDefineFlags',
  },
  {
    name: 'networkCreateXML',
    calls: 'networkCreateXML',
    doc: 'Create and start a transient network.',
  },
  {
    name: 'networkCreateXMLFlags',
    calls: 'networkCreateXMLFlags',
    doc: 'Create and start a transient network.',
    flags: 'virNetworkCreateFlags',
  },
  {
    name: 'listAllNWFilters',
    calls: 'connectListAllNWFilters',
    doc: 'List the network filters.',
    returns: 'filters',
  },
  {
    name: 'nwFilterLookupByName',
    calls: 'nwFilterLookupByName',
    vir: 'virNWFilterLookupByName',
    doc: 'Find a network filter by its name.',
  },
  {
    name: 'nwFilterLookupByUUID',
    calls: 'nwFilterLookupByUUID',
    vir: 'virNWFilterLookupByUUID',
    doc: 'Find a network filter by its UUID.',
  },
  {
    name: 'nwFilterDefineXML',
    calls: 'nwFilterDefineXML',
    vir: 'virNWFilterDefineXML',
    doc: 'Define a network filter, or change its definition.',
  },
  {
    name: 'nwFilterDefineXMLFlags',
    calls: 'nwFilterDefineXMLFlags',
    vir: 'virNWFilterDefineXMLFlags',
    doc: 'Define a network filter, or change its definition.',
    flags: 'virNWFilterDefineFlags',
  },
  {
    name: 'listAllNWFilterBindings',
    calls: 'connectListAllNWFilterBindings',
    doc: 'List the network filter bindings.',
    returns: 'bindings',
  },
  {
    name: 'nwFilterBindingLookupByPortDev',
    calls: 'nwFilterBindingLookupByPortDev',
    vir: 'virNWFilterBindingLookupByPortDev',
    doc: 'Find the filter binding of a port.',
    names: {
      name: 'portDev',
    },
  },
  {
    name: 'nwFilterBindingCreateXML',
    calls: 'nwFilterBindingCreateXML',
    vir: 'virNWFilterBindingCreateXML',
    doc: 'Bind a network filter to a port.',
    flags: 'virNWFilterBindingCreateFlags',
  },
  {
    name: 'listAllInterfaces',
    calls: 'connectListAllInterfaces',
    doc: 'List the network interfaces of the host.',
    flags: 'virConnectListAllInterfacesFlags',
    returns: 'ifaces',
  },
  {
    name: 'interfaceLookupByName',
    calls: 'interfaceLookupByName',
    doc: 'Find an interface of the host by its name.',
  },
  {
    name: 'interfaceLookupByMACString',
    calls: 'interfaceLookupByMACString',
    doc: 'Find an interface of the host by its MAC address.',
  },
  {
    name: 'interfaceDefineXML',
    calls: 'interfaceDefineXML',
    doc: 'Define an interface of the host, or change its definition.',
    flags: 'virInterfaceDefineFlags',
  },
  {
    name: 'interfaceChangeBegin',
    calls: 'interfaceChangeBegin',
    doc: 'Save the current interfaces of the host, for a rollback.',
  },
  {
    name: 'interfaceChangeCommit',
    calls: 'interfaceChangeCommit',
    doc: 'Keep the changes since `interfaceChangeBegin`.',
  },
  {
    name: 'interfaceChangeRollback',
    calls: 'interfaceChangeRollback',
    doc: 'Undo the changes since `interfaceChangeBegin`.',
  },
  {
    name: 'listAllNodeDevices',
    calls: 'connectListAllNodeDevices',
    doc: 'List the devices of the host.',
    flags: 'virConnectListAllNodeDeviceFlags',
    returns: 'devices',
  },
  {
    name: 'nodeDeviceLookupByName',
    calls: 'nodeDeviceLookupByName',
    doc: 'Find a device of the host by its name.',
  },
  {
    name: 'nodeDeviceLookupSCSIHostByWWN',
    calls: 'nodeDeviceLookupSCSIHostByWWN',
    doc: 'Find a SCSI host by its WWNN and WWPN.',
  },
  {
    name: 'nodeDeviceCreateXML',
    calls: 'nodeDeviceCreateXML',
    doc: 'Create a transient virtual device.',
    flags: 'virNodeDeviceCreateXMLFlags',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'nodeDeviceDefineXML',
    calls: 'nodeDeviceDefineXML',
    doc: 'Define a virtual device.',
    flags: 'virNodeDeviceDefineXMLFlags',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'listAllSecrets',
    calls: 'connectListAllSecrets',
    doc: 'List the secrets.',
    flags: 'virConnectListAllSecretsFlags',
    returns: 'secrets',
  },
  {
    name: 'secretLookupByUUID',
    calls: 'secretLookupByUUID',
    doc: 'Find a secret by its UUID.',
  },
  {
    name: 'secretLookupByUsage',
    calls: 'secretLookupByUsage',
    doc: 'Find a secret by its usage.',
  },
  {
    name: 'secretDefineXML',
    calls: 'secretDefineXML',
    doc: 'Define a secret, or change its definition.',
    flags: 'virSecretDefineFlags',
  },
  {
    name: 'listAllDomains',
    calls: 'connectListAllDomains',
    doc: 'List the domains.',
    flags: 'virConnectListAllDomainsFlags',
    returns: 'domains',
  },
  {
    name: 'domainLookupByUUID',
    calls: 'domainLookupByUUID',
    doc: 'Find a domain by its UUID.',
  },
  {
    name: 'domainLookupByName',
    calls: 'domainLookupByName',
    doc: 'Find a domain by its name.',
  },
  {
    name: 'domainLookupByID',
    calls: 'domainLookupByID',
    doc: 'Find a running domain by its id.',
  },
  {
    name: 'domainDefineXMLFlags',
    calls: 'domainDefineXMLFlags',
    doc: 'Define a domain, or change its definition.',
    flags: 'virDomainDefineFlags',
  },
  {
    name: 'domainCreateXML',
    calls: 'domainCreateXML',
    doc: 'Create and start a transient domain.',
    flags: 'virDomainCreateFlags',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'listAllStoragePools',
    calls: 'connectListAllStoragePools',
    doc: 'List the storage pools.',
    flags: 'virConnectListAllStoragePoolsFlags',
    returns: 'pools',
  },
  {
    name: 'storagePoolLookupByName',
    calls: 'storagePoolLookupByName',
    doc: 'Find a storage pool by its name.',
  },
  {
    name: 'storagePoolLookupByUUID',
    calls: 'storagePoolLookupByUUID',
    doc: 'Find a storage pool by its UUID.',
  },
  {
    name: 'storagePoolLookupByVolume',
    calls: 'storagePoolLookupByVolume',
    doc: 'Find the storage pool of a volume.',
    names: {
      vol: 'volume',
    },
  },
  {
    name: 'storagePoolDefineXML',
    calls: 'storagePoolDefineXML',
    doc: 'Define a storage pool, or change its definition.',
    flags: 'virStoragePoolDefineFlags',
  },
  {
    name: 'storagePoolCreateXML',
    calls: 'storagePoolCreateXML',
    doc: 'Create and start a transient storage pool.',
    flags: 'virStoragePoolCreateFlags',
  },
  {
    name: 'storageVolLookupByKey',
    calls: 'storageVolLookupByKey',
    doc: 'Find a volume by its key.',
  },
  {
    name: 'storageVolLookupByPath',
    calls: 'storageVolLookupByPath',
    doc: 'Find a volume by its path.',
  },
  {
    name: 'nodeGetMemoryStats',
    vir: 'virNodeGetMemoryStats',
    doc: 'Return the memory of the host by kind (`total`, `free`, ...) in KiB.',
    params:
      "cellNum: Enum<'virNodeGetMemoryStatsAllCells'> = VIR_NODE_MEMORY_STATS_ALL_CELLS, flags = 0, options?: CallOptions",
    type: 'Promise<Record<string, number>>',
    body: 'return queries.nodeMemoryStats(this, { cellNum, flags }, options);',
  },
  {
    name: 'nodeGetCPUStats',
    vir: 'virNodeGetCPUStats',
    doc: 'Return the CPU time of the host by kind (`kernel`, `user`, `idle`, `iowait`) in ns.',
    params: 'cpuNum: number = VIR_NODE_CPU_STATS_ALL_CPUS, flags = 0, options?: CallOptions',
    type: 'Promise<Record<string, number>>',
    body: 'return queries.nodeCPUStats(this, { cpuNum, flags }, options);',
  },
  {
    name: 'getAllDomainStats',
    vir: 'virConnectGetAllDomainStats, virDomainListGetStats',
    doc: 'Return statistics of all domains in one call, or of the given ones; 0 stands for all statistics.',
    params:
      "stats: Enum<'virDomainStatsTypes'> = 0, flags: Enum<'virConnectGetAllDomainStatsFlags'> = 0, domains: readonly Domain[] = [], options?: CallOptions",
    type: 'Promise<{ domain: Domain; stats: TypedParameters }[]>',
    async: true,
    body: "const args = { doms: domains.map(({ ref }) => ref), stats, flags };\n const { retStats } = await this.call('connectGetAllDomainStats', args, options);\n return retStats.map(({ dom, params }) => ({ domain: new Domain(this, dom), stats: fromTypedParameters(params) }));",
  },
  {
    name: 'domainDefineXML',
    calls: 'domainDefineXML',
    doc: 'Define a domain, or change its definition.',
  },
  {
    name: 'numOfDomains',
    calls: 'connectNumOfDomains',
    doc: 'Return the number of running domains.',
  },
  {
    name: 'numOfDefinedDomains',
    calls: 'connectNumOfDefinedDomains',
    doc: 'Return the number of defined domains that are not running.',
  },
  {
    name: 'numOfNetworks',
    calls: 'connectNumOfNetworks',
    doc: 'Return the number of running networks.',
  },
  {
    name: 'numOfDefinedNetworks',
    calls: 'connectNumOfDefinedNetworks',
    doc: 'Return the number of defined networks that are not running.',
  },
  {
    name: 'numOfStoragePools',
    calls: 'connectNumOfStoragePools',
    doc: 'Return the number of running storage pools.',
  },
  {
    name: 'numOfDefinedStoragePools',
    calls: 'connectNumOfDefinedStoragePools',
    doc: 'Return the number of defined storage pools that are not running.',
  },
  {
    name: 'numOfInterfaces',
    calls: 'connectNumOfInterfaces',
    doc: 'Return the number of interfaces of the host that are up.',
  },
  {
    name: 'numOfDefinedInterfaces',
    calls: 'connectNumOfDefinedInterfaces',
    doc: 'Return the number of interfaces of the host that are down.',
  },
  {
    name: 'numOfNWFilters',
    calls: 'connectNumOfNWFilters',
    doc: 'Return the number of network filters.',
  },
  {
    name: 'numOfSecrets',
    calls: 'connectNumOfSecrets',
    doc: 'Return the number of secrets.',
  },
  {
    name: 'numOfDevices',
    calls: 'nodeNumOfDevices',
    doc: 'Return the number of devices of the host, optionally with a capability.',
    names: {
      cap: 'capability',
    },
  },
  {
    name: 'storagePoolLookupByTargetPath',
    calls: 'storagePoolLookupByTargetPath',
    doc: 'Find a storage pool by its target path.',
  },
  {
    name: 'qemuAttach',
    calls: 'qemuDomainAttach',
    doc: 'Attach a QEMU process that libvirt did not start.',
    vir: 'virDomainQemuAttach',
    names: {
      pid_value: 'pid',
    },
  },
  {
    name: 'nodeGetSEVInfo',
    calls: 'nodeGetSEVInfo',
    doc: 'Return the SEV settings of the host.',
    fixed: {
      nparams: 64,
    },
    returns: 'params',
  },
  {
    name: 'nodeGetSecurityModel',
    vir: 'virNodeGetSecurityModel',
    doc: 'Return the security model of the host and its domain of interpretation.',
    params: 'options?: CallOptions',
    type: 'Promise<{ model: string; doi: string }>',
    body: 'return queries.nodeSecurityModel(this, options);',
  },
  {
    name: 'lookupByUUID',
    calls: 'domainLookupByUUID',
    doc: 'Find a domain by its UUID: the same as `domainLookupByUUID`.',
  },
  {
    name: 'lookupByName',
    calls: 'domainLookupByName',
    doc: 'Find a domain by its name: the same as `domainLookupByName`.',
  },
  {
    name: 'lookupByID',
    calls: 'domainLookupByID',
    doc: 'Find a running domain by its id: the same as `domainLookupByID`.',
  },
  {
    name: 'defineXML',
    calls: 'domainDefineXML',
    doc: 'Define a domain, or change its definition: the same as `domainDefineXML`.',
  },
  {
    name: 'defineXMLFlags',
    calls: 'domainDefineXMLFlags',
    doc: 'Define a domain, or change its definition: the same as `domainDefineXMLFlags`.',
    flags: 'virDomainDefineFlags',
  },
  {
    name: 'createXML',
    calls: 'domainCreateXML',
    doc: 'Create and start a transient domain: the same as `domainCreateXML`.',
    flags: 'virDomainCreateFlags',
    names: {
      xml_desc: 'xml',
    },
  },
];

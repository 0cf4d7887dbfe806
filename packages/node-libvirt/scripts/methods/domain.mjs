// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const domainMethods = [
  {
    name: 'shutdownFlags',
    calls: 'domainShutdownFlags',
    doc: 'Request the guest to shut down. Resolves before the guest has done so.',
    flags: 'virDomainShutdownFlagValues',
  },
  {
    name: 'reboot',
    calls: 'domainReboot',
    doc: 'Request the guest to reboot. Resolves before the guest has done so.',
    flags: 'virDomainRebootFlagValues',
  },
  {
    name: 'reset',
    calls: 'domainReset',
    doc: 'Reset the domain, as the reset button would.',
  },
  {
    name: 'suspend',
    calls: 'domainSuspend',
    doc: 'Pause the virtual CPUs.',
  },
  {
    name: 'resume',
    calls: 'domainResume',
    doc: 'Resume the virtual CPUs of a paused domain.',
  },
  {
    name: 'undefineFlags',
    calls: 'domainUndefineFlags',
    doc: 'Delete the definition. A running domain becomes transient.',
    flags: 'virDomainUndefineFlagsValues',
  },
  {
    name: 'getState',
    calls: 'domainGetState',
    doc: 'Return the state and its reason; the enum of the reason depends on the state.',
    returns: '*',
  },
  {
    name: 'getInfo',
    calls: 'domainGetInfo',
    doc: 'Return state, memory, number of virtual CPUs and CPU time.',
    convert: 'toDomainInfo',
  },
  {
    name: 'getControlInfo',
    calls: 'domainGetControlInfo',
    doc: "Return the state of the connection to the hypervisor's monitor.",
    convert: 'toDomainControlInfo',
  },
  {
    name: 'getXMLDesc',
    calls: 'domainGetXMLDesc',
    doc: 'Return the domain XML.',
    flags: 'virDomainXMLFlags',
  },
  {
    name: 'getOSType',
    calls: 'domainGetOSType',
    doc: 'Return the type of the operating system, such as `hvm`.',
  },
  {
    name: 'getAutostart',
    calls: 'domainGetAutostart',
    doc: 'Check whether the domain starts with the host.',
  },
  {
    name: 'setAutostart',
    calls: 'domainSetAutostart',
    doc: 'Set whether the domain starts with the host.',
    types: {
      autostart: 'boolean',
    },
  },
  {
    name: 'isActive',
    calls: 'domainIsActive',
    doc: 'Check whether the domain is running.',
  },
  {
    name: 'isPersistent',
    calls: 'domainIsPersistent',
    doc: 'Check whether the domain has a definition.',
  },
  {
    name: 'isUpdated',
    calls: 'domainIsUpdated',
    doc: 'Check whether the definition changed while the domain was running.',
  },
  {
    name: 'setMetadata',
    calls: 'domainSetMetadata',
    doc: 'Set the title, the description or a metadata element. Null deletes it.',
    flags: 'virDomainModificationImpact',
    types: {
      type: 'virDomainMetadataType',
    },
  },
  {
    name: 'getMetadata',
    calls: 'domainGetMetadata',
    doc: 'Return the title, the description or a metadata element.',
    flags: 'virDomainModificationImpact',
    types: {
      type: 'virDomainMetadataType',
    },
  },
  {
    name: 'getMessages',
    calls: 'domainGetMessages',
    doc: 'Return the messages about the domain, such as deprecations and taints.',
    flags: 'virDomainMessageType',
  },
  {
    name: 'setLifecycleAction',
    calls: 'domainSetLifecycleAction',
    doc: 'Set what happens on power-off, reboot or crash.',
    flags: 'virDomainModificationImpact',
    types: {
      type: 'virDomainLifecycle',
      action: 'virDomainLifecycleAction',
    },
  },
  {
    name: 'pmSuspendForDuration',
    calls: 'domainPMSuspendForDuration',
    doc: 'Suspend the guest through its power management; `target` is a virNodeSuspendTarget.',
    names: {
      duration: 'durationSeconds',
    },
    types: {
      target: 'virNodeSuspendTarget',
    },
    defaults: {
      durationSeconds: '0',
    },
  },
  {
    name: 'pmWakeup',
    calls: 'domainPMWakeup',
    doc: 'Wake a guest that is suspended by its power management.',
  },
  {
    name: 'attachDeviceFlags',
    calls: 'domainAttachDeviceFlags',
    doc: 'Attach a device.',
    flags: 'virDomainDeviceModifyFlags',
  },
  {
    name: 'detachDeviceFlags',
    calls: 'domainDetachDeviceFlags',
    doc: 'Detach a device. On a running domain it resolves before the guest has released it.',
    flags: 'virDomainDeviceModifyFlags',
  },
  {
    name: 'detachDeviceAlias',
    calls: 'domainDetachDeviceAlias',
    doc: 'Detach the device with that alias. It resolves before the guest has released it.',
    flags: 'virDomainDeviceModifyFlags',
  },
  {
    name: 'updateDeviceFlags',
    calls: 'domainUpdateDeviceFlags',
    doc: 'Change a device.',
    flags: 'virDomainDeviceModifyFlags',
  },
  {
    name: 'sendKey',
    calls: 'domainSendKey',
    doc: 'Press up to 16 keys at once.',
    names: {
      holdtime: 'holdTimeMs',
    },
    types: {
      codeset: 'virKeycodeSet',
    },
  },
  {
    name: 'injectNMI',
    calls: 'domainInjectNMI',
    doc: 'Send a non-maskable interrupt to the guest.',
  },
  {
    name: 'sendProcessSignal',
    calls: 'domainSendProcessSignal',
    doc: 'Send a signal to a process in the guest.',
    names: {
      pid_value: 'pid',
      signum: 'signal',
    },
    types: {
      signal: 'virDomainProcessSignal',
    },
  },
  {
    name: 'graphicsReload',
    calls: 'domainGraphicsReload',
    doc: 'Reload the certificates of the display server. Requires libvirt 10.2.',
  },
  {
    name: 'blockStats',
    calls: 'domainBlockStats',
    doc: 'Return I/O counters of a disk, given its target or path. Unknown counters are -1.',
    convert: 'toBlockStats',
  },
  {
    name: 'blockStatsFlags',
    calls: 'domainBlockStatsFlags',
    doc: 'Return I/O counters and times of a disk as typed parameters.',
    flags: 'virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'getBlockInfo',
    calls: 'domainGetBlockInfo',
    doc: 'Return capacity, allocation and physical size of a disk in bytes.',
    names: {
      path: 'disk',
    },
    convert: 'toBlockInfo',
  },
  {
    name: 'blockPeek',
    calls: 'domainBlockPeek',
    doc: 'Read bytes of a disk.',
    names: {
      path: 'disk',
    },
  },
  {
    name: 'blockResize',
    calls: 'domainBlockResize',
    doc: 'Resize a disk, in KiB, or in bytes with VIR_DOMAIN_BLOCK_RESIZE_BYTES.',
    flags: 'virDomainBlockResizeFlags',
  },
  {
    name: 'blockPull',
    calls: 'domainBlockPull',
    doc: 'Copy the data of the backing files into the disk.',
    flags: 'virDomainBlockPullFlags',
    names: {
      path: 'disk',
    },
    defaults: {
      bandwidth: '0',
    },
  },
  {
    name: 'blockRebase',
    calls: 'domainBlockRebase',
    doc: 'Copy the data of the backing files above `base` into the disk, or copy the disk.',
    flags: 'virDomainBlockRebaseFlags',
    names: {
      path: 'disk',
    },
    defaults: {
      bandwidth: '0',
    },
  },
  {
    name: 'blockCommit',
    calls: 'domainBlockCommit',
    doc: 'Merge the files from `top` down into `base`.',
    flags: 'virDomainBlockCommitFlags',
    defaults: {
      bandwidth: '0',
    },
  },
  {
    name: 'blockCopy',
    calls: 'domainBlockCopy',
    doc: 'Copy a disk to the destination that the XML describes.',
    flags: 'virDomainBlockCopyFlags',
    names: {
      path: 'disk',
      destxml: 'destXml',
    },
    defaults: {
      params: '{}',
    },
  },
  {
    name: 'getBlockJobInfo',
    calls: 'domainGetBlockJobInfo',
    doc: 'Return the block job of a disk. `found` is 0 if there is none.',
    flags: 'virDomainBlockJobInfoFlags',
    names: {
      path: 'disk',
    },
    returns: '*',
  },
  {
    name: 'blockJobAbort',
    calls: 'domainBlockJobAbort',
    doc: 'End the block job of a disk, or pivot to its copy.',
    flags: 'virDomainBlockJobAbortFlags',
    names: {
      path: 'disk',
    },
  },
  {
    name: 'blockJobSetSpeed',
    calls: 'domainBlockJobSetSpeed',
    doc: 'Limit the block job of a disk, in MiB/s unless a flag says bytes.',
    flags: 'virDomainBlockJobSetSpeedFlags',
    names: {
      path: 'disk',
    },
  },
  {
    name: 'getBlockIoTune',
    calls: 'domainGetBlockIoTune',
    doc: 'Return the I/O limits of a disk.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 32,
    },
    returns: 'params',
  },
  {
    name: 'setBlockIoTune',
    calls: 'domainSetBlockIoTune',
    doc: 'Set the I/O limits of a disk.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getDiskErrors',
    calls: 'domainGetDiskErrors',
    doc: 'Return the disks with errors, by target.',
    fixed: {
      maxerrors: 256,
    },
    returns: 'errors',
  },
  {
    name: 'setBlockThreshold',
    calls: 'domainSetBlockThreshold',
    doc: 'Request an event when writes to a disk reach an offset in bytes.',
  },
  {
    name: 'backupBegin',
    calls: 'domainBackupBegin',
    doc: 'Start a backup of the disks.',
    flags: 'virDomainBackupBeginFlags',
  },
  {
    name: 'backupGetXMLDesc',
    calls: 'domainBackupGetXMLDesc',
    doc: 'Return the XML of the running backup.',
  },
  {
    name: 'memoryStats',
    calls: 'domainMemoryStats',
    doc: 'Return the statistics of the balloon driver in KiB, by virDomainMemoryStatTags.',
    fixed: {
      maxStats: 64,
    },
    convert: 'toMemoryStats',
  },
  {
    name: 'getMaxMemory',
    calls: 'domainGetMaxMemory',
    doc: 'Return the maximum memory in KiB.',
  },
  {
    name: 'setMaxMemory',
    calls: 'domainSetMaxMemory',
    doc: 'Set the maximum memory in KiB.',
    names: {
      memory: 'memoryKiB',
    },
  },
  {
    name: 'setMemory',
    calls: 'domainSetMemory',
    doc: 'Set the memory in KiB.',
    names: {
      memory: 'memoryKiB',
    },
  },
  {
    name: 'setMemoryFlags',
    calls: 'domainSetMemoryFlags',
    doc: 'Set the memory in KiB.',
    flags: 'virDomainMemoryModFlags',
    names: {
      memory: 'memoryKiB',
    },
  },
  {
    name: 'setMemoryStatsPeriod',
    calls: 'domainSetMemoryStatsPeriod',
    doc: 'Set how often the balloon driver reports, in seconds; 0 turns reports off.',
    flags: 'virDomainMemoryModFlags',
    names: {
      period: 'periodSeconds',
    },
  },
  {
    name: 'getMemoryParameters',
    calls: 'domainGetMemoryParameters',
    doc: 'Return the memory limits.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'setMemoryParameters',
    calls: 'domainSetMemoryParameters',
    doc: 'Set the memory limits.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getNumaParameters',
    calls: 'domainGetNumaParameters',
    doc: 'Return the NUMA policy.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'setNumaParameters',
    calls: 'domainSetNumaParameters',
    doc: 'Set the NUMA policy.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getBlkioParameters',
    calls: 'domainGetBlkioParameters',
    doc: 'Return weights and limits that apply to all disks.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'setBlkioParameters',
    calls: 'domainSetBlkioParameters',
    doc: 'Set weights and limits that apply to all disks.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getInterfaceParameters',
    calls: 'domainGetInterfaceParameters',
    doc: 'Return the bandwidth limits of a network interface.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'setInterfaceParameters',
    calls: 'domainSetInterfaceParameters',
    doc: 'Set the bandwidth limits of a network interface.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'interfaceStats',
    calls: 'domainInterfaceStats',
    doc: 'Return the counters of a network interface. Unknown counters are -1.',
    convert: 'toInterfaceStats',
  },
  {
    name: 'memoryPeek',
    calls: 'domainMemoryPeek',
    doc: "Read bytes of the guest's memory.",
    flags: 'virDomainMemoryFlags',
    names: {
      offset: 'start',
    },
  },
  {
    name: 'getPerfEvents',
    calls: 'domainGetPerfEvents',
    doc: 'Return which performance events are enabled.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
  },
  {
    name: 'setPerfEvents',
    calls: 'domainSetPerfEvents',
    doc: 'Enable and disable performance events.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getMaxVcpus',
    calls: 'domainGetMaxVcpus',
    doc: 'Return the maximum number of virtual CPUs.',
  },
  {
    name: 'getVcpusFlags',
    calls: 'domainGetVcpusFlags',
    doc: 'Return the number of virtual CPUs.',
    flags: 'virDomainVcpuFlags',
  },
  {
    name: 'setVcpus',
    calls: 'domainSetVcpus',
    doc: 'Set the number of virtual CPUs of the running domain.',
    names: {
      nvcpus: 'count',
    },
  },
  {
    name: 'setVcpusFlags',
    calls: 'domainSetVcpusFlags',
    doc: 'Set the number of virtual CPUs.',
    flags: 'virDomainVcpuFlags',
    names: {
      nvcpus: 'count',
    },
  },
  {
    name: 'setVcpu',
    calls: 'domainSetVcpu',
    doc: 'Enable or disable virtual CPUs, given as `0-3,7`.',
    flags: 'virDomainModificationImpact',
    names: {
      cpumap: 'vcpus',
      state: 'isOn',
    },
    types: {
      isOn: 'boolean',
    },
  },
  {
    name: 'pinVcpu',
    calls: 'domainPinVcpu',
    doc: 'Pin a virtual CPU to CPUs of the host, one bit each.',
  },
  {
    name: 'pinVcpuFlags',
    calls: 'domainPinVcpuFlags',
    doc: 'Pin a virtual CPU to CPUs of the host, one bit each.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getVcpuPinInfo',
    calls: 'domainGetVcpuPinInfo',
    doc: 'Return the CPU map of each virtual CPU, `mapBytes` bytes each.',
    flags: 'virDomainModificationImpact',
    names: {
      ncpumaps: 'vcpus',
      maplen: 'mapBytes',
    },
    returns: '*',
  },
  {
    name: 'pinEmulator',
    calls: 'domainPinEmulator',
    doc: 'Pin the emulator threads to CPUs of the host.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getEmulatorPinInfo',
    calls: 'domainGetEmulatorPinInfo',
    doc: 'Return the CPU map of the emulator threads.',
    flags: 'virDomainModificationImpact',
    names: {
      maplen: 'mapBytes',
    },
    returns: 'cpumaps',
  },
  {
    name: 'getSchedulerType',
    calls: 'domainGetSchedulerType',
    doc: 'Return the name of the scheduler and the number of its parameters.',
    returns: '*',
  },
  {
    name: 'getSchedulerParameters',
    calls: 'domainGetSchedulerParameters',
    doc: 'Return the scheduler parameters.',
    fixed: {
      nparams: 16,
    },
  },
  {
    name: 'getSchedulerParametersFlags',
    calls: 'domainGetSchedulerParametersFlags',
    doc: 'Return the scheduler parameters.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
    fixed: {
      nparams: 16,
    },
  },
  {
    name: 'setSchedulerParameters',
    calls: 'domainSetSchedulerParameters',
    doc: 'Set scheduler parameters.',
  },
  {
    name: 'setSchedulerParametersFlags',
    calls: 'domainSetSchedulerParametersFlags',
    doc: 'Set scheduler parameters.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'getIOThreadInfo',
    calls: 'domainGetIOThreadInfo',
    doc: 'Return the I/O threads and their CPU maps.',
    flags: 'virDomainModificationImpact',
    returns: 'info',
  },
  {
    name: 'pinIOThread',
    calls: 'domainPinIOThread',
    doc: 'Pin an I/O thread to CPUs of the host.',
    flags: 'virDomainModificationImpact',
    names: {
      iothreads_id: 'iothreadId',
    },
  },
  {
    name: 'addIOThread',
    calls: 'domainAddIOThread',
    doc: 'Add an I/O thread.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'delIOThread',
    calls: 'domainDelIOThread',
    doc: 'Delete an I/O thread.',
    flags: 'virDomainModificationImpact',
  },
  {
    name: 'setIOThreadParams',
    calls: 'domainSetIOThreadParams',
    doc: 'Set the polling parameters of an I/O thread.',
    flags: 'virDomainModificationImpact|virTypedParameterFlags',
  },
  {
    name: 'getGuestVcpus',
    calls: 'domainGetGuestVcpus',
    doc: 'Return the virtual CPUs as the guest agent reports them.',
  },
  {
    name: 'setGuestVcpus',
    calls: 'domainSetGuestVcpus',
    doc: 'Enable or disable virtual CPUs through the guest agent.',
    names: {
      cpumap: 'vcpus',
      state: 'isOn',
    },
    types: {
      isOn: 'boolean',
    },
  },
  {
    name: 'startDirtyRateCalc',
    calls: 'domainStartDirtyRateCalc',
    doc: 'Measure for some seconds how fast memory changes. `getAllDomainStats` returns the result.',
    flags: 'virDomainDirtyRateCalcFlags',
  },
  {
    name: 'save',
    calls: 'domainSave',
    doc: 'Save the memory to a file of the host, and stop the domain.',
  },
  {
    name: 'saveFlags',
    calls: 'domainSaveFlags',
    doc: 'Save the memory to a file of the host, optionally with changed XML, and stop the domain.',
    flags: 'virDomainSaveRestoreFlags',
    names: {
      dxml: 'xml',
    },
  },
  {
    name: 'saveParams',
    calls: 'domainSaveParams',
    doc: 'Save the memory with typed parameters, and stop the domain.',
    flags: 'virDomainSaveRestoreFlags',
  },
  {
    name: 'managedSave',
    calls: 'domainManagedSave',
    doc: 'Save the memory until the next start, and stop the domain.',
    flags: 'virDomainSaveRestoreFlags',
  },
  {
    name: 'hasManagedSaveImage',
    calls: 'domainHasManagedSaveImage',
    doc: 'Check whether the domain has saved memory.',
  },
  {
    name: 'managedSaveRemove',
    calls: 'domainManagedSaveRemove',
    doc: 'Delete the saved memory.',
  },
  {
    name: 'managedSaveGetXMLDesc',
    calls: 'domainManagedSaveGetXMLDesc',
    doc: 'Return the XML that was saved with the memory.',
    flags: 'virDomainSaveImageXMLFlags',
  },
  {
    name: 'managedSaveDefineXML',
    calls: 'domainManagedSaveDefineXML',
    doc: 'Change the XML that was saved with the memory.',
    flags: 'virDomainSaveRestoreFlags',
    names: {
      dxml: 'xml',
    },
  },
  {
    name: 'coreDump',
    calls: 'domainCoreDump',
    doc: "Write the guest's memory to a file of the host.",
    flags: 'virDomainCoreDumpFlags',
  },
  {
    name: 'coreDumpWithFormat',
    calls: 'domainCoreDumpWithFormat',
    doc: "Write the guest's memory to a file of the host, in a virDomainCoreDumpFormat.",
    flags: 'virDomainCoreDumpFlags',
    names: {
      dumpformat: 'format',
    },
    types: {
      format: 'virDomainCoreDumpFormat',
    },
  },
  {
    name: 'getJobInfo',
    calls: 'domainGetJobInfo',
    doc: 'Return the progress of the running job, such as a migration.',
    returns: '*',
  },
  {
    name: 'getJobStats',
    calls: 'domainGetJobStats',
    doc: 'Return all statistics of the running or the last job.',
    flags: 'virDomainGetJobStatsFlags',
    returns: '*',
  },
  {
    name: 'abortJob',
    calls: 'domainAbortJob',
    doc: 'Cancel the running job.',
  },
  {
    name: 'abortJobFlags',
    calls: 'domainAbortJobFlags',
    doc: 'Cancel the running job.',
    flags: 'virDomainAbortJobFlagsValues',
  },
  {
    name: 'migrateSetMaxDowntime',
    calls: 'domainMigrateSetMaxDowntime',
    doc: 'Set the maximum downtime of a migration in ms.',
    names: {
      downtime: 'downtimeMs',
    },
  },
  {
    name: 'migrateGetMaxDowntime',
    calls: 'domainMigrateGetMaxDowntime',
    doc: 'Return the maximum downtime of a migration in ms.',
  },
  {
    name: 'migrateSetMaxSpeed',
    calls: 'domainMigrateSetMaxSpeed',
    doc: 'Set the maximum bandwidth of a migration in MiB/s.',
    flags: 'virDomainMigrateMaxSpeedFlags',
    names: {
      bandwidth: 'bandwidthMiBps',
    },
  },
  {
    name: 'migrateGetMaxSpeed',
    calls: 'domainMigrateGetMaxSpeed',
    doc: 'Return the maximum bandwidth of a migration in MiB/s.',
    flags: 'virDomainMigrateMaxSpeedFlags',
  },
  {
    name: 'migrateSetCompressionCache',
    calls: 'domainMigrateSetCompressionCache',
    doc: 'Set the size of the compression cache of a migration in bytes.',
    names: {
      cacheSize: 'cacheBytes',
    },
  },
  {
    name: 'migrateGetCompressionCache',
    calls: 'domainMigrateGetCompressionCache',
    doc: 'Return the size of the compression cache of a migration in bytes.',
  },
  {
    name: 'migrateStartPostCopy',
    calls: 'domainMigrateStartPostCopy',
    doc: 'Switch a migration to post-copy: the guest continues on the target before all memory is copied.',
  },
  {
    name: 'getLaunchSecurityInfo',
    calls: 'domainGetLaunchSecurityInfo',
    doc: 'Return the launch security of the domain, such as SEV measurements.',
  },
  {
    name: 'setLaunchSecurityState',
    calls: 'domainSetLaunchSecurityState',
    doc: 'Set the launch secret of the domain.',
  },
  {
    name: 'getTime',
    calls: 'domainGetTime',
    doc: "Return the time of the guest's clock.",
    convert: 'toGuestTime',
  },
  {
    name: 'getHostname',
    calls: 'domainGetHostname',
    doc: 'Return the host name that the guest has.',
    flags: 'virDomainGetHostnameFlags',
  },
  {
    name: 'getGuestInfo',
    calls: 'domainGetGuestInfo',
    doc: 'Return what the guest agent reports: users, operating system, time zone, file systems.',
    types: {
      types: 'virDomainGuestInfoTypes',
    },
    defaults: {
      types: '0',
    },
  },
  {
    name: 'getFSInfo',
    calls: 'domainGetFSInfo',
    doc: 'Return the mounted file systems of the guest.',
    returns: 'info',
  },
  {
    name: 'fsFreeze',
    calls: 'domainFSFreeze',
    doc: 'Freeze file systems through the guest agent, all by default. Returns the number of frozen file systems.',
    defaults: {
      mountpoints: '[]',
    },
  },
  {
    name: 'fsThaw',
    calls: 'domainFSThaw',
    doc: 'Thaw file systems through the guest agent. Returns the number of thawed file systems.',
    defaults: {
      mountpoints: '[]',
    },
  },
  {
    name: 'fsTrim',
    calls: 'domainFSTrim',
    doc: 'Discard unused blocks of file systems through the guest agent.',
    names: {
      minimum: 'minimumBytes',
    },
    defaults: {
      minimumBytes: '0',
    },
  },
  {
    name: 'setTime',
    calls: 'domainSetTime',
    doc: "Set the guest's clock.",
    flags: 'virDomainSetTimeFlags',
    names: {
      nseconds: 'nanoseconds',
    },
    defaults: {
      nanoseconds: '0',
    },
  },
  {
    name: 'setUserPassword',
    calls: 'domainSetUserPassword',
    doc: 'Set the password of a user in the guest.',
    flags: 'virDomainSetUserPasswordFlags',
  },
  {
    name: 'agentSetResponseTimeout',
    calls: 'domainAgentSetResponseTimeout',
    doc: 'Set the time-out of guest agent commands, in seconds or as virDomainAgentResponseTimeoutValues.',
    names: {
      timeout: 'timeoutSeconds',
    },
  },
  {
    name: 'authorizedSSHKeysGet',
    calls: 'domainAuthorizedSSHKeysGet',
    doc: 'Return the authorized SSH keys of a user in the guest.',
  },
  {
    name: 'authorizedSSHKeysSet',
    calls: 'domainAuthorizedSSHKeysSet',
    doc: 'Set, add or remove authorized SSH keys of a user in the guest.',
    flags: 'virDomainAuthorizedSSHKeysSetFlags',
  },
  {
    name: 'interfaceAddresses',
    calls: 'domainInterfaceAddresses',
    doc: 'Return the addresses of the guest; `source` is a virDomainInterfaceAddressesSource.',
    types: {
      source: 'virDomainInterfaceAddressesSource',
    },
    defaults: {
      source: '0',
    },
  },
  {
    name: 'qemuMonitorCommand',
    calls: 'qemuDomainMonitorCommand',
    vir: 'virDomainQemuMonitorCommand',
    doc: "Send a command to QEMU's monitor: JSON, or text with VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP.",
    flags: 'virDomainQemuMonitorCommandFlags',
  },
  {
    name: 'qemuAgentCommand',
    calls: 'qemuDomainAgentCommand',
    vir: 'virDomainQemuAgentCommand',
    doc: 'Send a JSON command to the guest agent. A time-out of -2 s waits without a limit.',
    names: {
      timeout: 'timeoutSeconds',
    },
    defaults: {
      timeoutSeconds: '-2',
    },
  },
  {
    name: 'snapshotCreateXML',
    calls: 'domainSnapshotCreateXML',
    doc: 'Create a snapshot.',
    flags: 'virDomainSnapshotCreateFlags',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'listAllSnapshots',
    calls: 'domainListAllSnapshots',
    doc: 'List the snapshots.',
    flags: 'virDomainSnapshotListFlags',
    returns: 'snapshots',
  },
  {
    name: 'snapshotLookupByName',
    calls: 'domainSnapshotLookupByName',
    doc: 'Find a snapshot by its name.',
  },
  {
    name: 'snapshotNum',
    calls: 'domainSnapshotNum',
    doc: 'Return the number of snapshots.',
    flags: 'virDomainSnapshotListFlags',
  },
  {
    name: 'hasCurrentSnapshot',
    calls: 'domainHasCurrentSnapshot',
    doc: 'Check whether the domain has a current snapshot.',
  },
  {
    name: 'snapshotCurrent',
    calls: 'domainSnapshotCurrent',
    doc: 'Return the current snapshot.',
  },
  {
    name: 'checkpointCreateXML',
    calls: 'domainCheckpointCreateXML',
    doc: 'Create a checkpoint, from which a backup can tell what changed.',
    flags: 'virDomainCheckpointCreateFlags',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'listAllCheckpoints',
    calls: 'domainListAllCheckpoints',
    doc: 'List the checkpoints.',
    flags: 'virDomainCheckpointListFlags',
    returns: 'checkpoints',
  },
  {
    name: 'checkpointLookupByName',
    calls: 'domainCheckpointLookupByName',
    doc: 'Find a checkpoint by its name.',
  },
  {
    name: 'create',
    vir: 'virDomainCreate',
    doc: 'Start a defined domain.',
    params: 'options?: CallOptions',
    type: 'Promise<void>',
    body: 'return this.createWithFlags(0, options);',
  },
  {
    name: 'createWithFlags',
    vir: 'virDomainCreateWithFlags',
    doc: 'Start a defined domain.',
    params: "flags: Enum<'virDomainCreateFlags'> = 0, options?: CallOptions",
    type: 'Promise<void>',
    async: true,
    body: "const args = { dom: this.ref, flags };\n const { dom } = await this.connection.call('domainCreateWithFlags', args, options);\n this.ref = dom;",
  },
  {
    name: 'destroy',
    vir: 'virDomainDestroy',
    doc: 'Stop the domain at once, as if its power were cut.',
    params: 'options?: CallOptions',
    type: 'Promise<void>',
    body: 'return this.destroyFlags(0, options);',
  },
  {
    name: 'destroyFlags',
    vir: 'virDomainDestroyFlags',
    doc: 'Stop the domain at once, as if its power were cut.',
    params: "flags: Enum<'virDomainDestroyFlagsValues'> = 0, options?: CallOptions",
    type: 'Promise<void>',
    async: true,
    body: "await this.connection.call('domainDestroyFlags', { dom: this.ref, flags }, options);\n this.ref = { ...this.ref, id: -1 };",
  },
  {
    name: 'rename',
    vir: 'virDomainRename',
    doc: 'Rename a stopped domain.',
    params: 'newName: string, flags = 0, options?: CallOptions',
    type: 'Promise<void>',
    async: true,
    body: "const args = { dom: this.ref, new_name: newName, flags };\n await this.connection.call('domainRename', args, options);\n this.ref = { ...this.ref, name: newName };",
  },
  {
    name: 'shutdown',
    calls: 'domainShutdown',
    doc: 'Request the guest to shut down. Resolves before the guest has done so.',
  },
  {
    name: 'undefine',
    calls: 'domainUndefine',
    doc: 'Delete the definition. A running domain becomes transient.',
  },
  {
    name: 'attachDevice',
    calls: 'domainAttachDevice',
    doc: 'Attach a device to the running domain.',
  },
  {
    name: 'detachDevice',
    calls: 'domainDetachDevice',
    doc: 'Detach a device from the running domain. Resolves before the guest has released it.',
  },
  {
    name: 'screenshot',
    vir: 'virDomainScreenshot',
    doc: 'Take a screenshot, in the format of `mimeType`.',
    params: 'screen = 0, flags = 0, options?: CallOptions',
    type: 'Promise<{ mimeType: string | null; stream: Readable }>',
    async: true,
    body: "const args = { dom: this.ref, screen, flags };\n const { result, stream } = await this.connection.openStream('domainScreenshot', args, options);\n return { mimeType: result.mime, stream };",
  },
  {
    name: 'openConsole',
    calls: 'domainOpenConsole',
    doc: 'Open the serial or another console.',
    flags: 'virDomainConsoleFlags',
    names: {
      dev_name: 'devname',
    },
  },
  {
    name: 'openChannel',
    calls: 'domainOpenChannel',
    doc: 'Open a channel to the guest.',
    flags: 'virDomainChannelFlags',
  },
  {
    name: 'getCPUStats',
    vir: 'virDomainGetCPUStats',
    doc: 'Return the CPU time in ns: in total with `startCpu` -1, otherwise of `cpus` CPUs of the host, one entry each.',
    params: 'startCpu = -1, cpus = 1, flags = 0, options?: CallOptions',
    type: 'Promise<TypedParameters[]>',
    body: 'return queries.domainCPUStats(this.connection, this.ref, { startCpu, cpus, flags }, options);',
  },
  {
    name: 'getVcpus',
    vir: 'virDomainGetVcpus',
    doc: 'Return where each virtual CPU of the running domain runs, and its CPU map; by default of all virtual CPUs and all CPUs of the host.',
    params: 'maxVcpus?: number, mapBytes?: number, options?: CallOptions',
    type: "Promise<CallResult<'domainGetVcpus'>>",
    body: 'return queries.domainVcpus(this.connection, this.ref, { maxVcpus, mapBytes }, options);',
  },
  {
    name: 'migrateToURI3',
    vir: 'virDomainMigrateToURI3',
    doc: 'Migrate the domain to another host; the daemons drive the migration. The flags must contain VIR_MIGRATE_PEER2PEER.',
    params:
      "dconnuri: string | null, params: TypedParametersInput = {}, flags: Enum<'virDomainMigrateFlags'> = VIR_MIGRATE_PEER2PEER, options?: CallOptions",
    type: 'Promise<void>',
    async: true,
    body: "const args = { dom: this.ref, dconnuri, params: toTypedParameters(params), cookie_in: new Uint8Array(), flags };\n await this.connection.call('domainMigratePerform3Params', args, options);",
  },
  {
    name: 'migrate3',
    vir: 'virDomainMigrate3',
    doc: 'Migrate the domain to the host of another connection; this client drives the migration. `params` are VIR_MIGRATE_PARAM_*; the flags must not contain VIR_MIGRATE_PEER2PEER. Aborting cancels the migration, and the guest continues at its source. There is no time limit.',
    params:
      "target: Caller, params: TypedParametersInput = {}, flags: Enum<'virDomainMigrateFlags'> = VIR_MIGRATE_LIVE, { signal }: Pick<CallOptions, 'signal'> = {}",
    type: 'Promise<Domain>',
    async: true,
    body: 'const migrated = await migrateDomain(this.connection, this.ref, { target, params: toTypedParameters(params), flags, signal });\n return new Domain(target, migrated);',
  },
  {
    name: 'getAutostartOnce',
    calls: 'domainGetAutostartOnce',
    doc: 'Check whether the domain starts once with the host. Requires libvirt 11.2.',
  },
  {
    name: 'setAutostartOnce',
    calls: 'domainSetAutostartOnce',
    doc: 'Set whether the domain starts once with the host. Requires libvirt 11.2.',
    types: {
      autostart: 'boolean',
    },
  },
  {
    name: 'setThrottleGroup',
    calls: 'domainSetThrottleGroup',
    doc: 'Create or change a group of disks that share I/O limits. Requires libvirt 11.2.',
  },
  {
    name: 'delThrottleGroup',
    calls: 'domainDelThrottleGroup',
    doc: 'Delete a throttle group. Requires libvirt 11.2.',
  },
  {
    name: 'announceInterface',
    calls: 'domainAnnounceInterface',
    doc: 'Announce the addresses of a network interface to the network.',
  },
  {
    name: 'getSecurityLabel',
    vir: 'virDomainGetSecurityLabel',
    doc: 'Return the security label of the running domain.',
    params: 'options?: CallOptions',
    type: 'Promise<queries.SecurityLabel>',
    body: 'return queries.domainSecurityLabel(this.connection, this.ref, options);',
  },
  {
    name: 'getSecurityLabelList',
    vir: 'virDomainGetSecurityLabelList',
    doc: 'Return the security labels of the running domain.',
    params: 'options?: CallOptions',
    type: 'Promise<queries.SecurityLabel[]>',
    body: 'return queries.domainSecurityLabels(this.connection, this.ref, options);',
  },
];

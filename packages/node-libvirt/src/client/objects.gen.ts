// Generated from the protocol table and scripts/methods by `node scripts/generate-methods.mjs`. Do not edit.
import type { Duplex, Readable, Writable } from 'node:stream';
import {
  VIR_MIGRATE_PEER2PEER,
  VIR_MIGRATE_LIVE,
  VIR_NODE_MEMORY_STATS_ALL_CELLS,
  VIR_NODE_CPU_STATS_ALL_CPUS,
} from '../constants.gen.js';
import type { Enum } from '../enum.js';
import type { CallArgs, CallName, CallResult } from '../protocol/index.js';
import type {
  Caller,
  CallOptions,
  CallParameters,
  OpenedStream,
  StreamOptions,
} from '../rpc/index.js';
import { LibvirtObject, type ObjectIdentity } from './libvirt-object.js';
import { migrateDomain } from './migration.js';
import * as queries from './queries.js';
import type {
  DomainRef,
  DomainSnapshotRef,
  DomainCheckpointRef,
  NetworkRef,
  NetworkPortRef,
  NWFilterRef,
  NWFilterBindingRef,
  HostInterfaceRef,
  NodeDeviceRef,
  SecretRef,
  StoragePoolRef,
  StorageVolumeRef,
} from './refs.js';
import {
  type DomainCapabilitiesQuery,
  toNodeInfo,
  type NodeInfo,
  toDomainInfo,
  type DomainInfo,
  toDomainControlInfo,
  type DomainControlInfo,
  toBlockStats,
  type BlockStats,
  toBlockInfo,
  type BlockInfo,
  toMemoryStats,
  type MemoryStats,
  toInterfaceStats,
  type InterfaceStats,
  toGuestTime,
  type GuestTime,
  toNetworkDHCPLeases,
  type NetworkDHCPLeases,
  toStoragePoolInfo,
  type StoragePoolInfo,
  toStorageVolumeInfo,
  type StorageVolumeInfo,
} from './results.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from './typed-parameters.js';
import { downloadVolume, uploadVolume } from './volume-streams.js';

/** A virtual machine (virDomainPtr). */
export class Domain extends LibvirtObject<DomainRef> {
  /** The name (virDomainGetName) at the time this object was created or renamed. */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** The id of the running domain (virDomainGetID), or -1 if it was not running at that time. */
  get id(): number {
    return this.ref.id;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, uuid: this.uuid };
  }

  /** Request the guest to shut down (virDomainShutdownFlags). Resolves before the guest has done so. */
  shutdownFlags(
    flags: Enum<'virDomainShutdownFlagValues'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainShutdownFlags', { dom: this.ref, flags }, options);
  }

  /** Request the guest to reboot (virDomainReboot). Resolves before the guest has done so. */
  reboot(flags: Enum<'virDomainRebootFlagValues'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainReboot', { dom: this.ref, flags }, options);
  }

  /** Reset the domain, as the reset button would (virDomainReset). */
  reset(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainReset', { dom: this.ref, flags }, options);
  }

  /** Pause the virtual CPUs (virDomainSuspend). */
  suspend(options?: CallOptions): Promise<void> {
    return this.connection.call('domainSuspend', { dom: this.ref }, options);
  }

  /** Resume the virtual CPUs of a paused domain (virDomainResume). */
  resume(options?: CallOptions): Promise<void> {
    return this.connection.call('domainResume', { dom: this.ref }, options);
  }

  /** Delete the definition (virDomainUndefineFlags). A running domain becomes transient. */
  undefineFlags(
    flags: Enum<'virDomainUndefineFlagsValues'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainUndefineFlags', { dom: this.ref, flags }, options);
  }

  /** Return the state and its reason; the enum of the reason depends on the state (virDomainGetState). */
  getState(flags = 0, options?: CallOptions): Promise<CallResult<'domainGetState'>> {
    return this.connection.call('domainGetState', { dom: this.ref, flags }, options);
  }

  /** Return state, memory, number of virtual CPUs and CPU time (virDomainGetInfo). */
  async getInfo(options?: CallOptions): Promise<DomainInfo> {
    const result = await this.connection.call('domainGetInfo', { dom: this.ref }, options);
    return toDomainInfo(result);
  }

  /** Return the state of the connection to the hypervisor's monitor (virDomainGetControlInfo). */
  async getControlInfo(flags = 0, options?: CallOptions): Promise<DomainControlInfo> {
    const result = await this.connection.call(
      'domainGetControlInfo',
      { dom: this.ref, flags },
      options,
    );
    return toDomainControlInfo(result);
  }

  /** Return the domain XML (virDomainGetXMLDesc). */
  async getXMLDesc(flags: Enum<'virDomainXMLFlags'> = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'domainGetXMLDesc',
      { dom: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Return the type of the operating system, such as `hvm` (virDomainGetOSType). */
  async getOSType(options?: CallOptions): Promise<string> {
    const result = await this.connection.call('domainGetOSType', { dom: this.ref }, options);
    return result.type;
  }

  /** Check whether the domain starts with the host (virDomainGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('domainGetAutostart', { dom: this.ref }, options);
    return result.autostart !== 0;
  }

  /** Set whether the domain starts with the host (virDomainSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetAutostart',
      { dom: this.ref, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Check whether the domain is running (virDomainIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('domainIsActive', { dom: this.ref }, options);
    return result.active !== 0;
  }

  /** Check whether the domain has a definition (virDomainIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('domainIsPersistent', { dom: this.ref }, options);
    return result.persistent !== 0;
  }

  /** Check whether the definition changed while the domain was running (virDomainIsUpdated). */
  async isUpdated(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('domainIsUpdated', { dom: this.ref }, options);
    return result.updated !== 0;
  }

  /** Set the title, the description or a metadata element (virDomainSetMetadata). Null deletes it. */
  setMetadata(
    type: Enum<'virDomainMetadataType'>,
    metadata?: string | null,
    key?: string | null,
    uri?: string | null,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetMetadata',
      { dom: this.ref, type, metadata, key, uri, flags },
      options,
    );
  }

  /** Return the title, the description or a metadata element (virDomainGetMetadata). */
  async getMetadata(
    type: Enum<'virDomainMetadataType'>,
    uri?: string | null,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'domainGetMetadata',
      { dom: this.ref, type, uri, flags },
      options,
    );
    return result.metadata;
  }

  /** Return the messages about the domain, such as deprecations and taints (virDomainGetMessages). */
  async getMessages(
    flags: Enum<'virDomainMessageType'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetMessages'>['msgs']> {
    const result = await this.connection.call(
      'domainGetMessages',
      { dom: this.ref, flags },
      options,
    );
    return result.msgs;
  }

  /** Set what happens on power-off, reboot or crash (virDomainSetLifecycleAction). */
  setLifecycleAction(
    type: Enum<'virDomainLifecycle'>,
    action: Enum<'virDomainLifecycleAction'>,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetLifecycleAction',
      { dom: this.ref, type, action, flags },
      options,
    );
  }

  /**
   * Suspend the guest through its power management; `target` is a virNodeSuspendTarget
   * (virDomainPMSuspendForDuration).
   */
  pmSuspendForDuration(
    target: Enum<'virNodeSuspendTarget'>,
    durationSeconds: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainPMSuspendForDuration',
      { dom: this.ref, target, duration: durationSeconds, flags },
      options,
    );
  }

  /** Wake a guest that is suspended by its power management (virDomainPMWakeup). */
  pmWakeup(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainPMWakeup', { dom: this.ref, flags }, options);
  }

  /** Attach a device (virDomainAttachDeviceFlags). */
  attachDeviceFlags(
    xml: string,
    flags: Enum<'virDomainDeviceModifyFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainAttachDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** Detach a device (virDomainDetachDeviceFlags). On a running domain it resolves before the guest has released it. */
  detachDeviceFlags(
    xml: string,
    flags: Enum<'virDomainDeviceModifyFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainDetachDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** Detach the device with that alias (virDomainDetachDeviceAlias). It resolves before the guest has released it. */
  detachDeviceAlias(
    alias: string,
    flags: Enum<'virDomainDeviceModifyFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainDetachDeviceAlias',
      { dom: this.ref, alias, flags },
      options,
    );
  }

  /** Change a device (virDomainUpdateDeviceFlags). */
  updateDeviceFlags(
    xml: string,
    flags: Enum<'virDomainDeviceModifyFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainUpdateDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** Press up to 16 keys at once (virDomainSendKey). */
  sendKey(
    codeset: Enum<'virKeycodeSet'>,
    holdTimeMs: number,
    keycodes: readonly number[],
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSendKey',
      { dom: this.ref, codeset, holdtime: holdTimeMs, keycodes, flags },
      options,
    );
  }

  /** Send a non-maskable interrupt to the guest (virDomainInjectNMI). */
  injectNMI(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainInjectNMI', { dom: this.ref, flags }, options);
  }

  /** Send a signal to a process in the guest (virDomainSendProcessSignal). */
  sendProcessSignal(
    pid: number | bigint,
    signal: Enum<'virDomainProcessSignal'>,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSendProcessSignal',
      { dom: this.ref, pid_value: pid, signum: signal, flags },
      options,
    );
  }

  /** Reload the certificates of the display server (virDomainGraphicsReload). Requires libvirt 10.2. */
  graphicsReload(type: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainGraphicsReload', { dom: this.ref, type, flags }, options);
  }

  /** Return I/O counters of a disk, given its target or path (virDomainBlockStats). Unknown counters are -1. */
  async blockStats(path: string, options?: CallOptions): Promise<BlockStats> {
    const result = await this.connection.call('domainBlockStats', { dom: this.ref, path }, options);
    return toBlockStats(result);
  }

  /** Return I/O counters and times of a disk as typed parameters (virDomainBlockStatsFlags). */
  async blockStatsFlags(
    path: string,
    flags: Enum<'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainBlockStatsFlags',
      { dom: this.ref, path, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Return capacity, allocation and physical size of a disk in bytes (virDomainGetBlockInfo). */
  async getBlockInfo(disk: string, flags = 0, options?: CallOptions): Promise<BlockInfo> {
    const result = await this.connection.call(
      'domainGetBlockInfo',
      { dom: this.ref, path: disk, flags },
      options,
    );
    return toBlockInfo(result);
  }

  /** Read bytes of a disk (virDomainBlockPeek). */
  async blockPeek(
    disk: string,
    offset: number | bigint,
    size: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainBlockPeek'>['buffer']> {
    const result = await this.connection.call(
      'domainBlockPeek',
      { dom: this.ref, path: disk, offset, size, flags },
      options,
    );
    return result.buffer;
  }

  /** Resize a disk, in KiB, or in bytes with VIR_DOMAIN_BLOCK_RESIZE_BYTES (virDomainBlockResize). */
  blockResize(
    disk: string,
    size: number | bigint,
    flags: Enum<'virDomainBlockResizeFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainBlockResize', { dom: this.ref, disk, size, flags }, options);
  }

  /** Copy the data of the backing files into the disk (virDomainBlockPull). */
  blockPull(
    disk: string,
    bandwidth: number | bigint = 0,
    flags: Enum<'virDomainBlockPullFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockPull',
      { dom: this.ref, path: disk, bandwidth, flags },
      options,
    );
  }

  /** Copy the data of the backing files above `base` into the disk, or copy the disk (virDomainBlockRebase). */
  blockRebase(
    disk: string,
    base?: string | null,
    bandwidth: number | bigint = 0,
    flags: Enum<'virDomainBlockRebaseFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockRebase',
      { dom: this.ref, path: disk, base, bandwidth, flags },
      options,
    );
  }

  /** Merge the files from `top` down into `base` (virDomainBlockCommit). */
  blockCommit(
    disk: string,
    base?: string | null,
    top?: string | null,
    bandwidth: number | bigint = 0,
    flags: Enum<'virDomainBlockCommitFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockCommit',
      { dom: this.ref, disk, base, top, bandwidth, flags },
      options,
    );
  }

  /** Copy a disk to the destination that the XML describes (virDomainBlockCopy). */
  async blockCopy(
    disk: string,
    destXml: string,
    params: TypedParametersInput = {},
    flags: Enum<'virDomainBlockCopyFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainBlockCopy',
      { dom: this.ref, path: disk, destxml: destXml, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the block job of a disk. `found` is 0 if there is none (virDomainGetBlockJobInfo). */
  getBlockJobInfo(
    disk: string,
    flags: Enum<'virDomainBlockJobInfoFlags'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetBlockJobInfo'>> {
    return this.connection.call(
      'domainGetBlockJobInfo',
      { dom: this.ref, path: disk, flags },
      options,
    );
  }

  /** End the block job of a disk, or pivot to its copy (virDomainBlockJobAbort). */
  blockJobAbort(
    disk: string,
    flags: Enum<'virDomainBlockJobAbortFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockJobAbort',
      { dom: this.ref, path: disk, flags },
      options,
    );
  }

  /** Limit the block job of a disk, in MiB/s unless a flag says bytes (virDomainBlockJobSetSpeed). */
  blockJobSetSpeed(
    disk: string,
    bandwidth: number | bigint,
    flags: Enum<'virDomainBlockJobSetSpeedFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockJobSetSpeed',
      { dom: this.ref, path: disk, bandwidth, flags },
      options,
    );
  }

  /** Return the I/O limits of a disk (virDomainGetBlockIoTune). */
  async getBlockIoTune(
    disk?: string | null,
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetBlockIoTune',
      { dom: this.ref, disk, nparams: 32, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the I/O limits of a disk (virDomainSetBlockIoTune). */
  async setBlockIoTune(
    disk: string,
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetBlockIoTune',
      { dom: this.ref, disk, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the disks with errors, by target (virDomainGetDiskErrors). */
  async getDiskErrors(
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetDiskErrors'>['errors']> {
    const result = await this.connection.call(
      'domainGetDiskErrors',
      { dom: this.ref, maxerrors: 256, flags },
      options,
    );
    return result.errors;
  }

  /** Request an event when writes to a disk reach an offset in bytes (virDomainSetBlockThreshold). */
  setBlockThreshold(
    dev: string,
    threshold: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetBlockThreshold',
      { dom: this.ref, dev, threshold, flags },
      options,
    );
  }

  /** Start a backup of the disks (virDomainBackupBegin). */
  backupBegin(
    backupXml: string,
    checkpointXml?: string | null,
    flags: Enum<'virDomainBackupBeginFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBackupBegin',
      { dom: this.ref, backup_xml: backupXml, checkpoint_xml: checkpointXml, flags },
      options,
    );
  }

  /** Return the XML of the running backup (virDomainBackupGetXMLDesc). */
  async backupGetXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'domainBackupGetXMLDesc',
      { dom: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Return the statistics of the balloon driver in KiB, by virDomainMemoryStatTags (virDomainMemoryStats). */
  async memoryStats(flags = 0, options?: CallOptions): Promise<MemoryStats> {
    const result = await this.connection.call(
      'domainMemoryStats',
      { dom: this.ref, maxStats: 64, flags },
      options,
    );
    return toMemoryStats(result);
  }

  /** Return the maximum memory in KiB (virDomainGetMaxMemory). */
  async getMaxMemory(options?: CallOptions): Promise<number> {
    const result = await this.connection.call('domainGetMaxMemory', { dom: this.ref }, options);
    return Number(result.memory);
  }

  /** Set the maximum memory in KiB (virDomainSetMaxMemory). */
  setMaxMemory(memoryKiB: number | bigint, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetMaxMemory',
      { dom: this.ref, memory: memoryKiB },
      options,
    );
  }

  /** Set the memory in KiB (virDomainSetMemory). */
  setMemory(memoryKiB: number | bigint, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSetMemory', { dom: this.ref, memory: memoryKiB }, options);
  }

  /** Set the memory in KiB (virDomainSetMemoryFlags). */
  setMemoryFlags(
    memoryKiB: number | bigint,
    flags: Enum<'virDomainMemoryModFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetMemoryFlags',
      { dom: this.ref, memory: memoryKiB, flags },
      options,
    );
  }

  /** Set how often the balloon driver reports, in seconds; 0 turns reports off (virDomainSetMemoryStatsPeriod). */
  setMemoryStatsPeriod(
    periodSeconds: number,
    flags: Enum<'virDomainMemoryModFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetMemoryStatsPeriod',
      { dom: this.ref, period: periodSeconds, flags },
      options,
    );
  }

  /** Return the memory limits (virDomainGetMemoryParameters). */
  async getMemoryParameters(
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetMemoryParameters',
      { dom: this.ref, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the memory limits (virDomainSetMemoryParameters). */
  async setMemoryParameters(
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetMemoryParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the NUMA policy (virDomainGetNumaParameters). */
  async getNumaParameters(
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetNumaParameters',
      { dom: this.ref, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the NUMA policy (virDomainSetNumaParameters). */
  async setNumaParameters(
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetNumaParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return weights and limits that apply to all disks (virDomainGetBlkioParameters). */
  async getBlkioParameters(
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetBlkioParameters',
      { dom: this.ref, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set weights and limits that apply to all disks (virDomainSetBlkioParameters). */
  async setBlkioParameters(
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetBlkioParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the bandwidth limits of a network interface (virDomainGetInterfaceParameters). */
  async getInterfaceParameters(
    device: string,
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetInterfaceParameters',
      { dom: this.ref, device, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the bandwidth limits of a network interface (virDomainSetInterfaceParameters). */
  async setInterfaceParameters(
    device: string,
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetInterfaceParameters',
      { dom: this.ref, device, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the counters of a network interface (virDomainInterfaceStats). Unknown counters are -1. */
  async interfaceStats(device: string, options?: CallOptions): Promise<InterfaceStats> {
    const result = await this.connection.call(
      'domainInterfaceStats',
      { dom: this.ref, device },
      options,
    );
    return toInterfaceStats(result);
  }

  /** Read bytes of the guest's memory (virDomainMemoryPeek). */
  async memoryPeek(
    start: number | bigint,
    size: number,
    flags: Enum<'virDomainMemoryFlags'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainMemoryPeek'>['buffer']> {
    const result = await this.connection.call(
      'domainMemoryPeek',
      { dom: this.ref, offset: start, size, flags },
      options,
    );
    return result.buffer;
  }

  /** Return which performance events are enabled (virDomainGetPerfEvents). */
  async getPerfEvents(
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetPerfEvents',
      { dom: this.ref, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Enable and disable performance events (virDomainSetPerfEvents). */
  async setPerfEvents(
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetPerfEvents',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the maximum number of virtual CPUs (virDomainGetMaxVcpus). */
  async getMaxVcpus(options?: CallOptions): Promise<number> {
    const result = await this.connection.call('domainGetMaxVcpus', { dom: this.ref }, options);
    return result.num;
  }

  /** Return the number of virtual CPUs (virDomainGetVcpusFlags). */
  async getVcpusFlags(
    flags: Enum<'virDomainVcpuFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainGetVcpusFlags',
      { dom: this.ref, flags },
      options,
    );
    return result.num;
  }

  /** Set the number of virtual CPUs of the running domain (virDomainSetVcpus). */
  setVcpus(count: number, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSetVcpus', { dom: this.ref, nvcpus: count }, options);
  }

  /** Set the number of virtual CPUs (virDomainSetVcpusFlags). */
  setVcpusFlags(
    count: number,
    flags: Enum<'virDomainVcpuFlags' | 'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetVcpusFlags',
      { dom: this.ref, nvcpus: count, flags },
      options,
    );
  }

  /** Enable or disable virtual CPUs, given as `0-3,7` (virDomainSetVcpu). */
  setVcpu(
    vcpus: string,
    isOn: boolean,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetVcpu',
      { dom: this.ref, cpumap: vcpus, state: isOn ? 1 : 0, flags },
      options,
    );
  }

  /** Pin a virtual CPU to CPUs of the host, one bit each (virDomainPinVcpu). */
  pinVcpu(vcpu: number, cpumap: Uint8Array, options?: CallOptions): Promise<void> {
    return this.connection.call('domainPinVcpu', { dom: this.ref, vcpu, cpumap }, options);
  }

  /** Pin a virtual CPU to CPUs of the host, one bit each (virDomainPinVcpuFlags). */
  pinVcpuFlags(
    vcpu: number,
    cpumap: Uint8Array,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainPinVcpuFlags',
      { dom: this.ref, vcpu, cpumap, flags },
      options,
    );
  }

  /** Return the CPU map of each virtual CPU, `mapBytes` bytes each (virDomainGetVcpuPinInfo). */
  getVcpuPinInfo(
    vcpus: number,
    mapBytes: number,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetVcpuPinInfo'>> {
    return this.connection.call(
      'domainGetVcpuPinInfo',
      { dom: this.ref, ncpumaps: vcpus, maplen: mapBytes, flags },
      options,
    );
  }

  /** Pin the emulator threads to CPUs of the host (virDomainPinEmulator). */
  pinEmulator(
    cpumap: Uint8Array,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainPinEmulator', { dom: this.ref, cpumap, flags }, options);
  }

  /** Return the CPU map of the emulator threads (virDomainGetEmulatorPinInfo). */
  async getEmulatorPinInfo(
    mapBytes: number,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetEmulatorPinInfo'>['cpumaps']> {
    const result = await this.connection.call(
      'domainGetEmulatorPinInfo',
      { dom: this.ref, maplen: mapBytes, flags },
      options,
    );
    return result.cpumaps;
  }

  /** Return the name of the scheduler and the number of its parameters (virDomainGetSchedulerType). */
  getSchedulerType(options?: CallOptions): Promise<CallResult<'domainGetSchedulerType'>> {
    return this.connection.call('domainGetSchedulerType', { dom: this.ref }, options);
  }

  /** Return the scheduler parameters (virDomainGetSchedulerParameters). */
  async getSchedulerParameters(options?: CallOptions): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetSchedulerParameters',
      { dom: this.ref, nparams: 16 },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Return the scheduler parameters (virDomainGetSchedulerParametersFlags). */
  async getSchedulerParametersFlags(
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetSchedulerParametersFlags',
      { dom: this.ref, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set scheduler parameters (virDomainSetSchedulerParameters). */
  async setSchedulerParameters(params: TypedParametersInput, options?: CallOptions): Promise<void> {
    await this.connection.call(
      'domainSetSchedulerParameters',
      { dom: this.ref, params: toTypedParameters(params) },
      options,
    );
  }

  /** Set scheduler parameters (virDomainSetSchedulerParametersFlags). */
  async setSchedulerParametersFlags(
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetSchedulerParametersFlags',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the I/O threads and their CPU maps (virDomainGetIOThreadInfo). */
  async getIOThreadInfo(
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetIOThreadInfo'>['info']> {
    const result = await this.connection.call(
      'domainGetIOThreadInfo',
      { dom: this.ref, flags },
      options,
    );
    return result.info;
  }

  /** Pin an I/O thread to CPUs of the host (virDomainPinIOThread). */
  pinIOThread(
    iothreadId: number,
    cpumap: Uint8Array,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainPinIOThread',
      { dom: this.ref, iothreads_id: iothreadId, cpumap, flags },
      options,
    );
  }

  /** Add an I/O thread (virDomainAddIOThread). */
  addIOThread(
    iothreadId: number,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainAddIOThread',
      { dom: this.ref, iothread_id: iothreadId, flags },
      options,
    );
  }

  /** Delete an I/O thread (virDomainDelIOThread). */
  delIOThread(
    iothreadId: number,
    flags: Enum<'virDomainModificationImpact'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainDelIOThread',
      { dom: this.ref, iothread_id: iothreadId, flags },
      options,
    );
  }

  /** Set the polling parameters of an I/O thread (virDomainSetIOThreadParams). */
  async setIOThreadParams(
    iothreadId: number,
    params: TypedParametersInput,
    flags: Enum<'virDomainModificationImpact' | 'virTypedParameterFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetIOThreadParams',
      { dom: this.ref, iothread_id: iothreadId, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the virtual CPUs as the guest agent reports them (virDomainGetGuestVcpus). */
  async getGuestVcpus(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetGuestVcpus',
      { dom: this.ref, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Enable or disable virtual CPUs through the guest agent (virDomainSetGuestVcpus). */
  setGuestVcpus(vcpus: string, isOn: boolean, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetGuestVcpus',
      { dom: this.ref, cpumap: vcpus, state: isOn ? 1 : 0, flags },
      options,
    );
  }

  /**
   * Measure for some seconds how fast memory changes. `getAllDomainStats` returns the result
   * (virDomainStartDirtyRateCalc).
   */
  startDirtyRateCalc(
    seconds: number,
    flags: Enum<'virDomainDirtyRateCalcFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainStartDirtyRateCalc',
      { dom: this.ref, seconds, flags },
      options,
    );
  }

  /** Save the memory to a file of the host, and stop the domain (virDomainSave). */
  save(to: string, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSave', { dom: this.ref, to }, options);
  }

  /** Save the memory to a file of the host, optionally with changed XML, and stop the domain (virDomainSaveFlags). */
  saveFlags(
    to: string,
    xml?: string | null,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSaveFlags',
      { dom: this.ref, to, dxml: xml, flags },
      options,
    );
  }

  /** Save the memory with typed parameters, and stop the domain (virDomainSaveParams). */
  async saveParams(
    params: TypedParametersInput,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSaveParams',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Save the memory until the next start, and stop the domain (virDomainManagedSave). */
  managedSave(flags: Enum<'virDomainSaveRestoreFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainManagedSave', { dom: this.ref, flags }, options);
  }

  /** Check whether the domain has saved memory (virDomainHasManagedSaveImage). */
  async hasManagedSaveImage(flags = 0, options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'domainHasManagedSaveImage',
      { dom: this.ref, flags },
      options,
    );
    return result.result !== 0;
  }

  /** Delete the saved memory (virDomainManagedSaveRemove). */
  managedSaveRemove(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainManagedSaveRemove', { dom: this.ref, flags }, options);
  }

  /** Return the XML that was saved with the memory (virDomainManagedSaveGetXMLDesc). */
  async managedSaveGetXMLDesc(
    flags: Enum<'virDomainSaveImageXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'domainManagedSaveGetXMLDesc',
      { dom: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Change the XML that was saved with the memory (virDomainManagedSaveDefineXML). */
  managedSaveDefineXML(
    xml?: string | null,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainManagedSaveDefineXML',
      { dom: this.ref, dxml: xml, flags },
      options,
    );
  }

  /** Write the guest's memory to a file of the host (virDomainCoreDump). */
  coreDump(
    to: string,
    flags: Enum<'virDomainCoreDumpFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainCoreDump', { dom: this.ref, to, flags }, options);
  }

  /** Write the guest's memory to a file of the host, in a virDomainCoreDumpFormat (virDomainCoreDumpWithFormat). */
  coreDumpWithFormat(
    to: string,
    format: Enum<'virDomainCoreDumpFormat'>,
    flags: Enum<'virDomainCoreDumpFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainCoreDumpWithFormat',
      { dom: this.ref, to, dumpformat: format, flags },
      options,
    );
  }

  /** Return the progress of the running job, such as a migration (virDomainGetJobInfo). */
  getJobInfo(options?: CallOptions): Promise<CallResult<'domainGetJobInfo'>> {
    return this.connection.call('domainGetJobInfo', { dom: this.ref }, options);
  }

  /** Return all statistics of the running or the last job (virDomainGetJobStats). */
  getJobStats(
    flags: Enum<'virDomainGetJobStatsFlags'> = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetJobStats'>> {
    return this.connection.call('domainGetJobStats', { dom: this.ref, flags }, options);
  }

  /** Cancel the running job (virDomainAbortJob). */
  abortJob(options?: CallOptions): Promise<void> {
    return this.connection.call('domainAbortJob', { dom: this.ref }, options);
  }

  /** Cancel the running job (virDomainAbortJobFlags). */
  abortJobFlags(
    flags: Enum<'virDomainAbortJobFlagsValues'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainAbortJobFlags', { dom: this.ref, flags }, options);
  }

  /** Set the maximum downtime of a migration in ms (virDomainMigrateSetMaxDowntime). */
  migrateSetMaxDowntime(
    downtimeMs: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetMaxDowntime',
      { dom: this.ref, downtime: downtimeMs, flags },
      options,
    );
  }

  /** Return the maximum downtime of a migration in ms (virDomainMigrateGetMaxDowntime). */
  async migrateGetMaxDowntime(flags = 0, options?: CallOptions): Promise<number> {
    const result = await this.connection.call(
      'domainMigrateGetMaxDowntime',
      { dom: this.ref, flags },
      options,
    );
    return Number(result.downtime);
  }

  /** Set the maximum bandwidth of a migration in MiB/s (virDomainMigrateSetMaxSpeed). */
  migrateSetMaxSpeed(
    bandwidthMiBps: number | bigint,
    flags: Enum<'virDomainMigrateMaxSpeedFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetMaxSpeed',
      { dom: this.ref, bandwidth: bandwidthMiBps, flags },
      options,
    );
  }

  /** Return the maximum bandwidth of a migration in MiB/s (virDomainMigrateGetMaxSpeed). */
  async migrateGetMaxSpeed(
    flags: Enum<'virDomainMigrateMaxSpeedFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainMigrateGetMaxSpeed',
      { dom: this.ref, flags },
      options,
    );
    return Number(result.bandwidth);
  }

  /** Set the size of the compression cache of a migration in bytes (virDomainMigrateSetCompressionCache). */
  migrateSetCompressionCache(
    cacheBytes: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetCompressionCache',
      { dom: this.ref, cacheSize: cacheBytes, flags },
      options,
    );
  }

  /** Return the size of the compression cache of a migration in bytes (virDomainMigrateGetCompressionCache). */
  async migrateGetCompressionCache(flags = 0, options?: CallOptions): Promise<number> {
    const result = await this.connection.call(
      'domainMigrateGetCompressionCache',
      { dom: this.ref, flags },
      options,
    );
    return Number(result.cacheSize);
  }

  /**
   * Switch a migration to post-copy: the guest continues on the target before all memory is copied
   * (virDomainMigrateStartPostCopy).
   */
  migrateStartPostCopy(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainMigrateStartPostCopy', { dom: this.ref, flags }, options);
  }

  /** Return the launch security of the domain, such as SEV measurements (virDomainGetLaunchSecurityInfo). */
  async getLaunchSecurityInfo(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetLaunchSecurityInfo',
      { dom: this.ref, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the launch secret of the domain (virDomainSetLaunchSecurityState). */
  async setLaunchSecurityState(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetLaunchSecurityState',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the time of the guest's clock (virDomainGetTime). */
  async getTime(flags = 0, options?: CallOptions): Promise<GuestTime> {
    const result = await this.connection.call('domainGetTime', { dom: this.ref, flags }, options);
    return toGuestTime(result);
  }

  /** Return the host name that the guest has (virDomainGetHostname). */
  async getHostname(
    flags: Enum<'virDomainGetHostnameFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'domainGetHostname',
      { dom: this.ref, flags },
      options,
    );
    return result.hostname;
  }

  /** Return what the guest agent reports: users, operating system, time zone, file systems (virDomainGetGuestInfo). */
  async getGuestInfo(
    types: Enum<'virDomainGuestInfoTypes'> = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    const result = await this.connection.call(
      'domainGetGuestInfo',
      { dom: this.ref, types, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Return the mounted file systems of the guest (virDomainGetFSInfo). */
  async getFSInfo(
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetFSInfo'>['info']> {
    const result = await this.connection.call('domainGetFSInfo', { dom: this.ref, flags }, options);
    return result.info;
  }

  /**
   * Freeze file systems through the guest agent, all by default (virDomainFSFreeze). Returns the number of frozen
   * file systems.
   */
  async fsFreeze(
    mountpoints: readonly string[] = [],
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainFSFreeze',
      { dom: this.ref, mountpoints, flags },
      options,
    );
    return result.filesystems;
  }

  /** Thaw file systems through the guest agent (virDomainFSThaw). Returns the number of thawed file systems. */
  async fsThaw(
    mountpoints: readonly string[] = [],
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainFSThaw',
      { dom: this.ref, mountpoints, flags },
      options,
    );
    return result.filesystems;
  }

  /** Discard unused blocks of file systems through the guest agent (virDomainFSTrim). */
  fsTrim(
    mountPoint?: string | null,
    minimumBytes: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainFSTrim',
      { dom: this.ref, mountPoint, minimum: minimumBytes, flags },
      options,
    );
  }

  /** Set the guest's clock (virDomainSetTime). */
  setTime(
    seconds: number | bigint,
    nanoseconds = 0,
    flags: Enum<'virDomainSetTimeFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetTime',
      { dom: this.ref, seconds, nseconds: nanoseconds, flags },
      options,
    );
  }

  /** Set the password of a user in the guest (virDomainSetUserPassword). */
  setUserPassword(
    user?: string | null,
    password?: string | null,
    flags: Enum<'virDomainSetUserPasswordFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetUserPassword',
      { dom: this.ref, user, password, flags },
      options,
    );
  }

  /**
   * Set the time-out of guest agent commands, in seconds or as virDomainAgentResponseTimeoutValues
   * (virDomainAgentSetResponseTimeout).
   */
  async agentSetResponseTimeout(
    timeoutSeconds: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainAgentSetResponseTimeout',
      { dom: this.ref, timeout: timeoutSeconds, flags },
      options,
    );
    return result.result;
  }

  /** Return the authorized SSH keys of a user in the guest (virDomainAuthorizedSSHKeysGet). */
  async authorizedSSHKeysGet(
    user: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainAuthorizedSSHKeysGet'>['keys']> {
    const result = await this.connection.call(
      'domainAuthorizedSSHKeysGet',
      { dom: this.ref, user, flags },
      options,
    );
    return result.keys;
  }

  /** Set, add or remove authorized SSH keys of a user in the guest (virDomainAuthorizedSSHKeysSet). */
  authorizedSSHKeysSet(
    user: string,
    keys: readonly string[],
    flags: Enum<'virDomainAuthorizedSSHKeysSetFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainAuthorizedSSHKeysSet',
      { dom: this.ref, user, keys, flags },
      options,
    );
  }

  /**
   * Return the addresses of the guest; `source` is a virDomainInterfaceAddressesSource
   * (virDomainInterfaceAddresses).
   */
  async interfaceAddresses(
    source: Enum<'virDomainInterfaceAddressesSource'> = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainInterfaceAddresses'>['ifaces']> {
    const result = await this.connection.call(
      'domainInterfaceAddresses',
      { dom: this.ref, source, flags },
      options,
    );
    return result.ifaces;
  }

  /**
   * Send a command to QEMU's monitor: JSON, or text with VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP
   * (virDomainQemuMonitorCommand).
   */
  async qemuMonitorCommand(
    cmd: string,
    flags: Enum<'virDomainQemuMonitorCommandFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'qemuDomainMonitorCommand',
      { dom: this.ref, cmd, flags },
      options,
    );
    return result.result;
  }

  /** Send a JSON command to the guest agent (virDomainQemuAgentCommand). A time-out of -2 s waits without a limit. */
  async qemuAgentCommand(
    cmd: string,
    timeoutSeconds = -2,
    flags = 0,
    options?: CallOptions,
  ): Promise<string | null> {
    const result = await this.connection.call(
      'qemuDomainAgentCommand',
      { dom: this.ref, cmd, timeout: timeoutSeconds, flags },
      options,
    );
    return result.result;
  }

  /** Create a snapshot (virDomainSnapshotCreateXML). */
  async snapshotCreateXML(
    xml: string,
    flags: Enum<'virDomainSnapshotCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainSnapshot> {
    const result = await this.connection.call(
      'domainSnapshotCreateXML',
      { dom: this.ref, xml_desc: xml, flags },
      options,
    );
    return new DomainSnapshot(this.connection, result.snap);
  }

  /** List the snapshots (virDomainListAllSnapshots). */
  async listAllSnapshots(
    flags: Enum<'virDomainSnapshotListFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainSnapshot[]> {
    const result = await this.connection.call(
      'domainListAllSnapshots',
      { dom: this.ref, need_results: 1, flags },
      options,
    );
    return result.snapshots.map((ref) => new DomainSnapshot(this.connection, ref));
  }

  /** Find a snapshot by its name (virDomainSnapshotLookupByName). */
  async snapshotLookupByName(
    name: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainSnapshot> {
    const result = await this.connection.call(
      'domainSnapshotLookupByName',
      { dom: this.ref, name, flags },
      options,
    );
    return new DomainSnapshot(this.connection, result.snap);
  }

  /** Return the number of snapshots (virDomainSnapshotNum). */
  async snapshotNum(
    flags: Enum<'virDomainSnapshotListFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainSnapshotNum',
      { dom: this.ref, flags },
      options,
    );
    return result.num;
  }

  /** Check whether the domain has a current snapshot (virDomainHasCurrentSnapshot). */
  async hasCurrentSnapshot(flags = 0, options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'domainHasCurrentSnapshot',
      { dom: this.ref, flags },
      options,
    );
    return result.result !== 0;
  }

  /** Return the current snapshot (virDomainSnapshotCurrent). */
  async snapshotCurrent(flags = 0, options?: CallOptions): Promise<DomainSnapshot> {
    const result = await this.connection.call(
      'domainSnapshotCurrent',
      { dom: this.ref, flags },
      options,
    );
    return new DomainSnapshot(this.connection, result.snap);
  }

  /** Create a checkpoint, from which a backup can tell what changed (virDomainCheckpointCreateXML). */
  async checkpointCreateXML(
    xml: string,
    flags: Enum<'virDomainCheckpointCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint> {
    const result = await this.connection.call(
      'domainCheckpointCreateXML',
      { dom: this.ref, xml_desc: xml, flags },
      options,
    );
    return new DomainCheckpoint(this.connection, result.checkpoint);
  }

  /** List the checkpoints (virDomainListAllCheckpoints). */
  async listAllCheckpoints(
    flags: Enum<'virDomainCheckpointListFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint[]> {
    const result = await this.connection.call(
      'domainListAllCheckpoints',
      { dom: this.ref, need_results: 1, flags },
      options,
    );
    return result.checkpoints.map((ref) => new DomainCheckpoint(this.connection, ref));
  }

  /** Find a checkpoint by its name (virDomainCheckpointLookupByName). */
  async checkpointLookupByName(
    name: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint> {
    const result = await this.connection.call(
      'domainCheckpointLookupByName',
      { dom: this.ref, name, flags },
      options,
    );
    return new DomainCheckpoint(this.connection, result.checkpoint);
  }

  /** Start a defined domain (virDomainCreate). */
  create(options?: CallOptions): Promise<void> {
    return this.createWithFlags(0, options);
  }

  /** Start a defined domain (virDomainCreateWithFlags). */
  async createWithFlags(
    flags: Enum<'virDomainCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, flags };
    const { dom } = await this.connection.call('domainCreateWithFlags', args, options);
    this.ref = dom;
  }

  /** Stop the domain at once, as if its power were cut (virDomainDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.destroyFlags(0, options);
  }

  /** Stop the domain at once, as if its power were cut (virDomainDestroyFlags). */
  async destroyFlags(
    flags: Enum<'virDomainDestroyFlagsValues'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call('domainDestroyFlags', { dom: this.ref, flags }, options);
    this.ref = { ...this.ref, id: -1 };
  }

  /** Rename a stopped domain (virDomainRename). */
  async rename(newName: string, flags = 0, options?: CallOptions): Promise<void> {
    const args = { dom: this.ref, new_name: newName, flags };
    await this.connection.call('domainRename', args, options);
    this.ref = { ...this.ref, name: newName };
  }

  /** Request the guest to shut down (virDomainShutdown). Resolves before the guest has done so. */
  shutdown(options?: CallOptions): Promise<void> {
    return this.connection.call('domainShutdown', { dom: this.ref }, options);
  }

  /** Delete the definition (virDomainUndefine). A running domain becomes transient. */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('domainUndefine', { dom: this.ref }, options);
  }

  /** Attach a device to the running domain (virDomainAttachDevice). */
  attachDevice(xml: string, options?: CallOptions): Promise<void> {
    return this.connection.call('domainAttachDevice', { dom: this.ref, xml }, options);
  }

  /** Detach a device from the running domain (virDomainDetachDevice). Resolves before the guest has released it. */
  detachDevice(xml: string, options?: CallOptions): Promise<void> {
    return this.connection.call('domainDetachDevice', { dom: this.ref, xml }, options);
  }

  /** Take a screenshot, in the format of `mimeType` (virDomainScreenshot). */
  async screenshot(
    screen = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<{ mimeType: string | null; stream: Readable }> {
    const args = { dom: this.ref, screen, flags };
    const { result, stream } = await this.connection.openStream('domainScreenshot', args, options);
    return { mimeType: result.mime, stream };
  }

  /** Open the serial or another console (virDomainOpenConsole). */
  async openConsole(
    devname?: string | null,
    flags: Enum<'virDomainConsoleFlags'> = 0,
    options?: CallOptions,
  ): Promise<Duplex> {
    const { stream } = await this.connection.openStream(
      'domainOpenConsole',
      { dom: this.ref, dev_name: devname, flags },
      options,
    );
    return stream;
  }

  /** Open a channel to the guest (virDomainOpenChannel). */
  async openChannel(
    name?: string | null,
    flags: Enum<'virDomainChannelFlags'> = 0,
    options?: CallOptions,
  ): Promise<Duplex> {
    const { stream } = await this.connection.openStream(
      'domainOpenChannel',
      { dom: this.ref, name, flags },
      options,
    );
    return stream;
  }

  /**
   * Return the CPU time in ns: in total with `startCpu` -1, otherwise of `cpus` CPUs of the host, one entry each
   * (virDomainGetCPUStats).
   */
  getCPUStats(
    startCpu = -1,
    cpus = 1,
    flags = 0,
    options?: CallOptions,
  ): Promise<TypedParameters[]> {
    return queries.domainCPUStats(this.connection, this.ref, { startCpu, cpus, flags }, options);
  }

  /**
   * Return where each virtual CPU of the running domain runs, and its CPU map; by default of all virtual CPUs and
   * all CPUs of the host (virDomainGetVcpus).
   */
  getVcpus(
    maxVcpus?: number,
    mapBytes?: number,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetVcpus'>> {
    return queries.domainVcpus(this.connection, this.ref, { maxVcpus, mapBytes }, options);
  }

  /**
   * Migrate the domain to another host; the daemons drive the migration (virDomainMigrateToURI3). The flags must
   * contain VIR_MIGRATE_PEER2PEER.
   */
  async migrateToURI3(
    dconnuri: string | null,
    params: TypedParametersInput = {},
    flags: Enum<'virDomainMigrateFlags'> = VIR_MIGRATE_PEER2PEER,
    options?: CallOptions,
  ): Promise<void> {
    const args = {
      dom: this.ref,
      dconnuri,
      params: toTypedParameters(params),
      cookie_in: new Uint8Array(),
      flags,
    };
    await this.connection.call('domainMigratePerform3Params', args, options);
  }

  /**
   * Migrate the domain to the host of another connection; this client drives the migration. `params` are
   * VIR_MIGRATE_PARAM_*; the flags must not contain VIR_MIGRATE_PEER2PEER (virDomainMigrate3). Aborting cancels the
   * migration, and the guest continues at its source. There is no time limit.
   */
  async migrate3(
    target: Caller,
    params: TypedParametersInput = {},
    flags: Enum<'virDomainMigrateFlags'> = VIR_MIGRATE_LIVE,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Domain> {
    const migrated = await migrateDomain(this.connection, this.ref, {
      target,
      params: toTypedParameters(params),
      flags,
      signal,
    });
    return new Domain(target, migrated);
  }

  /** Check whether the domain starts once with the host (virDomainGetAutostartOnce). Requires libvirt 11.2. */
  async getAutostartOnce(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('domainGetAutostartOnce', { dom: this.ref }, options);
    return result.autostart !== 0;
  }

  /** Set whether the domain starts once with the host (virDomainSetAutostartOnce). Requires libvirt 11.2. */
  setAutostartOnce(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetAutostartOnce',
      { dom: this.ref, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Create or change a group of disks that share I/O limits (virDomainSetThrottleGroup). Requires libvirt 11.2. */
  async setThrottleGroup(
    group: string,
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainSetThrottleGroup',
      { dom: this.ref, group, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Delete a throttle group (virDomainDelThrottleGroup). Requires libvirt 11.2. */
  delThrottleGroup(group?: string | null, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainDelThrottleGroup', { dom: this.ref, group, flags }, options);
  }

  /** Announce the addresses of a network interface to the network (virDomainAnnounceInterface). */
  async announceInterface(
    device: string | null,
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'domainAnnounceInterface',
      { dom: this.ref, device, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the security label of the running domain (virDomainGetSecurityLabel). */
  getSecurityLabel(options?: CallOptions): Promise<queries.SecurityLabel> {
    return queries.domainSecurityLabel(this.connection, this.ref, options);
  }

  /** Return the security labels of the running domain (virDomainGetSecurityLabelList). */
  getSecurityLabelList(options?: CallOptions): Promise<queries.SecurityLabel[]> {
    return queries.domainSecurityLabels(this.connection, this.ref, options);
  }
}

/** A snapshot of a domain (virDomainSnapshotPtr). */
export class DomainSnapshot extends LibvirtObject<DomainSnapshotRef> {
  /** The name (virDomainSnapshotGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID of its domain. */
  get domainUuid(): string {
    return this.ref.dom.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, domainUuid: this.domainUuid };
  }

  /** Return the XML of the snapshot (virDomainSnapshotGetXMLDesc). */
  async getXMLDesc(
    flags: Enum<'virDomainSnapshotXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'domainSnapshotGetXMLDesc',
      { snap: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Revert the domain to this snapshot (virDomainRevertToSnapshot). */
  revert(flags: Enum<'virDomainSnapshotRevertFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainRevertToSnapshot', { snap: this.ref, flags }, options);
  }

  /** Delete the snapshot (virDomainSnapshotDelete). */
  delete(flags: Enum<'virDomainSnapshotDeleteFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSnapshotDelete', { snap: this.ref, flags }, options);
  }

  /** Return the parent snapshot (virDomainSnapshotGetParent). */
  async getParent(flags = 0, options?: CallOptions): Promise<DomainSnapshot> {
    const result = await this.connection.call(
      'domainSnapshotGetParent',
      { snap: this.ref, flags },
      options,
    );
    return new DomainSnapshot(this.connection, result.snap);
  }

  /** Return the number of child snapshots (virDomainSnapshotNumChildren). */
  async numChildren(
    flags: Enum<'virDomainSnapshotListFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.connection.call(
      'domainSnapshotNumChildren',
      { snap: this.ref, flags },
      options,
    );
    return result.num;
  }

  /** Check whether this is the current snapshot (virDomainSnapshotIsCurrent). */
  async isCurrent(flags = 0, options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'domainSnapshotIsCurrent',
      { snap: this.ref, flags },
      options,
    );
    return result.current !== 0;
  }

  /** Check whether libvirt has metadata of the snapshot (virDomainSnapshotHasMetadata). */
  async hasMetadata(flags = 0, options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'domainSnapshotHasMetadata',
      { snap: this.ref, flags },
      options,
    );
    return result.metadata !== 0;
  }

  /** List the child snapshots (virDomainSnapshotListAllChildren). */
  async listAllChildren(
    flags: Enum<'virDomainSnapshotListFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainSnapshot[]> {
    const result = await this.connection.call(
      'domainSnapshotListAllChildren',
      { snapshot: this.ref, need_results: 1, flags },
      options,
    );
    return result.snapshots.map((ref) => new DomainSnapshot(this.connection, ref));
  }
}

/** A point in time from which an incremental backup starts (virDomainCheckpointPtr). */
export class DomainCheckpoint extends LibvirtObject<DomainCheckpointRef> {
  /** The name (virDomainCheckpointGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID of its domain. */
  get domainUuid(): string {
    return this.ref.dom.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, domainUuid: this.domainUuid };
  }

  /** Return the XML of the checkpoint (virDomainCheckpointGetXMLDesc). */
  async getXMLDesc(
    flags: Enum<'virDomainCheckpointXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'domainCheckpointGetXMLDesc',
      { checkpoint: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Delete the checkpoint (virDomainCheckpointDelete). */
  delete(flags: Enum<'virDomainCheckpointDeleteFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainCheckpointDelete', { checkpoint: this.ref, flags }, options);
  }

  /** Return the parent checkpoint (virDomainCheckpointGetParent). */
  async getParent(flags = 0, options?: CallOptions): Promise<DomainCheckpoint> {
    const result = await this.connection.call(
      'domainCheckpointGetParent',
      { checkpoint: this.ref, flags },
      options,
    );
    return new DomainCheckpoint(this.connection, result.parent);
  }

  /** List the child checkpoints (virDomainCheckpointListAllChildren). */
  async listAllChildren(
    flags: Enum<'virDomainCheckpointListFlags'> = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint[]> {
    const result = await this.connection.call(
      'domainCheckpointListAllChildren',
      { checkpoint: this.ref, need_results: 1, flags },
      options,
    );
    return result.checkpoints.map((ref) => new DomainCheckpoint(this.connection, ref));
  }
}

/** A virtual network (virNetworkPtr). */
export class Network extends LibvirtObject<NetworkRef> {
  /** The name (virNetworkGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, uuid: this.uuid };
  }

  /** Start the network (virNetworkCreate). */
  create(options?: CallOptions): Promise<void> {
    return this.connection.call('networkCreate', { net: this.ref }, options);
  }

  /** Stop the network (virNetworkDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('networkDestroy', { net: this.ref }, options);
  }

  /** Delete the definition (virNetworkUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('networkUndefine', { net: this.ref }, options);
  }

  /** Return the network XML (virNetworkGetXMLDesc). */
  async getXMLDesc(flags: Enum<'virNetworkXMLFlags'> = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'networkGetXMLDesc',
      { net: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Return the name of the bridge (virNetworkGetBridgeName). */
  async getBridgeName(options?: CallOptions): Promise<string> {
    const result = await this.connection.call('networkGetBridgeName', { net: this.ref }, options);
    return result.name;
  }

  /** Check whether the network starts with the host (virNetworkGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('networkGetAutostart', { net: this.ref }, options);
    return result.autostart !== 0;
  }

  /** Set whether the network starts with the host (virNetworkSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'networkSetAutostart',
      { net: this.ref, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Check whether the network is running (virNetworkIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('networkIsActive', { net: this.ref }, options);
    return result.active !== 0;
  }

  /** Check whether the network has a definition (virNetworkIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('networkIsPersistent', { net: this.ref }, options);
    return result.persistent !== 0;
  }

  /** Change one element, such as a DHCP reservation (virNetworkUpdate). */
  update(
    command: Enum<'virNetworkUpdateCommand'>,
    section: Enum<'virNetworkUpdateSection'>,
    parentIndex: number,
    xml: string,
    flags: Enum<'virNetworkUpdateFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'networkUpdate',
      { net: this.ref, command, section, parentIndex, xml, flags },
      options,
    );
  }

  /** Return the DHCP leases (virNetworkGetDHCPLeases). */
  async getDHCPLeases(
    mac?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<NetworkDHCPLeases> {
    const result = await this.connection.call(
      'networkGetDHCPLeases',
      { net: this.ref, mac, need_results: 1, flags },
      options,
    );
    return toNetworkDHCPLeases(result);
  }

  /** List the ports (virNetworkListAllPorts). */
  async listAllPorts(flags = 0, options?: CallOptions): Promise<NetworkPort[]> {
    const result = await this.connection.call(
      'networkListAllPorts',
      { network: this.ref, need_results: 1, flags },
      options,
    );
    return result.ports.map((ref) => new NetworkPort(this.connection, ref));
  }

  /** Find a port by its UUID (virNetworkPortLookupByUUID). */
  async portLookupByUUID(uuid: string, options?: CallOptions): Promise<NetworkPort> {
    const result = await this.connection.call(
      'networkPortLookupByUUID',
      { network: this.ref, uuid },
      options,
    );
    return new NetworkPort(this.connection, result.port);
  }

  /** Create a port (virNetworkPortCreateXML). */
  async portCreateXML(
    xml: string,
    flags: Enum<'virNetworkPortCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<NetworkPort> {
    const result = await this.connection.call(
      'networkPortCreateXML',
      { network: this.ref, xml, flags },
      options,
    );
    return new NetworkPort(this.connection, result.port);
  }

  /** Return the title, the description or a metadata element (virNetworkGetMetadata). Requires libvirt 9.7. */
  async getMetadata(
    type: number,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.connection.call(
      'networkGetMetadata',
      { network: this.ref, type, uri, flags },
      options,
    );
    return result.metadata;
  }

  /** Set the title, the description or a metadata element (virNetworkSetMetadata). Requires libvirt 9.7. */
  setMetadata(
    type: number,
    metadata?: string | null,
    key?: string | null,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'networkSetMetadata',
      { network: this.ref, type, metadata, key, uri, flags },
      options,
    );
  }
}

/** A connection of a guest or an interface to a network (virNetworkPortPtr). */
export class NetworkPort extends LibvirtObject<NetworkPortRef> {
  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** The UUID of its network. */
  get networkUuid(): string {
    return this.ref.net.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { uuid: this.uuid, networkUuid: this.networkUuid };
  }

  /** Return the XML of the port (virNetworkPortGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'networkPortGetXMLDesc',
      { port: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Return the bandwidth limits (virNetworkPortGetParameters). */
  async getParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    const result = await this.connection.call(
      'networkPortGetParameters',
      { port: this.ref, nparams: 16, flags },
      options,
    );
    return fromTypedParameters(result.params);
  }

  /** Set the bandwidth limits (virNetworkPortSetParameters). */
  async setParameters(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.connection.call(
      'networkPortSetParameters',
      { port: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Delete the port (virNetworkPortDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('networkPortDelete', { port: this.ref, flags }, options);
  }
}

/** A filter of network traffic (virNWFilterPtr). */
export class NWFilter extends LibvirtObject<NWFilterRef> {
  /** The name (virNWFilterGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, uuid: this.uuid };
  }

  /** Return the XML of the filter (virNWFilterGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'nwFilterGetXMLDesc',
      { nwfilter: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Delete the filter (virNWFilterUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('nwFilterUndefine', { nwfilter: this.ref }, options);
  }
}

/** The use of a filter on a port (virNWFilterBindingPtr). */
export class NWFilterBinding extends LibvirtObject<NWFilterBindingRef> {
  /** The port (virNWFilterBindingGetPortDev). */
  get portDev(): string {
    return this.ref.portdev;
  }

  /** The name of the filter (virNWFilterBindingGetFilterName). */
  get filterName(): string {
    return this.ref.filtername;
  }

  protected get identity(): ObjectIdentity {
    return { portDev: this.portDev, filterName: this.filterName };
  }

  /** Return the XML of the binding (virNWFilterBindingGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'nwFilterBindingGetXMLDesc',
      { nwfilter: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Delete the binding (virNWFilterBindingDelete). */
  delete(options?: CallOptions): Promise<void> {
    return this.connection.call('nwFilterBindingDelete', { nwfilter: this.ref }, options);
  }
}

/** A network interface of the host (virInterfacePtr). */
export class HostInterface extends LibvirtObject<HostInterfaceRef> {
  /** The name (virInterfaceGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The MAC address (virInterfaceGetMACString). */
  get mac(): string {
    return this.ref.mac;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, mac: this.mac };
  }

  /** Return the XML of the interface (virInterfaceGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'interfaceGetXMLDesc',
      { iface: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Bring the interface up (virInterfaceCreate). */
  create(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceCreate', { iface: this.ref, flags }, options);
  }

  /** Bring the interface down (virInterfaceDestroy). */
  destroy(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceDestroy', { iface: this.ref, flags }, options);
  }

  /** Delete the definition (virInterfaceUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('interfaceUndefine', { iface: this.ref }, options);
  }

  /** Check whether the interface is up (virInterfaceIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('interfaceIsActive', { iface: this.ref }, options);
    return result.active !== 0;
  }
}

/** A device of the host (virNodeDevicePtr). */
export class NodeDevice extends LibvirtObject<NodeDeviceRef> {
  /** The name (virNodeDeviceGetName). */
  get name(): string {
    return this.ref.name;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name };
  }

  /** Return the XML of the device (virNodeDeviceGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'nodeDeviceGetXMLDesc',
      { name: this.ref.name, flags },
      options,
    );
    return result.xml;
  }

  /** Return the name of the parent device (virNodeDeviceGetParent). */
  async getParent(options?: CallOptions): Promise<string | null> {
    const result = await this.connection.call(
      'nodeDeviceGetParent',
      { name: this.ref.name },
      options,
    );
    return result.parentName;
  }

  /** Return the capabilities of the device (virNodeDeviceListCaps). */
  async listCaps(options?: CallOptions): Promise<CallResult<'nodeDeviceListCaps'>['names']> {
    const result = await this.connection.call(
      'nodeDeviceListCaps',
      { name: this.ref.name, maxnames: 65_536 },
      options,
    );
    return result.names;
  }

  /** Detach the device from the host, so that a guest can use it (virNodeDeviceDetachFlags). */
  detachFlags(driverName?: string | null, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceDetachFlags',
      { name: this.ref.name, driverName, flags },
      options,
    );
  }

  /** Attach the device to the host again (virNodeDeviceReAttach). */
  reAttach(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceReAttach', { name: this.ref.name }, options);
  }

  /** Reset the device (virNodeDeviceReset). */
  reset(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceReset', { name: this.ref.name }, options);
  }

  /** Stop a virtual device (virNodeDeviceDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceDestroy', { name: this.ref.name }, options);
  }

  /** Start a virtual device that has a definition (virNodeDeviceCreate). */
  create(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceCreate', { name: this.ref.name, flags }, options);
  }

  /** Delete the definition (virNodeDeviceUndefine). */
  undefine(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceUndefine', { name: this.ref.name, flags }, options);
  }

  /** Check whether the device starts with the host (virNodeDeviceGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'nodeDeviceGetAutostart',
      { name: this.ref.name },
      options,
    );
    return result.autostart !== 0;
  }

  /** Set whether the device starts with the host (virNodeDeviceSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceSetAutostart',
      { name: this.ref.name, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Check whether the device is active (virNodeDeviceIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'nodeDeviceIsActive',
      { name: this.ref.name },
      options,
    );
    return result.active !== 0;
  }

  /** Check whether the device has a definition (virNodeDeviceIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'nodeDeviceIsPersistent',
      { name: this.ref.name },
      options,
    );
    return result.persistent !== 0;
  }

  /** Change the XML of the device (virNodeDeviceUpdate). Requires libvirt 10.1. */
  update(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'nodeDeviceUpdate',
      { name: this.ref.name, xml_desc: xml, flags },
      options,
    );
  }

  /** Return the number of capabilities (virNodeDeviceNumOfCaps). */
  async numOfCaps(options?: CallOptions): Promise<number> {
    const result = await this.connection.call(
      'nodeDeviceNumOfCaps',
      { name: this.ref.name },
      options,
    );
    return result.num;
  }

  /** Detach the device from the host, so that a guest can use it (virNodeDeviceDettach). */
  dettach(options?: CallOptions): Promise<void> {
    return this.connection.call('nodeDeviceDettach', { name: this.ref.name }, options);
  }
}

/** A password or a key that libvirt stores (virSecretPtr). */
export class Secret extends LibvirtObject<SecretRef> {
  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** Its use, a virSecretUsageType (virSecretGetUsageType). */
  get usageType(): Enum<'virSecretUsageType'> {
    return this.ref.usageType;
  }

  /** The object that it is for (virSecretGetUsageID). */
  get usageID(): string {
    return this.ref.usageID;
  }

  protected get identity(): ObjectIdentity {
    return { uuid: this.uuid, usageType: this.usageType, usageID: this.usageID };
  }

  /** Return the XML of the secret, without the value (virSecretGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'secretGetXMLDesc',
      { secret: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Return the value. libvirt does not return the value of a private secret (virSecretGetValue). */
  async getValue(flags = 0, options?: CallOptions): Promise<CallResult<'secretGetValue'>['value']> {
    const result = await this.connection.call(
      'secretGetValue',
      { secret: this.ref, flags },
      options,
    );
    return result.value;
  }

  /** Set the value (virSecretSetValue). */
  setValue(value: Uint8Array, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('secretSetValue', { secret: this.ref, value, flags }, options);
  }

  /** Delete the secret (virSecretUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('secretUndefine', { secret: this.ref }, options);
  }
}

/** A storage pool, which contains volumes (virStoragePoolPtr). */
export class StoragePool extends LibvirtObject<StoragePoolRef> {
  /** The name (virStoragePoolGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID, with dashes and in lower case. */
  get uuid(): string {
    return this.ref.uuid;
  }

  protected get identity(): ObjectIdentity {
    return { name: this.name, uuid: this.uuid };
  }

  /** Return state and sizes (virStoragePoolGetInfo). */
  async getInfo(options?: CallOptions): Promise<StoragePoolInfo> {
    const result = await this.connection.call('storagePoolGetInfo', { pool: this.ref }, options);
    return toStoragePoolInfo(result);
  }

  /** Return the XML of the pool (virStoragePoolGetXMLDesc). */
  async getXMLDesc(flags: Enum<'virStorageXMLFlags'> = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'storagePoolGetXMLDesc',
      { pool: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Start the pool (virStoragePoolCreate). */
  create(flags: Enum<'virStoragePoolCreateFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolCreate', { pool: this.ref, flags }, options);
  }

  /** Build the storage of the pool, such as its folder (virStoragePoolBuild). */
  build(flags: Enum<'virStoragePoolBuildFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolBuild', { pool: this.ref, flags }, options);
  }

  /** Scan the pool for volumes (virStoragePoolRefresh). */
  refresh(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolRefresh', { pool: this.ref, flags }, options);
  }

  /** Stop the pool (virStoragePoolDestroy). Its volumes stay. */
  destroy(options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolDestroy', { pool: this.ref }, options);
  }

  /** Delete the definition (virStoragePoolUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolUndefine', { pool: this.ref }, options);
  }

  /** Delete the storage of the pool, such as its folder (virStoragePoolDelete). */
  delete(flags: Enum<'virStoragePoolDeleteFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storagePoolDelete', { pool: this.ref, flags }, options);
  }

  /** Set whether the pool starts with the host (virStoragePoolSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'storagePoolSetAutostart',
      { pool: this.ref, autostart: autostart ? 1 : 0 },
      options,
    );
  }

  /** Check whether the pool starts with the host (virStoragePoolGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'storagePoolGetAutostart',
      { pool: this.ref },
      options,
    );
    return result.autostart !== 0;
  }

  /** Check whether the pool is running (virStoragePoolIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call('storagePoolIsActive', { pool: this.ref }, options);
    return result.active !== 0;
  }

  /** Check whether the pool has a definition (virStoragePoolIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const result = await this.connection.call(
      'storagePoolIsPersistent',
      { pool: this.ref },
      options,
    );
    return result.persistent !== 0;
  }

  /** Return the number of volumes (virStoragePoolNumOfVolumes). */
  async numOfVolumes(options?: CallOptions): Promise<number> {
    const result = await this.connection.call(
      'storagePoolNumOfVolumes',
      { pool: this.ref },
      options,
    );
    return result.num;
  }

  /** List the volumes (virStoragePoolListAllVolumes). */
  async listAllVolumes(flags = 0, options?: CallOptions): Promise<StorageVolume[]> {
    const result = await this.connection.call(
      'storagePoolListAllVolumes',
      { pool: this.ref, need_results: 1, flags },
      options,
    );
    return result.vols.map((ref) => new StorageVolume(this.connection, ref));
  }

  /** Find a volume by its name (virStorageVolLookupByName). */
  async storageVolLookupByName(name: string, options?: CallOptions): Promise<StorageVolume> {
    const result = await this.connection.call(
      'storageVolLookupByName',
      { pool: this.ref, name },
      options,
    );
    return new StorageVolume(this.connection, result.vol);
  }

  /** Create a volume (virStorageVolCreateXML). */
  async storageVolCreateXML(
    xml: string,
    flags: Enum<'virStorageVolCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<StorageVolume> {
    const result = await this.connection.call(
      'storageVolCreateXML',
      { pool: this.ref, xml, flags },
      options,
    );
    return new StorageVolume(this.connection, result.vol);
  }

  /** Create a volume with the content of another volume (virStorageVolCreateXMLFrom). */
  async storageVolCreateXMLFrom(
    xml: string,
    sourceVol: StorageVolume,
    flags: Enum<'virStorageVolCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<StorageVolume> {
    const result = await this.connection.call(
      'storageVolCreateXMLFrom',
      { pool: this.ref, xml, clonevol: sourceVol.ref, flags },
      options,
    );
    return new StorageVolume(this.connection, result.vol);
  }
}

/** A disk image or another volume in a pool (virStorageVolPtr). */
export class StorageVolume extends LibvirtObject<StorageVolumeRef> {
  /** The name of its pool. */
  get pool(): string {
    return this.ref.pool;
  }

  /** The name, unique in its pool (virStorageVolGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The key, unique on the host (virStorageVolGetKey). */
  get key(): string {
    return this.ref.key;
  }

  protected get identity(): ObjectIdentity {
    return { pool: this.pool, name: this.name, key: this.key };
  }

  /** Return type and sizes (virStorageVolGetInfo). */
  async getInfo(options?: CallOptions): Promise<StorageVolumeInfo> {
    const result = await this.connection.call('storageVolGetInfo', { vol: this.ref }, options);
    return toStorageVolumeInfo(result);
  }

  /** Return type and sizes (virStorageVolGetInfoFlags). */
  async getInfoFlags(
    flags: Enum<'virStorageVolInfoFlags'> = 0,
    options?: CallOptions,
  ): Promise<StorageVolumeInfo> {
    const result = await this.connection.call(
      'storageVolGetInfoFlags',
      { vol: this.ref, flags },
      options,
    );
    return toStorageVolumeInfo(result);
  }

  /** Return the path on the host (virStorageVolGetPath). */
  async getPath(options?: CallOptions): Promise<string> {
    const result = await this.connection.call('storageVolGetPath', { vol: this.ref }, options);
    return result.name;
  }

  /** Return the XML of the volume (virStorageVolGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.connection.call(
      'storageVolGetXMLDesc',
      { vol: this.ref, flags },
      options,
    );
    return result.xml;
  }

  /** Delete the volume and its content (virStorageVolDelete). */
  delete(flags: Enum<'virStorageVolDeleteFlags'> = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storageVolDelete', { vol: this.ref, flags }, options);
  }

  /** Resize the volume (virStorageVolResize). */
  resize(
    capacityBytes: number | bigint,
    flags: Enum<'virStorageVolResizeFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'storageVolResize',
      { vol: this.ref, capacity: capacityBytes, flags },
      options,
    );
  }

  /** Overwrite the content (virStorageVolWipe). */
  wipe(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('storageVolWipe', { vol: this.ref, flags }, options);
  }

  /** Overwrite the content; `algorithm` is a virStorageVolWipeAlgorithm (virStorageVolWipePattern). */
  wipePattern(
    algorithm: Enum<'virStorageVolWipeAlgorithm'>,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'storageVolWipePattern',
      { vol: this.ref, algorithm, flags },
      options,
    );
  }

  /**
   * Write into the volume. `length` is the number of bytes to write, or 0 for no limit; a write beyond it fails with
   * a RangeError before any of it is sent (virStorageVolUpload). The stream finishes when the server has confirmed
   * the last byte; destroying the stream before that aborts the upload. With VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM
   * the stream also accepts StreamHole objects.
   */
  upload(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags: Enum<'virStorageVolUploadFlags'> = 0,
    options?: CallOptions,
  ): Promise<Writable> {
    return uploadVolume(this.connection, this.ref, { offset, length, flags }, options);
  }

  /**
   * Read from the volume. `length` is the number of bytes to read, or 0 to read to the end (virStorageVolDownload).
   * The stream buffers up to 16 MiB; when the buffer is full, the whole connection waits for the reader. With
   * VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM the stream also returns StreamHole objects, for ranges of zeros.
   */
  download(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags: Enum<'virStorageVolDownloadFlags'> = 0,
    options?: CallOptions,
  ): Promise<Readable> {
    return downloadVolume(this.connection, this.ref, { offset, length, flags }, options);
  }
}

/** The methods of a connection that call procedures (virConnectPtr). `Connection` adds the rest. */
export abstract class ConnectionCalls implements Caller {
  abstract readonly uri: string;

  abstract call<N extends CallName>(name: N, ...rest: CallParameters<N>): Promise<CallResult<N>>;

  abstract openStream<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    options?: StreamOptions,
  ): Promise<OpenedStream<N>>;

  /** Return the URI of the connection, as the server sees it (virConnectGetURI). */
  async getURI(options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetURI', undefined, options);
    return result.uri;
  }

  /** Return the name of the driver, such as `QEMU` (virConnectGetType). */
  async getType(options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetType', undefined, options);
    return result.type;
  }

  /** Return the host name (virConnectGetHostname). */
  async getHostname(options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetHostname', undefined, options);
    return result.hostname;
  }

  /** Return the version of libvirt: 1,000,000 * major + 1,000 * minor + release (virConnectGetLibVersion). */
  async getLibVersion(options?: CallOptions): Promise<number> {
    const result = await this.call('connectGetLibVersion', undefined, options);
    return Number(result.lib_ver);
  }

  /** Return the version of the hypervisor, in the form of `getLibVersion` (virConnectGetVersion). */
  async getVersion(options?: CallOptions): Promise<number> {
    const result = await this.call('connectGetVersion', undefined, options);
    return Number(result.hv_ver);
  }

  /** Return the capabilities of the host and its hypervisors as XML (virConnectGetCapabilities). */
  async getCapabilities(options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetCapabilities', undefined, options);
    return result.capabilities;
  }

  /** Return what a domain of that kind can have, as XML (virConnectGetDomainCapabilities). */
  async getDomainCapabilities(
    query: DomainCapabilitiesQuery = {},
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call(
      'connectGetDomainCapabilities',
      {
        emulatorbin: query.emulator,
        arch: query.arch,
        machine: query.machine,
        virttype: query.virtType,
        flags,
      },
      options,
    );
    return result.capabilities;
  }

  /** Return the SMBIOS data of the host as XML (virConnectGetSysinfo). */
  async getSysinfo(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetSysinfo', { flags }, options);
    return result.sysinfo;
  }

  /** Return the maximum number of virtual CPUs of a guest (virConnectGetMaxVcpus). */
  async getMaxVcpus(type?: string | null, options?: CallOptions): Promise<number> {
    const result = await this.call('connectGetMaxVcpus', { type }, options);
    return result.max_vcpus;
  }

  /** Check whether the connection is encrypted or local (virConnectIsSecure). */
  async isSecure(options?: CallOptions): Promise<boolean> {
    const result = await this.call('connectIsSecure', undefined, options);
    return result.secure !== 0;
  }

  /** Return the processors and the memory of the host (virNodeGetInfo). */
  async nodeGetInfo(options?: CallOptions): Promise<NodeInfo> {
    const result = await this.call('nodeGetInfo', undefined, options);
    return toNodeInfo(result);
  }

  /** Return the free memory of the host in bytes (virNodeGetFreeMemory). */
  async nodeGetFreeMemory(options?: CallOptions): Promise<number> {
    const result = await this.call('nodeGetFreeMemory', undefined, options);
    return Number(result.freeMem);
  }

  /** Return the CPU models that libvirt knows for an architecture (virConnectGetCPUModelNames). */
  async getCPUModelNames(
    arch: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'connectGetCPUModelNames'>['models']> {
    const result = await this.call(
      'connectGetCPUModelNames',
      { arch, need_results: 1, flags },
      options,
    );
    return result.models;
  }

  /** Compare a CPU with the CPU of the host; the result is a virCPUCompareResult (virConnectCompareCPU). */
  async compareCPU(
    xml: string,
    flags: Enum<'virConnectCompareCPUFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.call('connectCompareCPU', { xml, flags }, options);
    return result.result;
  }

  /**
   * Compare a CPU with the CPU that the hypervisor can provide; the result is a virCPUCompareResult
   * (virConnectCompareHypervisorCPU).
   */
  async compareHypervisorCPU(
    query: DomainCapabilitiesQuery,
    xmlCPU: string,
    flags: Enum<'virConnectCompareCPUFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.call(
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
    );
    return result.result;
  }

  /** Compute the CPU features that all given CPUs have in common (virConnectBaselineCPU). */
  async baselineCPU(
    xmlCPUs: readonly string[],
    flags: Enum<'virConnectBaselineCPUFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call('connectBaselineCPU', { xmlCPUs, flags }, options);
    return result.cpu;
  }

  /** Compute the CPU features that the hypervisor can provide on all given CPUs (virConnectBaselineHypervisorCPU). */
  async baselineHypervisorCPU(
    query: DomainCapabilitiesQuery,
    xmlCPUs: readonly string[],
    flags: Enum<'virConnectBaselineCPUFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call(
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
    );
    return result.cpu;
  }

  /** Convert a native configuration to domain XML (virConnectDomainXMLFromNative). */
  async domainXMLFromNative(
    format: string,
    config: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call(
      'connectDomainXMLFromNative',
      { nativeFormat: format, nativeConfig: config, flags },
      options,
    );
    return result.domainXml;
  }

  /** Convert domain XML to a native configuration, such as QEMU's arguments (virConnectDomainXMLToNative). */
  async domainXMLToNative(
    format: string,
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call(
      'connectDomainXMLToNative',
      { nativeFormat: format, domainXml: xml, flags },
      options,
    );
    return result.nativeConfig;
  }

  /** Find sources for a storage pool of that type; the result is XML (virConnectFindStoragePoolSources). */
  async findStoragePoolSources(
    type: string,
    srcSpec?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call(
      'connectFindStoragePoolSources',
      { type, srcSpec, flags },
      options,
    );
    return result.xml;
  }

  /** Return the storage pool types that libvirt supports, as XML (virConnectGetStoragePoolCapabilities). */
  async getStoragePoolCapabilities(flags = 0, options?: CallOptions): Promise<string> {
    const result = await this.call('connectGetStoragePoolCapabilities', { flags }, options);
    return result.capabilities;
  }

  /** Set the identity on whose behalf the daemon acts (virConnectSetIdentity). */
  async setIdentity(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    await this.call('connectSetIdentity', { params: toTypedParameters(params), flags }, options);
  }

  /** Restore a domain from a file that `save` wrote (virDomainRestore). */
  domainRestore(from: string, options?: CallOptions): Promise<void> {
    return this.call('domainRestore', { from }, options);
  }

  /** Restore a domain from a file that `save` wrote, optionally with changed XML (virDomainRestoreFlags). */
  domainRestoreFlags(
    from: string,
    xml?: string | null,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call('domainRestoreFlags', { from, dxml: xml, flags }, options);
  }

  /** Restore a saved domain, with typed parameters (virDomainRestoreParams). */
  async domainRestoreParams(
    params: TypedParametersInput,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.call('domainRestoreParams', { params: toTypedParameters(params), flags }, options);
  }

  /** Return the XML in a file that `save` wrote (virDomainSaveImageGetXMLDesc). */
  async domainSaveImageGetXMLDesc(
    file: string,
    flags: Enum<'virDomainSaveImageXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<string> {
    const result = await this.call('domainSaveImageGetXMLDesc', { file, flags }, options);
    return result.xml;
  }

  /** Change the XML in a file that `save` wrote (virDomainSaveImageDefineXML). */
  domainSaveImageDefineXML(
    file: string,
    xml: string,
    flags: Enum<'virDomainSaveRestoreFlags'> = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.call('domainSaveImageDefineXML', { file, dxml: xml, flags }, options);
  }

  /** Return the free memory of NUMA cells in bytes (virNodeGetCellsFreeMemory). */
  async nodeGetCellsFreeMemory(
    startCell: number,
    maxCells: number,
    options?: CallOptions,
  ): Promise<CallResult<'nodeGetCellsFreeMemory'>['cells']> {
    const result = await this.call(
      'nodeGetCellsFreeMemory',
      { startCell, maxcells: maxCells },
      options,
    );
    return result.cells;
  }

  /** Return the number of free pages of each size in each NUMA cell (virNodeGetFreePages). */
  async nodeGetFreePages(
    pageSizesKiB: readonly number[],
    startCell: number,
    cellCount: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'nodeGetFreePages'>['counts']> {
    const result = await this.call(
      'nodeGetFreePages',
      { pages: pageSizesKiB, startCell, cellCount, flags },
      options,
    );
    return result.counts;
  }

  /** Allocate huge pages on the host; the result is the number of cells that were changed (virNodeAllocPages). */
  async nodeAllocPages(
    pageSizesKiB: readonly number[],
    pageCounts: readonly (number | bigint)[],
    startCell: number,
    cellCount: number,
    flags: Enum<'virNodeAllocPagesFlags'> = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.call(
      'nodeAllocPages',
      { pageSizes: pageSizesKiB, pageCounts, startCell, cellCount, flags },
      options,
    );
    return result.ret;
  }

  /** Return the memory settings of the host (virNodeGetMemoryParameters). */
  async nodeGetMemoryParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    const result = await this.call('nodeGetMemoryParameters', { nparams: 64, flags }, options);
    return fromTypedParameters(result.params);
  }

  /** Change the memory settings of the host (virNodeSetMemoryParameters). */
  async nodeSetMemoryParameters(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.call(
      'nodeSetMemoryParameters',
      { params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Return the present and the online CPUs of the host (virNodeGetCPUMap). */
  nodeGetCPUMap(flags = 0, options?: CallOptions): Promise<CallResult<'nodeGetCPUMap'>> {
    return this.call('nodeGetCPUMap', { need_map: 1, need_online: 1, flags }, options);
  }

  /** Suspend the host (virNodeSuspendForDuration). */
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

  /** List the networks (virConnectListAllNetworks). */
  async listAllNetworks(
    flags: Enum<'virConnectListAllNetworksFlags'> = 0,
    options?: CallOptions,
  ): Promise<Network[]> {
    const result = await this.call('connectListAllNetworks', { need_results: 1, flags }, options);
    return result.nets.map((ref) => new Network(this, ref));
  }

  /** Find a network by its name (virNetworkLookupByName). */
  async networkLookupByName(name: string, options?: CallOptions): Promise<Network> {
    const result = await this.call('networkLookupByName', { name }, options);
    return new Network(this, result.net);
  }

  /** Find a network by its UUID (virNetworkLookupByUUID). */
  async networkLookupByUUID(uuid: string, options?: CallOptions): Promise<Network> {
    const result = await this.call('networkLookupByUUID', { uuid }, options);
    return new Network(this, result.net);
  }

  /** Define a network, or change its definition (virNetworkDefineXML). */
  async networkDefineXML(xml: string, options?: CallOptions): Promise<Network> {
    const result = await this.call('networkDefineXML', { xml }, options);
    return new Network(this, result.net);
  }

  /** Define a network, or change its definition (virNetworkDefineXMLFlags). */
  async networkDefineXMLFlags(
    xml: string,
    flags: Enum<'virNetworkDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<Network> {
    const result = await this.call('networkDefineXMLFlags', { xml, flags }, options);
    return new Network(this, result.net);
  }

  /** Create and start a transient network (virNetworkCreateXML). */
  async networkCreateXML(xml: string, options?: CallOptions): Promise<Network> {
    const result = await this.call('networkCreateXML', { xml }, options);
    return new Network(this, result.net);
  }

  /** Create and start a transient network (virNetworkCreateXMLFlags). */
  async networkCreateXMLFlags(
    xml: string,
    flags: Enum<'virNetworkCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<Network> {
    const result = await this.call('networkCreateXMLFlags', { xml, flags }, options);
    return new Network(this, result.net);
  }

  /** List the network filters (virConnectListAllNWFilters). */
  async listAllNWFilters(flags = 0, options?: CallOptions): Promise<NWFilter[]> {
    const result = await this.call('connectListAllNWFilters', { need_results: 1, flags }, options);
    return result.filters.map((ref) => new NWFilter(this, ref));
  }

  /** Find a network filter by its name (virNWFilterLookupByName). */
  async nwFilterLookupByName(name: string, options?: CallOptions): Promise<NWFilter> {
    const result = await this.call('nwFilterLookupByName', { name }, options);
    return new NWFilter(this, result.nwfilter);
  }

  /** Find a network filter by its UUID (virNWFilterLookupByUUID). */
  async nwFilterLookupByUUID(uuid: string, options?: CallOptions): Promise<NWFilter> {
    const result = await this.call('nwFilterLookupByUUID', { uuid }, options);
    return new NWFilter(this, result.nwfilter);
  }

  /** Define a network filter, or change its definition (virNWFilterDefineXML). */
  async nwFilterDefineXML(xml: string, options?: CallOptions): Promise<NWFilter> {
    const result = await this.call('nwFilterDefineXML', { xml }, options);
    return new NWFilter(this, result.nwfilter);
  }

  /** Define a network filter, or change its definition (virNWFilterDefineXMLFlags). */
  async nwFilterDefineXMLFlags(
    xml: string,
    flags: Enum<'virNWFilterDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<NWFilter> {
    const result = await this.call('nwFilterDefineXMLFlags', { xml, flags }, options);
    return new NWFilter(this, result.nwfilter);
  }

  /** List the network filter bindings (virConnectListAllNWFilterBindings). */
  async listAllNWFilterBindings(flags = 0, options?: CallOptions): Promise<NWFilterBinding[]> {
    const result = await this.call(
      'connectListAllNWFilterBindings',
      { need_results: 1, flags },
      options,
    );
    return result.bindings.map((ref) => new NWFilterBinding(this, ref));
  }

  /** Find the filter binding of a port (virNWFilterBindingLookupByPortDev). */
  async nwFilterBindingLookupByPortDev(
    portDev: string,
    options?: CallOptions,
  ): Promise<NWFilterBinding> {
    const result = await this.call('nwFilterBindingLookupByPortDev', { name: portDev }, options);
    return new NWFilterBinding(this, result.nwfilter);
  }

  /** Bind a network filter to a port (virNWFilterBindingCreateXML). */
  async nwFilterBindingCreateXML(
    xml: string,
    flags: Enum<'virNWFilterBindingCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<NWFilterBinding> {
    const result = await this.call('nwFilterBindingCreateXML', { xml, flags }, options);
    return new NWFilterBinding(this, result.nwfilter);
  }

  /** List the network interfaces of the host (virConnectListAllInterfaces). */
  async listAllInterfaces(
    flags: Enum<'virConnectListAllInterfacesFlags'> = 0,
    options?: CallOptions,
  ): Promise<HostInterface[]> {
    const result = await this.call('connectListAllInterfaces', { need_results: 1, flags }, options);
    return result.ifaces.map((ref) => new HostInterface(this, ref));
  }

  /** Find an interface of the host by its name (virInterfaceLookupByName). */
  async interfaceLookupByName(name: string, options?: CallOptions): Promise<HostInterface> {
    const result = await this.call('interfaceLookupByName', { name }, options);
    return new HostInterface(this, result.iface);
  }

  /** Find an interface of the host by its MAC address (virInterfaceLookupByMACString). */
  async interfaceLookupByMACString(mac: string, options?: CallOptions): Promise<HostInterface> {
    const result = await this.call('interfaceLookupByMACString', { mac }, options);
    return new HostInterface(this, result.iface);
  }

  /** Define an interface of the host, or change its definition (virInterfaceDefineXML). */
  async interfaceDefineXML(
    xml: string,
    flags: Enum<'virInterfaceDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<HostInterface> {
    const result = await this.call('interfaceDefineXML', { xml, flags }, options);
    return new HostInterface(this, result.iface);
  }

  /** Save the current interfaces of the host, for a rollback (virInterfaceChangeBegin). */
  interfaceChangeBegin(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeBegin', { flags }, options);
  }

  /** Keep the changes since `interfaceChangeBegin` (virInterfaceChangeCommit). */
  interfaceChangeCommit(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeCommit', { flags }, options);
  }

  /** Undo the changes since `interfaceChangeBegin` (virInterfaceChangeRollback). */
  interfaceChangeRollback(flags = 0, options?: CallOptions): Promise<void> {
    return this.call('interfaceChangeRollback', { flags }, options);
  }

  /** List the devices of the host (virConnectListAllNodeDevices). */
  async listAllNodeDevices(
    flags: Enum<'virConnectListAllNodeDeviceFlags'> = 0,
    options?: CallOptions,
  ): Promise<NodeDevice[]> {
    const result = await this.call(
      'connectListAllNodeDevices',
      { need_results: 1, flags },
      options,
    );
    return result.devices.map((ref) => new NodeDevice(this, ref));
  }

  /** Find a device of the host by its name (virNodeDeviceLookupByName). */
  async nodeDeviceLookupByName(name: string, options?: CallOptions): Promise<NodeDevice> {
    const result = await this.call('nodeDeviceLookupByName', { name }, options);
    return new NodeDevice(this, result.dev);
  }

  /** Find a SCSI host by its WWNN and WWPN (virNodeDeviceLookupSCSIHostByWWN). */
  async nodeDeviceLookupSCSIHostByWWN(
    wwnn: string,
    wwpn: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<NodeDevice> {
    const result = await this.call('nodeDeviceLookupSCSIHostByWWN', { wwnn, wwpn, flags }, options);
    return new NodeDevice(this, result.dev);
  }

  /** Create a transient virtual device (virNodeDeviceCreateXML). */
  async nodeDeviceCreateXML(
    xml: string,
    flags: Enum<'virNodeDeviceCreateXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<NodeDevice> {
    const result = await this.call('nodeDeviceCreateXML', { xml_desc: xml, flags }, options);
    return new NodeDevice(this, result.dev);
  }

  /** Define a virtual device (virNodeDeviceDefineXML). */
  async nodeDeviceDefineXML(
    xml: string,
    flags: Enum<'virNodeDeviceDefineXMLFlags'> = 0,
    options?: CallOptions,
  ): Promise<NodeDevice> {
    const result = await this.call('nodeDeviceDefineXML', { xml_desc: xml, flags }, options);
    return new NodeDevice(this, result.dev);
  }

  /** List the secrets (virConnectListAllSecrets). */
  async listAllSecrets(
    flags: Enum<'virConnectListAllSecretsFlags'> = 0,
    options?: CallOptions,
  ): Promise<Secret[]> {
    const result = await this.call('connectListAllSecrets', { need_results: 1, flags }, options);
    return result.secrets.map((ref) => new Secret(this, ref));
  }

  /** Find a secret by its UUID (virSecretLookupByUUID). */
  async secretLookupByUUID(uuid: string, options?: CallOptions): Promise<Secret> {
    const result = await this.call('secretLookupByUUID', { uuid }, options);
    return new Secret(this, result.secret);
  }

  /** Find a secret by its usage (virSecretLookupByUsage). */
  async secretLookupByUsage(
    usageType: number,
    usageID: string,
    options?: CallOptions,
  ): Promise<Secret> {
    const result = await this.call('secretLookupByUsage', { usageType, usageID }, options);
    return new Secret(this, result.secret);
  }

  /** Define a secret, or change its definition (virSecretDefineXML). */
  async secretDefineXML(
    xml: string,
    flags: Enum<'virSecretDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<Secret> {
    const result = await this.call('secretDefineXML', { xml, flags }, options);
    return new Secret(this, result.secret);
  }

  /** List the domains (virConnectListAllDomains). */
  async listAllDomains(
    flags: Enum<'virConnectListAllDomainsFlags'> = 0,
    options?: CallOptions,
  ): Promise<Domain[]> {
    const result = await this.call('connectListAllDomains', { need_results: 1, flags }, options);
    return result.domains.map((ref) => new Domain(this, ref));
  }

  /** Find a domain by its UUID (virDomainLookupByUUID). */
  async domainLookupByUUID(uuid: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByUUID', { uuid }, options);
    return new Domain(this, result.dom);
  }

  /** Find a domain by its name (virDomainLookupByName). */
  async domainLookupByName(name: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByName', { name }, options);
    return new Domain(this, result.dom);
  }

  /** Find a running domain by its id (virDomainLookupByID). */
  async domainLookupByID(id: number, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByID', { id }, options);
    return new Domain(this, result.dom);
  }

  /** Define a domain, or change its definition (virDomainDefineXMLFlags). */
  async domainDefineXMLFlags(
    xml: string,
    flags: Enum<'virDomainDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    const result = await this.call('domainDefineXMLFlags', { xml, flags }, options);
    return new Domain(this, result.dom);
  }

  /** Create and start a transient domain (virDomainCreateXML). */
  async domainCreateXML(
    xml: string,
    flags: Enum<'virDomainCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    const result = await this.call('domainCreateXML', { xml_desc: xml, flags }, options);
    return new Domain(this, result.dom);
  }

  /** List the storage pools (virConnectListAllStoragePools). */
  async listAllStoragePools(
    flags: Enum<'virConnectListAllStoragePoolsFlags'> = 0,
    options?: CallOptions,
  ): Promise<StoragePool[]> {
    const result = await this.call(
      'connectListAllStoragePools',
      { need_results: 1, flags },
      options,
    );
    return result.pools.map((ref) => new StoragePool(this, ref));
  }

  /** Find a storage pool by its name (virStoragePoolLookupByName). */
  async storagePoolLookupByName(name: string, options?: CallOptions): Promise<StoragePool> {
    const result = await this.call('storagePoolLookupByName', { name }, options);
    return new StoragePool(this, result.pool);
  }

  /** Find a storage pool by its UUID (virStoragePoolLookupByUUID). */
  async storagePoolLookupByUUID(uuid: string, options?: CallOptions): Promise<StoragePool> {
    const result = await this.call('storagePoolLookupByUUID', { uuid }, options);
    return new StoragePool(this, result.pool);
  }

  /** Find the storage pool of a volume (virStoragePoolLookupByVolume). */
  async storagePoolLookupByVolume(
    volume: StorageVolume,
    options?: CallOptions,
  ): Promise<StoragePool> {
    const result = await this.call('storagePoolLookupByVolume', { vol: volume.ref }, options);
    return new StoragePool(this, result.pool);
  }

  /** Define a storage pool, or change its definition (virStoragePoolDefineXML). */
  async storagePoolDefineXML(
    xml: string,
    flags: Enum<'virStoragePoolDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<StoragePool> {
    const result = await this.call('storagePoolDefineXML', { xml, flags }, options);
    return new StoragePool(this, result.pool);
  }

  /** Create and start a transient storage pool (virStoragePoolCreateXML). */
  async storagePoolCreateXML(
    xml: string,
    flags: Enum<'virStoragePoolCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<StoragePool> {
    const result = await this.call('storagePoolCreateXML', { xml, flags }, options);
    return new StoragePool(this, result.pool);
  }

  /** Find a volume by its key (virStorageVolLookupByKey). */
  async storageVolLookupByKey(key: string, options?: CallOptions): Promise<StorageVolume> {
    const result = await this.call('storageVolLookupByKey', { key }, options);
    return new StorageVolume(this, result.vol);
  }

  /** Find a volume by its path (virStorageVolLookupByPath). */
  async storageVolLookupByPath(path: string, options?: CallOptions): Promise<StorageVolume> {
    const result = await this.call('storageVolLookupByPath', { path }, options);
    return new StorageVolume(this, result.vol);
  }

  /** Return the memory of the host by kind (`total`, `free`, ...) in KiB (virNodeGetMemoryStats). */
  nodeGetMemoryStats(
    cellNum: Enum<'virNodeGetMemoryStatsAllCells'> = VIR_NODE_MEMORY_STATS_ALL_CELLS,
    flags = 0,
    options?: CallOptions,
  ): Promise<Record<string, number>> {
    return queries.nodeMemoryStats(this, { cellNum, flags }, options);
  }

  /** Return the CPU time of the host by kind (`kernel`, `user`, `idle`, `iowait`) in ns (virNodeGetCPUStats). */
  nodeGetCPUStats(
    cpuNum: number = VIR_NODE_CPU_STATS_ALL_CPUS,
    flags = 0,
    options?: CallOptions,
  ): Promise<Record<string, number>> {
    return queries.nodeCPUStats(this, { cpuNum, flags }, options);
  }

  /**
   * Return statistics of all domains in one call, or of the given ones; 0 stands for all statistics
   * (virConnectGetAllDomainStats, virDomainListGetStats).
   */
  async getAllDomainStats(
    stats: Enum<'virDomainStatsTypes'> = 0,
    flags: Enum<'virConnectGetAllDomainStatsFlags'> = 0,
    domains: readonly Domain[] = [],
    options?: CallOptions,
  ): Promise<{ domain: Domain; stats: TypedParameters }[]> {
    const args = { doms: domains.map(({ ref }) => ref), stats, flags };
    const { retStats } = await this.call('connectGetAllDomainStats', args, options);
    return retStats.map(({ dom, params }) => ({
      domain: new Domain(this, dom),
      stats: fromTypedParameters(params),
    }));
  }

  /** Define a domain, or change its definition (virDomainDefineXML). */
  async domainDefineXML(xml: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainDefineXML', { xml }, options);
    return new Domain(this, result.dom);
  }

  /** Return the number of running domains (virConnectNumOfDomains). */
  async numOfDomains(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfDomains', undefined, options);
    return result.num;
  }

  /** Return the number of defined domains that are not running (virConnectNumOfDefinedDomains). */
  async numOfDefinedDomains(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfDefinedDomains', undefined, options);
    return result.num;
  }

  /** Return the number of running networks (virConnectNumOfNetworks). */
  async numOfNetworks(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfNetworks', undefined, options);
    return result.num;
  }

  /** Return the number of defined networks that are not running (virConnectNumOfDefinedNetworks). */
  async numOfDefinedNetworks(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfDefinedNetworks', undefined, options);
    return result.num;
  }

  /** Return the number of running storage pools (virConnectNumOfStoragePools). */
  async numOfStoragePools(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfStoragePools', undefined, options);
    return result.num;
  }

  /** Return the number of defined storage pools that are not running (virConnectNumOfDefinedStoragePools). */
  async numOfDefinedStoragePools(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfDefinedStoragePools', undefined, options);
    return result.num;
  }

  /** Return the number of interfaces of the host that are up (virConnectNumOfInterfaces). */
  async numOfInterfaces(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfInterfaces', undefined, options);
    return result.num;
  }

  /** Return the number of interfaces of the host that are down (virConnectNumOfDefinedInterfaces). */
  async numOfDefinedInterfaces(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfDefinedInterfaces', undefined, options);
    return result.num;
  }

  /** Return the number of network filters (virConnectNumOfNWFilters). */
  async numOfNWFilters(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfNWFilters', undefined, options);
    return result.num;
  }

  /** Return the number of secrets (virConnectNumOfSecrets). */
  async numOfSecrets(options?: CallOptions): Promise<number> {
    const result = await this.call('connectNumOfSecrets', undefined, options);
    return result.num;
  }

  /** Return the number of devices of the host, optionally with a capability (virNodeNumOfDevices). */
  async numOfDevices(
    capability?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    const result = await this.call('nodeNumOfDevices', { cap: capability, flags }, options);
    return result.num;
  }

  /** Find a storage pool by its target path (virStoragePoolLookupByTargetPath). */
  async storagePoolLookupByTargetPath(path: string, options?: CallOptions): Promise<StoragePool> {
    const result = await this.call('storagePoolLookupByTargetPath', { path }, options);
    return new StoragePool(this, result.pool);
  }

  /** Attach a QEMU process that libvirt did not start (virDomainQemuAttach). */
  async qemuAttach(pid: number, flags = 0, options?: CallOptions): Promise<Domain> {
    const result = await this.call('qemuDomainAttach', { pid_value: pid, flags }, options);
    return new Domain(this, result.dom);
  }

  /** Return the SEV settings of the host (virNodeGetSEVInfo). */
  async nodeGetSEVInfo(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    const result = await this.call('nodeGetSEVInfo', { nparams: 64, flags }, options);
    return fromTypedParameters(result.params);
  }

  /** Return the security model of the host and its domain of interpretation (virNodeGetSecurityModel). */
  nodeGetSecurityModel(options?: CallOptions): Promise<{ model: string; doi: string }> {
    return queries.nodeSecurityModel(this, options);
  }

  /** Find a domain by its UUID: the same as `domainLookupByUUID` (virDomainLookupByUUID). */
  async lookupByUUID(uuid: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByUUID', { uuid }, options);
    return new Domain(this, result.dom);
  }

  /** Find a domain by its name: the same as `domainLookupByName` (virDomainLookupByName). */
  async lookupByName(name: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByName', { name }, options);
    return new Domain(this, result.dom);
  }

  /** Find a running domain by its id: the same as `domainLookupByID` (virDomainLookupByID). */
  async lookupByID(id: number, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainLookupByID', { id }, options);
    return new Domain(this, result.dom);
  }

  /** Define a domain, or change its definition: the same as `domainDefineXML` (virDomainDefineXML). */
  async defineXML(xml: string, options?: CallOptions): Promise<Domain> {
    const result = await this.call('domainDefineXML', { xml }, options);
    return new Domain(this, result.dom);
  }

  /** Define a domain, or change its definition: the same as `domainDefineXMLFlags` (virDomainDefineXMLFlags). */
  async defineXMLFlags(
    xml: string,
    flags: Enum<'virDomainDefineFlags'> = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    const result = await this.call('domainDefineXMLFlags', { xml, flags }, options);
    return new Domain(this, result.dom);
  }

  /** Create and start a transient domain: the same as `domainCreateXML` (virDomainCreateXML). */
  async createXML(
    xml: string,
    flags: Enum<'virDomainCreateFlags'> = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    const result = await this.call('domainCreateXML', { xml_desc: xml, flags }, options);
    return new Domain(this, result.dom);
  }
}

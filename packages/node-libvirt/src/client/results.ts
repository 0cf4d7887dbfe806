import type { Enum } from '../enum.js';
import type { CallResult } from '../protocol/index.js';

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

/** virDomainInfo, with units in the names. */
export interface DomainInfo {
  state: Enum<'virDomainState'>;
  maxMemKiB: number;
  memoryKiB: number;
  nrVirtCpu: number;
  cpuTimeNs: number;
}

/** virDomainControlInfo. */
export interface DomainControlInfo {
  state: Enum<'virDomainControlState'>;
  details: number;
  stateTime: number;
}

/** virStoragePoolInfo, with units in the names. Sizes beyond 2^53 are rounded. */
export interface StoragePoolInfo {
  state: Enum<'virStoragePoolState'>;
  capacityBytes: number;
  allocationBytes: number;
  availableBytes: number;
}

/** virStorageVolInfo, with units in the names. Sizes beyond 2^53 are rounded. */
export interface StorageVolumeInfo {
  type: Enum<'virStorageVolType'>;
  capacityBytes: number;
  allocationBytes: number;
}

/** virNetworkDHCPLease; `expirytime` is in seconds since 1970. */
export type NetworkDHCPLease = Omit<
  CallResult<'networkGetDHCPLeases'>['leases'][number],
  'expirytime'
> & { expirytime: number };

export type NetworkDHCPLeases = NetworkDHCPLease[];

/** virDomainBlockStats. Counters beyond 2^53 are rounded; unknown ones are -1. */
export type BlockStats = Record<keyof CallResult<'domainBlockStats'>, number>;

/** virDomainBlockInfo, in bytes. Sizes beyond 2^53 are rounded. */
export type BlockInfo = Record<keyof CallResult<'domainGetBlockInfo'>, number>;

/** virDomainInterfaceStats. Counters beyond 2^53 are rounded; unknown ones are -1. */
export type InterfaceStats = Record<keyof CallResult<'domainInterfaceStats'>, number>;

/** The statistics of the balloon driver by virDomainMemoryStatTags, in KiB. */
export type MemoryStats = Map<number, number>;

/** The clock of a guest, since 1970. */
export interface GuestTime {
  seconds: number;
  nanoseconds: number;
}

/** virDomainInterface: a network interface as seen from `source`. */
export type DomainInterface = CallResult<'domainInterfaceAddresses'>['ifaces'][number];

/** The kind of domain that capabilities are requested for. libvirt chooses what is left out. */
export interface DomainCapabilitiesQuery {
  emulator?: string | null;
  arch?: string | null;
  machine?: string | null;
  virtType?: string | null;
}

export function toNodeInfo({ memory, ...rest }: CallResult<'nodeGetInfo'>): NodeInfo {
  return { ...rest, memoryKiB: Number(memory) };
}

export function toDomainInfo(info: CallResult<'domainGetInfo'>): DomainInfo {
  return {
    state: info.state,
    maxMemKiB: Number(info.maxMem),
    memoryKiB: Number(info.memory),
    nrVirtCpu: info.nrVirtCpu,
    cpuTimeNs: Number(info.cpuTime),
  };
}

export function toDomainControlInfo(info: CallResult<'domainGetControlInfo'>): DomainControlInfo {
  return { ...info, stateTime: Number(info.stateTime) };
}

export function toStoragePoolInfo(info: CallResult<'storagePoolGetInfo'>): StoragePoolInfo {
  return {
    state: info.state,
    capacityBytes: Number(info.capacity),
    allocationBytes: Number(info.allocation),
    availableBytes: Number(info.available),
  };
}

export function toStorageVolumeInfo(info: CallResult<'storageVolGetInfo'>): StorageVolumeInfo {
  return {
    type: info.type,
    capacityBytes: Number(info.capacity),
    allocationBytes: Number(info.allocation),
  };
}

export function toNetworkDHCPLeases({
  leases,
}: CallResult<'networkGetDHCPLeases'>): NetworkDHCPLeases {
  return leases.map((lease) => ({ ...lease, expirytime: Number(lease.expirytime) }));
}

export function toBlockStats(counters: CallResult<'domainBlockStats'>): BlockStats {
  return {
    rd_req: Number(counters.rd_req),
    rd_bytes: Number(counters.rd_bytes),
    wr_req: Number(counters.wr_req),
    wr_bytes: Number(counters.wr_bytes),
    errs: Number(counters.errs),
  };
}

export function toBlockInfo(sizes: CallResult<'domainGetBlockInfo'>): BlockInfo {
  return {
    allocation: Number(sizes.allocation),
    capacity: Number(sizes.capacity),
    physical: Number(sizes.physical),
  };
}

export function toInterfaceStats(counters: CallResult<'domainInterfaceStats'>): InterfaceStats {
  return {
    rx_bytes: Number(counters.rx_bytes),
    rx_packets: Number(counters.rx_packets),
    rx_errs: Number(counters.rx_errs),
    rx_drop: Number(counters.rx_drop),
    tx_bytes: Number(counters.tx_bytes),
    tx_packets: Number(counters.tx_packets),
    tx_errs: Number(counters.tx_errs),
    tx_drop: Number(counters.tx_drop),
  };
}

export function toMemoryStats({ stats }: CallResult<'domainMemoryStats'>): MemoryStats {
  return new Map(stats.map(({ tag, val }) => [tag, Number(val)]));
}

export function toGuestTime({ seconds, nseconds }: CallResult<'domainGetTime'>): GuestTime {
  return { seconds: Number(seconds), nanoseconds: nseconds };
}

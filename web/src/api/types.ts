/** The parts of the REST contract that the page uses; sizes carry their unit in the name. */

export type Role = 'admin' | 'operator' | 'viewer';
export interface SessionDto {
  name: string;
  role: Role;
}

export interface ListDto<T> {
  items: T[];
  total: number;
}

export type Protocol = 'tcp' | 'udp';
export interface DefaultPortDto {
  protocol: Protocol;
  guestPort: number;
}

export interface FlavourDto {
  id: string;
  name: string;
  memoryMiB: number;
  vcpus: number;
  diskGiB: number | null;
  createdAt: string;
}

export type ImageStatus = 'importing' | 'ready' | 'failed' | 'deleting';
export type ImageFormat = 'qcow2' | 'raw';
export interface ImageDto {
  id: string;
  name: string;
  description: string;
  status: ImageStatus;
  format: ImageFormat;
  virtualSizeBytes: number | null;
  fileSizeBytes: number | null;
  sha256: string | null;
  source: string | null;
  osInfo: string | null;
  defaultUser: string | null;
  minMemoryMiB: number | null;
  defaultPorts: DefaultPortDto[];
  cloneCount: number;
  lastError: string | null;
  createdAt: string;
  /** Only in the live messages of an upload. */
  uploadedBytes?: number;
}

export interface CreateImageDto {
  name: string;
  format: ImageFormat;
  description?: string;
  sha256?: string;
}

export type InstanceState =
  | 'cloning'
  | 'stopped'
  | 'launched'
  | 'running'
  | 'terminating'
  | 'paused'
  | 'crashed'
  | 'failed'
  | 'missing'
  | 'unknown'
  | 'trashed';

export type PowerAction = 'start' | 'stop' | 'restart' | 'pause' | 'resume';

export interface PortMappingDto {
  id: string;
  protocol: Protocol;
  guestPort: number;
  hostAddress: string;
  hostPort: number;
  active: boolean;
}

export interface InstanceDto {
  id: string;
  name: string;
  description: string;
  state: InstanceState;
  stateReason: string | null;
  lastError: string | null;
  image: { id: string; name: string };
  flavour: { id: string; name: string; memoryMiB: number; vcpus: number };
  networkMode: string;
  mac: string;
  diskSizeBytes: number | null;
  autostart: boolean;
  ports: PortMappingDto[];
  /** What is legal now; the server decides. */
  actions: string[];
  createdAt: string;
  startedAt: string | null;
}

export interface CreatePortDto {
  protocol: Protocol;
  guestPort: number;
  hostPort?: number;
  hostAddress?: string;
}

export interface CreateInstanceDto {
  name: string;
  image: string;
  flavour?: string;
  ports?: CreatePortDto[];
  start?: boolean;
  autostart?: boolean;
  description?: string;
}

export type OperationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export interface OperationDto {
  id: string;
  kind: string;
  resource: { type: string; id: string; name: string } | null;
  status: OperationStatus;
  progress: number | null;
  step: string | null;
  error: { code: string; detail: string } | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  actor: string | null;
}

export interface EventDto {
  id: number;
  time: string;
  kind: string;
  resource: { type: string; id: string; name: string } | null;
  actor: string | null;
  details: Record<string, unknown>;
}

export interface HostDto {
  name: string;
  libvirtUri: string;
  libvirtVersion: string | null;
  libvirtConnected: boolean;
  hypervisorVersion: string | null;
  virtType: 'kvm' | 'qemu';
  virtTypeReason: string;
  cpus: number | null;
  memoryMiB: number | null;
  memoryFreeMiB: number | null;
  arch: string | null;
  pools: { name: string; capacityBytes: number; availableBytes: number }[];
  portRange: { from: number; to: number };
  picostackVersion: string;
}

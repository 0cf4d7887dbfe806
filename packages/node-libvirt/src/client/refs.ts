import type * as types from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';

// How the protocol refers to objects.
export type DomainRef = Infer<typeof types.domainRef>;
export type DomainSnapshotRef = Infer<typeof types.domainSnapshotRef>;
export type DomainCheckpointRef = Infer<typeof types.domainCheckpointRef>;
export type NetworkRef = Infer<typeof types.networkRef>;
export type NetworkPortRef = Infer<typeof types.networkPortRef>;
export type NWFilterRef = Infer<typeof types.nwfilterRef>;
export type NWFilterBindingRef = Infer<typeof types.nwfilterBindingRef>;
export type HostInterfaceRef = Infer<typeof types.interfaceRef>;
export type NodeDeviceRef = Infer<typeof types.nodeDeviceRef>;
export type SecretRef = Infer<typeof types.secretRef>;
export type StoragePoolRef = Infer<typeof types.storagePoolRef>;
export type StorageVolumeRef = Infer<typeof types.storageVolRef>;

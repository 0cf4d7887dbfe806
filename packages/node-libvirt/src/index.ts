export {
  AuthenticationError,
  type Authentication,
  type AuthenticationCallback,
  type Credential,
  type CredentialResults,
  UnsupportedAuthenticationError,
} from './client/authentication.js';
export { Connection } from './client/connection.js';
export type { CallOptions, CallParameters, ConnectionOptions } from './client/connection-core.js';
export type { EventQueueOptions, QemuMonitorEventOptions } from './client/connection-events.js';
export type { DomainCapabilitiesQuery, NodeInfo } from './client/connection-node.js';
export { Domain } from './client/domain/domain.js';
export type { DomainRef } from './client/domain/domain-base.js';
export { DomainCheckpoint } from './client/domain/domain-checkpoint.js';
export { DomainSnapshot } from './client/domain/domain-snapshot.js';
export { HostInterface } from './client/host-interface.js';
export { Network, type NetworkDHCPLease } from './client/network.js';
export { NetworkPort } from './client/network-port.js';
export { NodeDevice } from './client/node-device.js';
export { NWFilter } from './client/nwfilter.js';
export { NWFilterBinding } from './client/nwfilter-binding.js';
export { Secret } from './client/secret.js';
export type { DomainInterface } from './client/domain/domain-guest.js';
export type { DomainControlInfo, DomainInfo } from './client/domain/domain-lifecycle.js';
export { type DomainEvent, type DomainEventId } from './client/events/domain-events.js';
export { EventOverflowError, EventQueue } from './client/events/event-queue.js';
export {
  type NetworkEvent,
  type NetworkEventId,
  type NodeDeviceEvent,
  type NodeDeviceEventId,
  type QemuMonitorEvent,
  type SecretEvent,
  type SecretEventId,
  type StoragePoolEvent,
  type StoragePoolEventId,
} from './client/events/object-events.js';
export type { EventSubscription } from './client/events/subscription.js';
export { StoragePool, type StoragePoolInfo, type StoragePoolRef } from './client/storage-pool.js';
export {
  StorageVolume,
  type StorageVolumeInfo,
  type StorageVolumeRef,
} from './client/storage-volume.js';
export type {
  ExplicitTypedParameter,
  TypedParameters,
  TypedParametersInput,
  TypedParameterValue,
} from './client/typed-parameters.js';
export * from './constants.gen.js';
export {
  type CallArgs,
  type CallName,
  type CallResult,
  type EventMessage,
  type EventName,
  protocolTable,
} from './protocol/index.js';
export {
  type CallPriority,
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  StreamHole,
  TimeoutError,
} from './rpc/index.js';
export { XdrError } from './xdr/index.js';

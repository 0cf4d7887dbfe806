export { UnsupportedAuthenticationError } from './client/authentication.js';
export { Connection } from './client/connection.js';
export type { CallOptions, CallParameters, ConnectionOptions } from './client/connection-core.js';
export type { EventQueueOptions } from './client/connection-events.js';
export type { DomainCapabilitiesQuery, NodeInfo } from './client/connection-node.js';
export { Domain } from './client/domain/domain.js';
export type { DomainRef } from './client/domain/domain-base.js';
export type { DomainInterface } from './client/domain/domain-guest.js';
export type { DomainControlInfo, DomainInfo } from './client/domain/domain-lifecycle.js';
export {
  type DomainEvent,
  type DomainEventId,
  VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE,
} from './client/events/domain-events.js';
export { EventOverflowError, EventQueue } from './client/events/event-queue.js';
export type { StoragePoolEvent, StoragePoolEventId } from './client/events/object-events.js';
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
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  StreamHole,
  TimeoutError,
} from './rpc/index.js';
export { XdrError } from './xdr/index.js';

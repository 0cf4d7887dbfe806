export { AuthenticationError, UnsupportedAuthenticationError } from './client/authentication.js';
export {
  Connection,
  type ConnectionOptions,
  type EventQueueOptions,
  type QemuMonitorEventOptions,
} from './client/connection.js';
export type {
  Authentication,
  AuthenticationCallback,
  Credential,
  CredentialResults,
} from './client/credentials.js';
export { EventOverflowError, EventQueue } from './client/events/event-queue.js';
export type {
  DomainEvent,
  DomainEventId,
  NetworkEvent,
  NetworkEventId,
  NodeDeviceEvent,
  NodeDeviceEventId,
  QemuMonitorEvent,
  SecretEvent,
  SecretEventId,
  StoragePoolEvent,
  StoragePoolEventId,
} from './client/events/event-types.js';
export type { EventSubscription } from './client/events/subscription.js';
export {
  Domain,
  DomainCheckpoint,
  DomainSnapshot,
  HostInterface,
  Network,
  NetworkPort,
  NodeDevice,
  NWFilter,
  NWFilterBinding,
  Secret,
  StoragePool,
  StorageVolume,
} from './client/objects.gen.js';
export type { SecurityLabel } from './client/queries.js';
export type { DomainRef, StoragePoolRef, StorageVolumeRef } from './client/refs.js';
export type {
  DomainCapabilitiesQuery,
  DomainControlInfo,
  DomainInfo,
  DomainInterface,
  NetworkDHCPLease,
  NodeInfo,
  StoragePoolInfo,
  StorageVolumeInfo,
} from './client/results.js';
export type {
  ExplicitTypedParameter,
  TypedParameters,
  TypedParametersInput,
  TypedParameterValue,
} from './client/typed-parameters.js';
export * from './constants.gen.js';
export { type Enum, flags } from './enum.js';
export { type EnumName, nameOf } from './name-of.js';
export {
  type CallArgs,
  type CallName,
  type CallResult,
  type EventMessage,
  type EventName,
  protocolTable,
} from './protocol/index.js';
export {
  type Caller,
  type CallOptions,
  type CallParameters,
  type CallPriority,
  ConnectionClosedError,
  LibvirtError,
  type OpenedStream,
  ProtocolError,
  StreamHole,
  type StreamOptions,
  TimeoutError,
} from './rpc/index.js';
export { XdrError } from './xdr/index.js';

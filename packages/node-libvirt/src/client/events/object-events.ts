import * as constants from '../../constants.gen.js';
import type { EventMessage, EventName } from '../../protocol/index.js';
import type { Domain } from '../domain/domain.js';
import type { Network } from '../network.js';
import type { NodeDevice } from '../node-device.js';
import type { Secret } from '../secret.js';
import type { StoragePool } from '../storage-pool.js';

/** Which row brings the events of an id (virStoragePoolEventID). */
export const storagePoolEventRows = {
  [constants.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE]: 'storagePoolEventLifecycle',
  [constants.VIR_STORAGE_POOL_EVENT_ID_REFRESH]: 'storagePoolEventRefresh',
} as const satisfies Record<number, EventName>;

/** Which row brings the events of an id (virNetworkEventID). */
export const networkEventRows = {
  [constants.VIR_NETWORK_EVENT_ID_LIFECYCLE]: 'networkEventLifecycle',
  [constants.VIR_NETWORK_EVENT_ID_METADATA_CHANGE]: 'networkEventCallbackMetadataChange',
} as const satisfies Record<number, EventName>;

/** Which row brings the events of an id (virNodeDeviceEventID). */
export const nodeDeviceEventRows = {
  [constants.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE]: 'nodeDeviceEventLifecycle',
  [constants.VIR_NODE_DEVICE_EVENT_ID_UPDATE]: 'nodeDeviceEventUpdate',
} as const satisfies Record<number, EventName>;

/** Which row brings the events of an id (virSecretEventID). */
export const secretEventRows = {
  [constants.VIR_SECRET_EVENT_ID_LIFECYCLE]: 'secretEventLifecycle',
  [constants.VIR_SECRET_EVENT_ID_VALUE_CHANGED]: 'secretEventValueChanged',
} as const satisfies Record<number, EventName>;

/** The ids of storage pool events (virStoragePoolEventID). */
export type StoragePoolEventId = keyof typeof storagePoolEventRows;
/** The ids of network events (virNetworkEventID). */
export type NetworkEventId = keyof typeof networkEventRows;
/** The ids of node device events (virNodeDeviceEventID). */
export type NodeDeviceEventId = keyof typeof nodeDeviceEventRows;
/** The ids of secret events (virSecretEventID). */
export type SecretEventId = keyof typeof secretEventRows;

/** The fields of a message without its reference, and with the object instead. */
type ObjectEvent<N extends EventName, Key extends string, As> = Omit<
  EventMessage<N>,
  Key | 'callbackID'
> &
  Readonly<As>;

/** The event of an id: the fields of its message, and the pool. */
export type StoragePoolEvent<Id extends StoragePoolEventId> = ObjectEvent<
  (typeof storagePoolEventRows)[Id],
  'pool',
  { pool: StoragePool }
>;
/** The event of an id: the fields of its message, and the network. */
export type NetworkEvent<Id extends NetworkEventId> = ObjectEvent<
  (typeof networkEventRows)[Id],
  'net',
  { network: Network }
>;
/** The event of an id: the fields of its message, and the device. */
export type NodeDeviceEvent<Id extends NodeDeviceEventId> = ObjectEvent<
  (typeof nodeDeviceEventRows)[Id],
  'dev',
  { device: NodeDevice }
>;
/** The event of an id: the fields of its message, and the secret. */
export type SecretEvent<Id extends SecretEventId> = ObjectEvent<
  (typeof secretEventRows)[Id],
  'secret',
  { secret: Secret }
>;
/** An event of QEMU's monitor: its name, time and JSON details. */
export type QemuMonitorEvent = ObjectEvent<'qemuDomainMonitorEvent', 'dom', { domain: Domain }>;

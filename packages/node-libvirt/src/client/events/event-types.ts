import * as constants from '../../constants.gen.js';
import type { EventMessage, EventName } from '../../protocol/index.js';
import type { Domain, Network, NodeDevice, Secret, StoragePool } from '../objects.gen.js';

/** Ids of events and the rows of the protocol table that describe their messages. */
export type EventRows = readonly (readonly [id: number, row: EventName])[];
type EventIdOf<Rows extends EventRows> = Rows[number][0];

/** The row of the protocol table for each domain event (virDomainEventID). */
export const domainEventRows = [
  [constants.VIR_DOMAIN_EVENT_ID_LIFECYCLE, 'domainEventCallbackLifecycle'],
  [constants.VIR_DOMAIN_EVENT_ID_REBOOT, 'domainEventCallbackReboot'],
  [constants.VIR_DOMAIN_EVENT_ID_RTC_CHANGE, 'domainEventCallbackRtcChange'],
  [constants.VIR_DOMAIN_EVENT_ID_WATCHDOG, 'domainEventCallbackWatchdog'],
  [constants.VIR_DOMAIN_EVENT_ID_IO_ERROR, 'domainEventCallbackIoError'],
  [constants.VIR_DOMAIN_EVENT_ID_GRAPHICS, 'domainEventCallbackGraphics'],
  [constants.VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, 'domainEventCallbackIoErrorReason'],
  [constants.VIR_DOMAIN_EVENT_ID_CONTROL_ERROR, 'domainEventCallbackControlError'],
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_JOB, 'domainEventCallbackBlockJob'],
  [constants.VIR_DOMAIN_EVENT_ID_DISK_CHANGE, 'domainEventCallbackDiskChange'],
  [constants.VIR_DOMAIN_EVENT_ID_TRAY_CHANGE, 'domainEventCallbackTrayChange'],
  [constants.VIR_DOMAIN_EVENT_ID_PMWAKEUP, 'domainEventCallbackPmwakeup'],
  [constants.VIR_DOMAIN_EVENT_ID_PMSUSPEND, 'domainEventCallbackPmsuspend'],
  [constants.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, 'domainEventCallbackBalloonChange'],
  [constants.VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK, 'domainEventCallbackPmsuspendDisk'],
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, 'domainEventCallbackDeviceRemoved'],
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2, 'domainEventBlockJob2'],
  [constants.VIR_DOMAIN_EVENT_ID_TUNABLE, 'domainEventCallbackTunable'],
  [constants.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, 'domainEventCallbackAgentLifecycle'],
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, 'domainEventCallbackDeviceAdded'],
  [constants.VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION, 'domainEventCallbackMigrationIteration'],
  [constants.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED, 'domainEventCallbackJobCompleted'],
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED, 'domainEventCallbackDeviceRemovalFailed'],
  [constants.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, 'domainEventCallbackMetadataChange'],
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD, 'domainEventBlockThreshold'],
  [constants.VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE, 'domainEventMemoryFailure'],
  [constants.VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE, 'domainEventMemoryDeviceSizeChange'],
  [constants.VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE, 'domainEventNicMacChange'],
] as const satisfies EventRows;

/** The row of the protocol table for each storage pool event (virStoragePoolEventID). */
export const storagePoolEventRows = [
  [constants.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, 'storagePoolEventLifecycle'],
  [constants.VIR_STORAGE_POOL_EVENT_ID_REFRESH, 'storagePoolEventRefresh'],
] as const satisfies EventRows;

/** The row of the protocol table for each network event (virNetworkEventID). */
export const networkEventRows = [
  [constants.VIR_NETWORK_EVENT_ID_LIFECYCLE, 'networkEventLifecycle'],
  [constants.VIR_NETWORK_EVENT_ID_METADATA_CHANGE, 'networkEventCallbackMetadataChange'],
] as const satisfies EventRows;

/** The row of the protocol table for each node device event (virNodeDeviceEventID). */
export const nodeDeviceEventRows = [
  [constants.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE, 'nodeDeviceEventLifecycle'],
  [constants.VIR_NODE_DEVICE_EVENT_ID_UPDATE, 'nodeDeviceEventUpdate'],
] as const satisfies EventRows;

/** The row of the protocol table for each secret event (virSecretEventID). */
export const secretEventRows = [
  [constants.VIR_SECRET_EVENT_ID_LIFECYCLE, 'secretEventLifecycle'],
  [constants.VIR_SECRET_EVENT_ID_VALUE_CHANGED, 'secretEventValueChanged'],
] as const satisfies EventRows;

/** The ids of domain events (virDomainEventID). */
export type DomainEventId = EventIdOf<typeof domainEventRows>;
/** The ids of storage pool events (virStoragePoolEventID). */
export type StoragePoolEventId = EventIdOf<typeof storagePoolEventRows>;
/** The ids of network events (virNetworkEventID). */
export type NetworkEventId = EventIdOf<typeof networkEventRows>;
/** The ids of node device events (virNodeDeviceEventID). */
export type NodeDeviceEventId = EventIdOf<typeof nodeDeviceEventRows>;
/** The ids of secret events (virSecretEventID). */
export type SecretEventId = EventIdOf<typeof secretEventRows>;

/** The row of an id. */
type RowOf<Rows extends EventRows, Id> = Rows[number] extends infer Row
  ? Row extends readonly [infer RowId, infer Name extends EventName]
    ? Id extends RowId
      ? Name
      : never
    : never
  : never;

/** The fields of an event. For the sake of older servers, some messages wrap them in `msg`. */
type EventFields<M> = M extends { msg: infer Inner } ? Inner : Omit<M, 'callbackID'>;

/** The fields of a message, with the object in place of its reference. */
type ObjectEvent<N extends EventName, Reference extends string, WithObject> = Omit<
  EventFields<EventMessage<N>>,
  Reference
> &
  Readonly<WithObject>;

/** The event of an id, with the domain. */
export type DomainEvent<Id extends DomainEventId> = ObjectEvent<
  RowOf<typeof domainEventRows, Id>,
  'dom',
  { domain: Domain }
>;

/** The event of an id, with the pool. */
export type StoragePoolEvent<Id extends StoragePoolEventId> = ObjectEvent<
  RowOf<typeof storagePoolEventRows, Id>,
  'pool',
  { pool: StoragePool }
>;

/** The event of an id, with the network. */
export type NetworkEvent<Id extends NetworkEventId> = ObjectEvent<
  RowOf<typeof networkEventRows, Id>,
  'net',
  { network: Network }
>;

/** The event of an id, with the device. */
export type NodeDeviceEvent<Id extends NodeDeviceEventId> = ObjectEvent<
  RowOf<typeof nodeDeviceEventRows, Id>,
  'dev',
  { device: NodeDevice }
>;

/** The event of an id, with the secret. */
export type SecretEvent<Id extends SecretEventId> = ObjectEvent<
  RowOf<typeof secretEventRows, Id>,
  'secret',
  { secret: Secret }
>;

/** An event of QEMU's monitor: its name, its time and its details as JSON. */
export type QemuMonitorEvent = ObjectEvent<'qemuDomainMonitorEvent', 'dom', { domain: Domain }>;

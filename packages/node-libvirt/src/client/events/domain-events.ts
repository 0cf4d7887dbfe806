import * as constants from '../../constants.gen.js';
import type { EventMessage, EventName } from '../../protocol/index.js';
import { asTyped } from '../../xdr/index.js';
import type { Domain } from '../domain/domain.js';

/** Which row of the protocol table brings the events of an id (virDomainEventID). */
export const domainEventRows = {
  [constants.VIR_DOMAIN_EVENT_ID_LIFECYCLE]: 'domainEventCallbackLifecycle',
  [constants.VIR_DOMAIN_EVENT_ID_REBOOT]: 'domainEventCallbackReboot',
  [constants.VIR_DOMAIN_EVENT_ID_RTC_CHANGE]: 'domainEventCallbackRtcChange',
  [constants.VIR_DOMAIN_EVENT_ID_WATCHDOG]: 'domainEventCallbackWatchdog',
  [constants.VIR_DOMAIN_EVENT_ID_IO_ERROR]: 'domainEventCallbackIoError',
  [constants.VIR_DOMAIN_EVENT_ID_GRAPHICS]: 'domainEventCallbackGraphics',
  [constants.VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON]: 'domainEventCallbackIoErrorReason',
  [constants.VIR_DOMAIN_EVENT_ID_CONTROL_ERROR]: 'domainEventCallbackControlError',
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_JOB]: 'domainEventCallbackBlockJob',
  [constants.VIR_DOMAIN_EVENT_ID_DISK_CHANGE]: 'domainEventCallbackDiskChange',
  [constants.VIR_DOMAIN_EVENT_ID_TRAY_CHANGE]: 'domainEventCallbackTrayChange',
  [constants.VIR_DOMAIN_EVENT_ID_PMWAKEUP]: 'domainEventCallbackPmwakeup',
  [constants.VIR_DOMAIN_EVENT_ID_PMSUSPEND]: 'domainEventCallbackPmsuspend',
  [constants.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE]: 'domainEventCallbackBalloonChange',
  [constants.VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK]: 'domainEventCallbackPmsuspendDisk',
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED]: 'domainEventCallbackDeviceRemoved',
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2]: 'domainEventBlockJob2',
  [constants.VIR_DOMAIN_EVENT_ID_TUNABLE]: 'domainEventCallbackTunable',
  [constants.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE]: 'domainEventCallbackAgentLifecycle',
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED]: 'domainEventCallbackDeviceAdded',
  [constants.VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION]: 'domainEventCallbackMigrationIteration',
  [constants.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED]: 'domainEventCallbackJobCompleted',
  [constants.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED]: 'domainEventCallbackDeviceRemovalFailed',
  [constants.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE]: 'domainEventCallbackMetadataChange',
  [constants.VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD]: 'domainEventBlockThreshold',
  [constants.VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE]: 'domainEventMemoryFailure',
  [constants.VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE]: 'domainEventMemoryDeviceSizeChange',
  [constants.VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE]: 'domainEventNicMacChange',
} as const satisfies Record<number, EventName>;

/** The ids of domain events (virDomainEventID). */
export type DomainEventId = keyof typeof domainEventRows;

/** The fields of an event: some messages wrap them, for the sake of older servers. */
export type EventFields<M> = M extends { msg: infer Inner } ? Inner : Omit<M, 'callbackID'>;

/** The event of an id: the fields of its message, with the Domain in place of its reference. */
export type DomainEvent<Id extends DomainEventId> = Omit<
  EventFields<EventMessage<(typeof domainEventRows)[Id]>>,
  'dom'
> & { readonly domain: Domain };

/** Takes a message apart: the reference under `key`, and all other fields of the event. */
export function unwrapEvent(
  message: unknown,
  key: string,
): { reference: unknown; fields: Record<string, unknown> } {
  const wrapped = asTyped<{ msg?: object; callbackID?: number }>(message);
  const {
    callbackID: _callbackID,
    [key]: reference,
    ...fields
  } = asTyped<Record<string, unknown>>(wrapped.msg ?? wrapped);
  return { reference, fields };
}

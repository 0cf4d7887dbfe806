import {
  VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
  VIR_STORAGE_POOL_EVENT_ID_REFRESH,
} from '../../constants.gen.js';
import type { EventMessage, EventName } from '../../protocol/index.js';
import type { StoragePool } from '../storage-pool.js';

/** Which row brings the events of an id (virStoragePoolEventID). */
export const storagePoolEventRows = {
  [VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE]: 'storagePoolEventLifecycle',
  [VIR_STORAGE_POOL_EVENT_ID_REFRESH]: 'storagePoolEventRefresh',
} as const satisfies Record<number, EventName>;

/** The ids of storage pool events (virStoragePoolEventID). */
export type StoragePoolEventId = keyof typeof storagePoolEventRows;

/** The event of an id: the fields of its message, with the StoragePool in place of its reference. */
export type StoragePoolEvent<Id extends StoragePoolEventId> = Omit<
  EventMessage<(typeof storagePoolEventRows)[Id]>,
  'pool' | 'callbackID'
> & { readonly pool: StoragePool };

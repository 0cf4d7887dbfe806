import type { ArgsOf, CallRow, EventRow, MessageOf, ResultOf } from './procedure.js';
import type { AnyCodec } from '../xdr/index.js';
import { connectRows } from './rows/connect.js';
import { nodeRows } from './rows/node.js';
import { domainRows } from './rows/domain.js';
import { domainTuningRows } from './rows/domain-tuning.js';
import { networkRows } from './rows/network.js';
import { domainSaveRows } from './rows/domain-save.js';
import { domainMigrateRows } from './rows/domain-migrate.js';
import { domainBlockRows } from './rows/domain-block.js';
import { authRows } from './rows/auth.js';
import { storagePoolRows } from './rows/storage-pool.js';
import { storageVolumeRows } from './rows/storage-volume.js';
import { eventsRows } from './rows/events.js';
import { domainEventsLegacyRows } from './rows/domain-events-legacy.js';
import { nodeDeviceRows } from './rows/node-device.js';
import { interfaceRows } from './rows/interface.js';
import { secretRows } from './rows/secret.js';
import { nwfilterRows } from './rows/nwfilter.js';
import { domainSnapshotRows } from './rows/domain-snapshot.js';
import { domainGuestRows } from './rows/domain-guest.js';
import { domainEventsRows } from './rows/domain-events.js';
import { qemuRows } from './rows/qemu.js';

/** The type of the table: an intersection, so that each part keeps its own types. */
export type ProtocolTable = typeof connectRows &
  typeof nodeRows &
  typeof domainRows &
  typeof domainTuningRows &
  typeof networkRows &
  typeof domainSaveRows &
  typeof domainMigrateRows &
  typeof domainBlockRows &
  typeof authRows &
  typeof storagePoolRows &
  typeof storageVolumeRows &
  typeof eventsRows &
  typeof domainEventsLegacyRows &
  typeof nodeDeviceRows &
  typeof interfaceRows &
  typeof secretRows &
  typeof nwfilterRows &
  typeof domainSnapshotRows &
  typeof domainGuestRows &
  typeof domainEventsRows &
  typeof qemuRows;

/** All procedures of libvirt's protocol, by libvirt's name without `vir`. */
export const protocolTable: ProtocolTable = {
  ...connectRows,
  ...nodeRows,
  ...domainRows,
  ...domainTuningRows,
  ...networkRows,
  ...domainSaveRows,
  ...domainMigrateRows,
  ...domainBlockRows,
  ...authRows,
  ...storagePoolRows,
  ...storageVolumeRows,
  ...eventsRows,
  ...domainEventsLegacyRows,
  ...nodeDeviceRows,
  ...interfaceRows,
  ...secretRows,
  ...nwfilterRows,
  ...domainSnapshotRows,
  ...domainGuestRows,
  ...domainEventsRows,
  ...qemuRows,
};

/** The names of the rows that a client can call. */
export type CallName = {
  [K in keyof ProtocolTable]: ProtocolTable[K] extends CallRow<AnyCodec, AnyCodec> ? K : never;
}[keyof ProtocolTable];

/** The names of the rows that a server sends without a call. */
export type EventName = {
  [K in keyof ProtocolTable]: ProtocolTable[K] extends EventRow<AnyCodec> ? K : never;
}[keyof ProtocolTable];

/** The arguments of a procedure, as `Connection.call` takes them. */
export type CallArgs<N extends CallName> = ArgsOf<ProtocolTable[N]>;
/** The result of a procedure, as `Connection.call` returns it. */
export type CallResult<N extends CallName> = ResultOf<ProtocolTable[N]>;
/** The content of an event's message. */
export type EventMessage<N extends EventName> = MessageOf<ProtocolTable[N]>;

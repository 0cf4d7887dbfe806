import type {
  CallArgs,
  CallName,
  CallResult,
  EventMessage,
  EventName,
} from '../../protocol/index.js';
import type { Caller } from '../../rpc/index.js';
import { asTyped } from '../../xdr/index.js';
import { Domain, Network, NodeDevice, Secret, StoragePool } from '../objects.gen.js';
import * as types from './event-types.js';
import type { EventSource } from './subscription.js';

/** Calls procedures, and reports results that arrive after their call was given up. */
export interface EventCaller extends Caller {
  callWithLate<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    late: (result: CallResult<N>) => void,
  ): Promise<CallResult<N>>;
}

/** Which events of QEMU's monitor to receive. */
export interface QemuMonitorFilter {
  /** Only events of this domain; by default of all domains. */
  of?: Domain | undefined;
  /** Only events with this name, or that match it as the flags say; by default all. */
  event?: string | undefined;
  /** virConnectDomainQemuMonitorEventRegisterFlags. */
  flags?: number | undefined;
}

/** An object that events can be limited to. */
interface Source {
  readonly ref: object;
  readonly uuid?: string;
  readonly name?: string;
}

/** How the events of one kind of object are registered, and how their messages become events. */
interface EventFamily {
  readonly rows: types.EventRows;
  readonly register: CallName;
  readonly deregister: CallName;
  /** The name of the object's reference in the arguments and in the messages. */
  readonly reference: string;
  /** The name of the object in the events. */
  readonly property: string;
  readonly object: new (caller: Caller, ref: never) => object;
}

const families = {
  domain: {
    rows: types.domainEventRows,
    register: 'connectDomainEventCallbackRegisterAny',
    deregister: 'connectDomainEventCallbackDeregisterAny',
    reference: 'dom',
    property: 'domain',
    object: Domain,
  },
  storagePool: {
    rows: types.storagePoolEventRows,
    register: 'connectStoragePoolEventRegisterAny',
    deregister: 'connectStoragePoolEventDeregisterAny',
    reference: 'pool',
    property: 'pool',
    object: StoragePool,
  },
  network: {
    rows: types.networkEventRows,
    register: 'connectNetworkEventRegisterAny',
    deregister: 'connectNetworkEventDeregisterAny',
    reference: 'net',
    property: 'network',
    object: Network,
  },
  nodeDevice: {
    rows: types.nodeDeviceEventRows,
    register: 'connectNodeDeviceEventRegisterAny',
    deregister: 'connectNodeDeviceEventDeregisterAny',
    reference: 'dev',
    property: 'device',
    object: NodeDevice,
  },
  secret: {
    rows: types.secretEventRows,
    register: 'connectSecretEventRegisterAny',
    deregister: 'connectSecretEventDeregisterAny',
    reference: 'secret',
    property: 'secret',
    object: Secret,
  },
} as const satisfies Record<string, EventFamily>;

/** The kinds of objects that have events. */
export type EventFamilyName = keyof typeof families;

/** The source of the events with an id, of one object or of all objects of its kind. */
export function objectEvents<Event>(
  caller: EventCaller,
  familyName: EventFamilyName,
  id: number,
  of: Source | undefined,
): EventSource<EventName, Event> {
  const family: EventFamily = families[familyName];
  const row = family.rows.find(([rowId]) => rowId === id)?.[1];
  if (row === undefined) {
    throw new TypeError(`${id} is not the id of a ${family.property} event.`);
  }
  return {
    row,
    scope: of?.uuid ?? of?.name,
    register: (late) =>
      asTyped(
        caller.callWithLate(
          family.register,
          asTyped<never>({ eventID: id, [family.reference]: of?.ref }),
          asTyped(late),
        ),
      ),
    deregister: (callbackID) => caller.call(family.deregister, asTyped<never>({ callbackID })),
    toEvent: (message) => {
      const { reference, fields } = unwrap(message, family.reference);
      const object = new family.object(caller, asTyped<never>(reference));
      return asTyped({ ...fields, [family.property]: object });
    },
  };
}

/** The source of events of QEMU's monitor. */
export function qemuMonitorEvents(
  caller: EventCaller,
  { of, event, flags = 0 }: QemuMonitorFilter,
): EventSource<'qemuDomainMonitorEvent', types.QemuMonitorEvent> {
  const args = { dom: of?.ref, event, flags };
  return {
    row: 'qemuDomainMonitorEvent',
    scope: JSON.stringify([of?.uuid, event, flags]),
    register: (late) => caller.callWithLate('qemuConnectDomainMonitorEventRegister', args, late),
    deregister: (callbackID) =>
      caller.call('qemuConnectDomainMonitorEventDeregister', { callbackID }),
    toEvent: ({ dom, callbackID: _callbackID, ...fields }) => ({
      ...fields,
      domain: new Domain(caller, dom),
    }),
  };
}

/** Split a message into the reference to its object and the other fields of the event. */
function unwrap(
  message: EventMessage<EventName>,
  referenceName: string,
): { reference: unknown; fields: Record<string, unknown> } {
  const wrapped = asTyped<{ msg?: object }>(message);
  const {
    callbackID: _callbackID,
    [referenceName]: reference,
    ...fields
  } = asTyped<Record<string, unknown>>(wrapped.msg ?? wrapped);
  return { reference, fields };
}

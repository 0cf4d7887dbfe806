import { asTyped } from '../xdr/index.js';
import type { Connection } from './connection.js';
import { ConnectionCore } from './connection-core.js';
import { Domain } from './domain/domain.js';
import {
  type DomainEvent,
  domainEventRows,
  type DomainEventId,
  unwrapEvent,
} from './events/domain-events.js';
import type { EventQueue } from './events/event-queue.js';
import type { QemuMonitorEvent } from './events/object-events.js';
import {
  type EventSource,
  type EventSubscription,
  subscribe,
  subscribeQueue,
} from './events/subscription.js';

/** Which events, and how many may wait to be read. */
export interface EventQueueOptions<O> {
  /** Only events of this object; without it, those of all. */
  of?: O | undefined;
  /** How many events wait for the reader before new ones are dropped, 1,000 where not given. */
  maxQueued?: number | undefined;
}

/** Which events of QEMU's monitor. */
export interface QemuMonitorEventOptions extends EventQueueOptions<Domain> {
  /** Only events of this name, or that match it as the flags say; without it, all. */
  event?: string | undefined;
  /** virConnectDomainQemuMonitorEventRegisterFlags. */
  flags?: number | undefined;
}

/** The events of domains: a listener or a queue for each id. */
export class ConnectionEvents extends ConnectionCore {
  /** Calls the listener for each event of that id, of one domain or of all (virConnectDomainEventRegisterAny). */
  domainEventRegister<Id extends DomainEventId>(
    id: Id,
    listener: (event: DomainEvent<Id>) => void,
    domain?: Domain,
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.domainSource(id, domain), listener);
  }

  /** The same events, to be read with `for await` (virConnectDomainEventRegisterAny). */
  domainEvents<Id extends DomainEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Domain> = {},
  ): Promise<EventQueue<DomainEvent<Id>>> {
    return subscribeQueue(this.callbacks, this.domainSource(id, of), maxQueued);
  }

  private domainSource<Id extends DomainEventId>(
    id: Id,
    of: Domain | undefined,
  ): EventSource<(typeof domainEventRows)[Id], DomainEvent<Id>> {
    return {
      row: domainEventRows[id],
      scope: of?.uuid,
      register: (late) =>
        this.callWithLate(
          'connectDomainEventCallbackRegisterAny',
          { eventID: id, dom: of?.ref },
          late,
        ),
      deregister: (callbackID) =>
        this.call('connectDomainEventCallbackDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'dom');
        return asTyped({ ...fields, domain: new Domain(this.self, asTyped(reference)) });
      },
    };
  }

  /** Calls the listener for events of QEMU's monitor (virConnectDomainQemuMonitorEventRegister). */
  qemuMonitorEventRegister(
    listener: (event: QemuMonitorEvent) => void,
    options: Omit<QemuMonitorEventOptions, 'maxQueued'> = {},
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.qemuMonitorSource(options), listener);
  }

  /** The same events, to be read with `for await` (virConnectDomainQemuMonitorEventRegister). */
  qemuMonitorEvents(options: QemuMonitorEventOptions = {}): Promise<EventQueue<QemuMonitorEvent>> {
    return subscribeQueue(this.callbacks, this.qemuMonitorSource(options), options.maxQueued);
  }

  private qemuMonitorSource({
    of,
    event,
    flags = 0,
  }: QemuMonitorEventOptions): EventSource<'qemuDomainMonitorEvent', QemuMonitorEvent> {
    return {
      row: 'qemuDomainMonitorEvent',
      scope: JSON.stringify([of?.uuid, event, flags]),
      register: (late) =>
        this.callWithLate(
          'qemuConnectDomainMonitorEventRegister',
          { dom: of?.ref, event, flags },
          late,
        ),
      deregister: (callbackID) =>
        this.call('qemuConnectDomainMonitorEventDeregister', { callbackID }),
      toEvent: ({ dom, callbackID: _callbackID, ...fields }) => ({
        ...fields,
        domain: new Domain(this.self, dom),
      }),
    };
  }

  /** This object as the class that programs see: objects keep a reference to it. */
  protected get self(): Connection {
    return asTyped<Connection>(this);
  }
}

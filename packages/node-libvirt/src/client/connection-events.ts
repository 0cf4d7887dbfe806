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
import {
  type EventSource,
  type EventSubscription,
  subscribe,
  subscribeQueue,
} from './events/subscription.js';
import {
  type StoragePoolEvent,
  type StoragePoolEventId,
  storagePoolEventRows,
} from './events/object-events.js';
import { StoragePool } from './storage-pool.js';
import { asTyped } from '../xdr/index.js';

/** Which events, and how many may wait to be read. */
export interface EventQueueOptions<O> {
  /** Only events of this object; without it, those of all. */
  of?: O | undefined;
  /** How many events wait for the reader before new ones are dropped, 1,000 where not given. */
  maxQueued?: number | undefined;
}

/** The events of a connection: a listener or a queue for each kind. */
export class ConnectionEvents extends ConnectionCore {
  /**
   * Calls the listener for each event of that id (virConnectDomainEventRegisterAny), of one
   * domain or of all. Events that happen from this call on are seen.
   */
  domainEventRegister<Id extends DomainEventId>(
    id: Id,
    listener: (event: DomainEvent<Id>) => void,
    domain?: Domain,
  ): Promise<EventSubscription> {
    return subscribe(this.hub, this.domainSource(id, domain), listener);
  }

  /** The same events, to be read with `for await` (virConnectDomainEventRegisterAny). */
  domainEvents<Id extends DomainEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Domain> = {},
  ): Promise<EventQueue<DomainEvent<Id>>> {
    return subscribeQueue(this.hub, this.domainSource(id, of), maxQueued);
  }

  /** Calls the listener for each event of a pool or of all (virConnectStoragePoolEventRegisterAny). */
  storagePoolEventRegister<Id extends StoragePoolEventId>(
    id: Id,
    listener: (event: StoragePoolEvent<Id>) => void,
    pool?: StoragePool,
  ): Promise<EventSubscription> {
    return subscribe(this.hub, this.storagePoolSource(id, pool), listener);
  }

  /** The same events, to be read with `for await` (virConnectStoragePoolEventRegisterAny). */
  storagePoolEvents<Id extends StoragePoolEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<StoragePool> = {},
  ): Promise<EventQueue<StoragePoolEvent<Id>>> {
    return subscribeQueue(this.hub, this.storagePoolSource(id, of), maxQueued);
  }

  private domainSource<Id extends DomainEventId>(
    id: Id,
    domain: Domain | undefined,
  ): EventSource<(typeof domainEventRows)[Id], DomainEvent<Id>> {
    return {
      row: domainEventRows[id],
      register: () =>
        this.call('connectDomainEventCallbackRegisterAny', { eventID: id, dom: domain?.ref }),
      deregister: (callbackID) =>
        this.call('connectDomainEventCallbackDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'dom');
        return asTyped({ domain: new Domain(this.self, asTyped(reference)), ...fields });
      },
    };
  }

  private storagePoolSource<Id extends StoragePoolEventId>(
    id: Id,
    pool: StoragePool | undefined,
  ): EventSource<(typeof storagePoolEventRows)[Id], StoragePoolEvent<Id>> {
    return {
      row: storagePoolEventRows[id],
      register: () =>
        this.call('connectStoragePoolEventRegisterAny', { eventID: id, pool: pool?.ref }),
      deregister: (callbackID) => this.call('connectStoragePoolEventDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'pool');
        return asTyped({ pool: new StoragePool(this.self, asTyped(reference)), ...fields });
      },
    };
  }

  /** This object as the class that programs see: objects keep a reference to it. */
  protected get self(): Connection {
    return asTyped<Connection>(this);
  }
}

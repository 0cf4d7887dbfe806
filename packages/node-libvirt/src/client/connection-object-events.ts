import { asTyped } from '../xdr/index.js';
import { ConnectionEvents, type EventQueueOptions } from './connection-events.js';
import { unwrapEvent } from './events/domain-events.js';
import type { EventQueue } from './events/event-queue.js';
import {
  type StoragePoolEvent,
  type StoragePoolEventId,
  storagePoolEventRows,
  type NetworkEvent,
  type NetworkEventId,
  networkEventRows,
  type NodeDeviceEvent,
  type NodeDeviceEventId,
  nodeDeviceEventRows,
  type SecretEvent,
  type SecretEventId,
  secretEventRows,
} from './events/object-events.js';
import {
  type EventSource,
  type EventSubscription,
  subscribe,
  subscribeQueue,
} from './events/subscription.js';
import { Network } from './network.js';
import { NodeDevice } from './node-device.js';
import { Secret } from './secret.js';
import { StoragePool } from './storage-pool.js';

/** The events of pools, networks, devices and secrets: a listener or a queue for each id. */
export class ConnectionObjectEvents extends ConnectionEvents {
  /** Calls the listener for each event of that id, of one pool or of all (virConnectStoragePoolEventRegisterAny). */
  storagePoolEventRegister<Id extends StoragePoolEventId>(
    id: Id,
    listener: (event: StoragePoolEvent<Id>) => void,
    pool?: StoragePool,
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.storagePoolSource(id, pool), listener);
  }

  /** The same events, to be read with `for await` (virConnectStoragePoolEventRegisterAny). */
  storagePoolEvents<Id extends StoragePoolEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<StoragePool> = {},
  ): Promise<EventQueue<StoragePoolEvent<Id>>> {
    return subscribeQueue(this.callbacks, this.storagePoolSource(id, of), maxQueued);
  }

  /** Calls the listener for each event of that id, of one network or of all (virConnectNetworkEventRegisterAny). */
  networkEventRegister<Id extends NetworkEventId>(
    id: Id,
    listener: (event: NetworkEvent<Id>) => void,
    network?: Network,
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.networkSource(id, network), listener);
  }

  /** The same events, to be read with `for await` (virConnectNetworkEventRegisterAny). */
  networkEvents<Id extends NetworkEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Network> = {},
  ): Promise<EventQueue<NetworkEvent<Id>>> {
    return subscribeQueue(this.callbacks, this.networkSource(id, of), maxQueued);
  }

  /** Calls the listener for each event of that id, of one device or of all (virConnectNodeDeviceEventRegisterAny). */
  nodeDeviceEventRegister<Id extends NodeDeviceEventId>(
    id: Id,
    listener: (event: NodeDeviceEvent<Id>) => void,
    device?: NodeDevice,
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.nodeDeviceSource(id, device), listener);
  }

  /** The same events, to be read with `for await` (virConnectNodeDeviceEventRegisterAny). */
  nodeDeviceEvents<Id extends NodeDeviceEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<NodeDevice> = {},
  ): Promise<EventQueue<NodeDeviceEvent<Id>>> {
    return subscribeQueue(this.callbacks, this.nodeDeviceSource(id, of), maxQueued);
  }

  /** Calls the listener for each event of that id, of one secret or of all (virConnectSecretEventRegisterAny). */
  secretEventRegister<Id extends SecretEventId>(
    id: Id,
    listener: (event: SecretEvent<Id>) => void,
    secret?: Secret,
  ): Promise<EventSubscription> {
    return subscribe(this.callbacks, this.secretSource(id, secret), listener);
  }

  /** The same events, to be read with `for await` (virConnectSecretEventRegisterAny). */
  secretEvents<Id extends SecretEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Secret> = {},
  ): Promise<EventQueue<SecretEvent<Id>>> {
    return subscribeQueue(this.callbacks, this.secretSource(id, of), maxQueued);
  }

  private storagePoolSource<Id extends StoragePoolEventId>(
    id: Id,
    of: StoragePool | undefined,
  ): EventSource<(typeof storagePoolEventRows)[Id], StoragePoolEvent<Id>> {
    return {
      row: storagePoolEventRows[id],
      scope: of?.uuid,
      register: (late) =>
        this.callWithLate(
          'connectStoragePoolEventRegisterAny',
          { eventID: id, pool: of?.ref },
          late,
        ),
      deregister: (callbackID) => this.call('connectStoragePoolEventDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'pool');
        return asTyped({ ...fields, pool: new StoragePool(this.self, asTyped(reference)) });
      },
    };
  }

  private networkSource<Id extends NetworkEventId>(
    id: Id,
    of: Network | undefined,
  ): EventSource<(typeof networkEventRows)[Id], NetworkEvent<Id>> {
    return {
      row: networkEventRows[id],
      scope: of?.uuid,
      register: (late) =>
        this.callWithLate('connectNetworkEventRegisterAny', { eventID: id, net: of?.ref }, late),
      deregister: (callbackID) => this.call('connectNetworkEventDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'net');
        return asTyped({ ...fields, network: new Network(this.self, asTyped(reference)) });
      },
    };
  }

  private nodeDeviceSource<Id extends NodeDeviceEventId>(
    id: Id,
    of: NodeDevice | undefined,
  ): EventSource<(typeof nodeDeviceEventRows)[Id], NodeDeviceEvent<Id>> {
    return {
      row: nodeDeviceEventRows[id],
      scope: of?.name,
      register: (late) =>
        this.callWithLate('connectNodeDeviceEventRegisterAny', { eventID: id, dev: of?.ref }, late),
      deregister: (callbackID) => this.call('connectNodeDeviceEventDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'dev');
        return asTyped({ ...fields, device: new NodeDevice(this.self, asTyped(reference)) });
      },
    };
  }

  private secretSource<Id extends SecretEventId>(
    id: Id,
    of: Secret | undefined,
  ): EventSource<(typeof secretEventRows)[Id], SecretEvent<Id>> {
    return {
      row: secretEventRows[id],
      scope: of?.uuid,
      register: (late) =>
        this.callWithLate('connectSecretEventRegisterAny', { eventID: id, secret: of?.ref }, late),
      deregister: (callbackID) => this.call('connectSecretEventDeregisterAny', { callbackID }),
      toEvent: (message) => {
        const { reference, fields } = unwrapEvent(message, 'secret');
        return asTyped({ ...fields, secret: new Secret(this.self, asTyped(reference)) });
      },
    };
  }
}

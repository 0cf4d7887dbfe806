import type { Duplex } from 'node:stream';
import { inspect, type InspectOptions } from 'node:util';
import { VIR_CONNECT_RO } from '../constants.gen.js';
import {
  type CallArgs,
  type CallName,
  type CallResult,
  PROGRAM_VERSION,
  protocolTable,
  QEMU_PROGRAM,
  REMOTE_PROGRAM,
} from '../protocol/index.js';
import {
  type CallOptions,
  type CallParameters,
  type OpenedStream,
  type RpcProcedure,
  RpcSession,
  startLongTimer,
  type StreamOptions,
  TimeoutError,
  withCallerStack,
} from '../rpc/index.js';
import { type AnyCodec, asTyped } from '../xdr/index.js';
import { authenticate } from './authentication.js';
import { defaultUri, parseConnectionUri } from './connection-uri.js';
import type { Authentication } from './credentials.js';
import { EventHub } from './events/event-hub.js';
import type { EventQueue } from './events/event-queue.js';
import { objectEvents, qemuMonitorEvents, type QemuMonitorFilter } from './events/event-sources.js';
import type {
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
} from './events/event-types.js';
import { SharedCallbacks } from './events/shared-callbacks.js';
import { type EventSubscription, subscribe, subscribeQueue } from './events/subscription.js';
import {
  ConnectionCalls,
  type Domain,
  type Network,
  type NodeDevice,
  type Secret,
  type StoragePool,
} from './objects.gen.js';
import { openHypervisor } from './open-hypervisor.js';
import { openTransport } from './open-transport.js';

/** How to open a connection. */
export interface ConnectionOptions {
  /** Open a read-only connection (VIR_CONNECT_RO). */
  readOnly?: boolean | undefined;
  /** How long a call waits for its response, in ms. There is no limit by default. */
  callTimeoutMs?: number | undefined;
  /** The time limit for opening and authentication together, in ms. There is no limit by default. */
  connectTimeoutMs?: number | undefined;
  /** How long the server may be silent before a keepalive request, in ms; 0 turns them off. */
  keepAliveIntervalMs?: number | undefined;
  /** How many keepalive requests may stay without a response before the connection is closed. */
  keepAliveCount?: number | undefined;
  /**
   * The maximum number of normal calls that the daemon processes at a time, 32 by default. More calls wait in the
   * client, where calls with a high priority pass them. Set it to one less than the daemon's `max_client_requests`,
   * which is 5 by default, to let the daemon process an urgent call at once even if all others take long.
   */
  maxCallsUnderWay?: number | undefined;
  /** How to authenticate if the server requests a user name and a password (virConnectOpenAuth). */
  auth?: Authentication | undefined;
  /** Cancels the opening. */
  signal?: AbortSignal | undefined;
}

/** Which events to queue, and how many. */
export interface EventQueueOptions<Source> {
  /** Only events of this object; by default of all objects. */
  of?: Source | undefined;
  /** How many events the queue holds before it drops new ones, 1,000 by default. */
  maxQueued?: number | undefined;
}

/** Which events of QEMU's monitor to queue, and how many. */
export interface QemuMonitorEventOptions extends EventQueueOptions<Domain>, QemuMonitorFilter {
  of?: Domain | undefined;
}

/** VIR_DRV_FEATURE_PROGRAM_KEEPALIVE: the server supports the keepalive program, and uses it itself. */
const FEATURE_KEEPALIVE = 10;
// The same values as in libvirt's daemons and virsh.
const KEEPALIVE_INTERVAL_MS = 5_000;
const KEEPALIVE_COUNT = 5;
const ENCRYPTED_TRANSPORTS: ReadonlySet<string> = new Set(['tls', 'ssh']);
const CLOSE_LIMIT_MS = 2_000;
// As fast as no limit: the daemon always has the next call ready.
const MAX_CALLS_UNDER_WAY = 32;

/** A connection to a hypervisor through libvirt's daemon (virConnectPtr). */
export class Connection extends ConnectionCalls {
  /** Resolves when the connection has ended: to undefined after close(), otherwise to the error that ended it. */
  readonly closed: Promise<Error | undefined>;
  /** The URI that was opened. */
  readonly uri: string;
  readonly #options: ConnectionOptions;
  readonly #session: RpcSession;
  readonly #callbacks: SharedCallbacks;
  #isEncrypted = false;

  private constructor(uri: string, transport: Duplex, options: ConnectionOptions) {
    super();
    this.uri = uri;
    this.#options = options;
    const hub = new EventHub();
    this.#callbacks = new SharedCallbacks(hub);
    this.#session = new RpcSession(transport, {
      programs: [REMOTE_PROGRAM, QEMU_PROGRAM],
      version: PROGRAM_VERSION,
      maxCallsUnderWay: checkedMaximum(options.maxCallsUnderWay),
      onMessage: (message) => hub.receive(message),
    });
    this.closed = this.#session.closed;
    void this.closed.then((error) => hub.end(error));
  }

  /**
   * Connect to the daemon of a URI, authenticate and open the hypervisor (virConnectOpen; with `readOnly`
   * virConnectOpenReadOnly; with `auth` virConnectOpenAuth). The default is the URI that virsh opens.
   */
  static async open(
    uri: string = defaultUri(),
    options: ConnectionOptions = {},
  ): Promise<Connection> {
    const limit = connectLimit(uri, options);
    try {
      return await Connection.#open(uri, options, limit.signal);
    } finally {
      limit.release();
    }
  }

  static async #open(
    text: string,
    options: ConnectionOptions,
    signal: AbortSignal | undefined,
  ): Promise<Connection> {
    const { readOnly = false } = options;
    const uri = parseConnectionUri(text);
    const transport = await openTransport(uri, readOnly, signal);
    const connection = new Connection(text, transport, options);
    connection.#isEncrypted = ENCRYPTED_TRANSPORTS.has(uri.transport);
    const limits = { timeoutMs: options.callTimeoutMs, signal };
    try {
      await authenticate(connection.#session, { uri, auth: options.auth, limits });
      const flags = readOnly ? VIR_CONNECT_RO : 0;
      await openHypervisor(uri, options.auth, signal, (name) =>
        connection.call('connectOpen', { name, flags }, limits),
      );
      await connection.#startKeepAlive(signal);
    } catch (error) {
      connection.#session.close();
      throw error;
    }
    return connection;
  }

  async #startKeepAlive(signal: AbortSignal | undefined): Promise<void> {
    const { keepAliveIntervalMs = KEEPALIVE_INTERVAL_MS, keepAliveCount = KEEPALIVE_COUNT } =
      this.#options;
    const args = { feature: FEATURE_KEEPALIVE };
    const { supported } = await this.call('connectSupportsFeature', args, { signal });
    if (supported !== 0 && keepAliveIntervalMs > 0) {
      this.#session.startKeepAlive(keepAliveIntervalMs, keepAliveCount);
    }
  }

  /**
   * Open another connection to the same daemon, with the same options except for the given ones. Use it for a stream
   * whose reader may be slow, so that other calls do not have to wait.
   */
  duplicate(changed: ConnectionOptions = {}): Promise<Connection> {
    return Connection.open(this.uri, { ...this.#options, signal: undefined, ...changed });
  }

  /** False as soon as the connection is closed or lost. */
  get isAlive(): boolean {
    return this.#session.isAlive;
  }

  /** Check whether the transport of the connection is encrypted (virConnectIsEncrypted). */
  isEncrypted(): Promise<boolean> {
    return Promise.resolve(this.#isEncrypted);
  }

  /** The number of calls without a response. */
  get pendingCalls(): number {
    return this.#session.pendingCalls;
  }

  /** The number of streams that have not ended. */
  get openStreams(): number {
    return this.#session.openStreams;
  }

  /** The number of listeners and queues that receive events. */
  get subscriptions(): number {
    return this.#callbacks.size;
  }

  /** Call any procedure of libvirt's protocol; the protocol table types its arguments and its result. */
  async call<N extends CallName>(name: N, ...rest: CallParameters<N>): Promise<CallResult<N>> {
    const [args, options] = rest;
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec>;
    try {
      const result = this.#session.call(name, row, asTyped<never>(args), this.#limits(options));
      return asTyped(await result);
    } catch (error) {
      throw withCallerStack(error);
    }
  }

  /** Call a procedure that opens a stream. Resolves to its result and the stream. */
  async openStream<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    options: StreamOptions = {},
  ): Promise<OpenedStream<N>> {
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec> & { stream?: string };
    const { stream: direction } = row;
    if (direction === undefined) {
      throw new TypeError(`${name} does not open a stream: use \`call\`.`);
    }
    const { sparse = false, maxBytes } = options;
    const readable = direction !== 'write';
    const writable = direction !== 'read';
    try {
      const opened = this.#session.openStream(
        name,
        row,
        asTyped<never>(args),
        { readable, writable, sparse, maxBytes },
        this.#limits(options),
      );
      return asTyped(await opened);
    } catch (error) {
      throw withCallerStack(error);
    }
  }

  /** Call a procedure; `late` receives a result that arrives after the call was given up, to undo it. */
  callWithLate<N extends CallName>(
    name: N,
    args: CallArgs<N>,
    late: (result: CallResult<N>) => void,
  ): Promise<CallResult<N>> {
    const row = protocolTable[name] as RpcProcedure<AnyCodec, AnyCodec>;
    const limits = this.#limits(undefined);
    return asTyped(this.#session.call(name, row, asTyped<never>(args), limits, asTyped(late)));
  }

  #limits(options: CallOptions | undefined): CallOptions {
    return {
      timeoutMs: options?.timeoutMs ?? this.#options.callTimeoutMs,
      signal: options?.signal,
      priority: options?.priority,
    };
  }

  /**
   * Call a listener when the connection ends.
   * @returns a function that removes the listener
   */
  onClose(listener: (error: Error | undefined) => void): () => void {
    let isRemoved = false;
    void this.closed.then((error) => (isRemoved ? undefined : listener(error)));
    return () => {
      isRemoved = true;
    };
  }

  /** Close the connection (virConnectClose). Pending calls fail with a ConnectionClosedError. */
  async close(): Promise<void> {
    if (!this.isAlive) {
      return;
    }
    try {
      await this.call('connectClose', undefined, { timeoutMs: CLOSE_LIMIT_MS, priority: 'urgent' });
    } catch {
      // The call is a courtesy to the server; the socket is closed in any case.
    }
    this.#session.close();
    await this.closed;
  }

  /**
   * Close the socket at once, without telling the server. Pending calls fail with a ConnectionClosedError whose
   * `cause` is `error`, and `closed` resolves to it.
   */
  destroy(error?: Error): void {
    this.#session.close(error);
  }

  /** Close the connection at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Return the URI, and whether the connection is open. */
  toJSON(): { uri: string; isAlive: boolean } {
    return { uri: this.uri, isAlive: this.isAlive };
  }

  /** Return the URI, and whether the connection is open, in one line. */
  override toString(): string {
    return `Connection to ${this.uri}${this.isAlive ? '' : ' (closed)'}`;
  }

  /** Check whether another connection is this one. */
  equals(other: unknown): boolean {
    return other === this;
  }

  [inspect.custom](_depth: number, options: InspectOptions): string {
    return `Connection ${inspect(this.toJSON(), options)}`;
  }

  /** Call a listener for each domain event of an id (virConnectDomainEventRegisterAny). */
  domainEventRegister<Id extends DomainEventId>(
    id: Id,
    listener: (event: DomainEvent<Id>) => void,
    domain?: Domain,
  ): Promise<EventSubscription> {
    return subscribe(
      this.#callbacks,
      objectEvents<DomainEvent<Id>>(this, 'domain', id, domain),
      listener,
    );
  }

  /** Queue the domain events of an id, to be read with `for await` (virConnectDomainEventRegisterAny). */
  domainEvents<Id extends DomainEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Domain> = {},
  ): Promise<EventQueue<DomainEvent<Id>>> {
    return subscribeQueue(
      this.#callbacks,
      objectEvents<DomainEvent<Id>>(this, 'domain', id, of),
      maxQueued,
    );
  }

  /** Call a listener for each event of QEMU's monitor (virConnectDomainQemuMonitorEventRegister). */
  qemuMonitorEventRegister(
    listener: (event: QemuMonitorEvent) => void,
    options: QemuMonitorFilter = {},
  ): Promise<EventSubscription> {
    return subscribe(this.#callbacks, qemuMonitorEvents(this, options), listener);
  }

  /** Queue the events of QEMU's monitor (virConnectDomainQemuMonitorEventRegister). */
  qemuMonitorEvents(options: QemuMonitorEventOptions = {}): Promise<EventQueue<QemuMonitorEvent>> {
    return subscribeQueue(this.#callbacks, qemuMonitorEvents(this, options), options.maxQueued);
  }

  /** Call a listener for each storage pool event of an id (virConnectStoragePoolEventRegisterAny). */
  storagePoolEventRegister<Id extends StoragePoolEventId>(
    id: Id,
    listener: (event: StoragePoolEvent<Id>) => void,
    pool?: StoragePool,
  ): Promise<EventSubscription> {
    return subscribe(
      this.#callbacks,
      objectEvents<StoragePoolEvent<Id>>(this, 'storagePool', id, pool),
      listener,
    );
  }

  /** Queue the storage pool events of an id (virConnectStoragePoolEventRegisterAny). */
  storagePoolEvents<Id extends StoragePoolEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<StoragePool> = {},
  ): Promise<EventQueue<StoragePoolEvent<Id>>> {
    return subscribeQueue(
      this.#callbacks,
      objectEvents<StoragePoolEvent<Id>>(this, 'storagePool', id, of),
      maxQueued,
    );
  }

  /** Call a listener for each network event of an id (virConnectNetworkEventRegisterAny). */
  networkEventRegister<Id extends NetworkEventId>(
    id: Id,
    listener: (event: NetworkEvent<Id>) => void,
    network?: Network,
  ): Promise<EventSubscription> {
    return subscribe(
      this.#callbacks,
      objectEvents<NetworkEvent<Id>>(this, 'network', id, network),
      listener,
    );
  }

  /** Queue the network events of an id (virConnectNetworkEventRegisterAny). */
  networkEvents<Id extends NetworkEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Network> = {},
  ): Promise<EventQueue<NetworkEvent<Id>>> {
    return subscribeQueue(
      this.#callbacks,
      objectEvents<NetworkEvent<Id>>(this, 'network', id, of),
      maxQueued,
    );
  }

  /** Call a listener for each node device event of an id (virConnectNodeDeviceEventRegisterAny). */
  nodeDeviceEventRegister<Id extends NodeDeviceEventId>(
    id: Id,
    listener: (event: NodeDeviceEvent<Id>) => void,
    device?: NodeDevice,
  ): Promise<EventSubscription> {
    return subscribe(
      this.#callbacks,
      objectEvents<NodeDeviceEvent<Id>>(this, 'nodeDevice', id, device),
      listener,
    );
  }

  /** Queue the node device events of an id (virConnectNodeDeviceEventRegisterAny). */
  nodeDeviceEvents<Id extends NodeDeviceEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<NodeDevice> = {},
  ): Promise<EventQueue<NodeDeviceEvent<Id>>> {
    return subscribeQueue(
      this.#callbacks,
      objectEvents<NodeDeviceEvent<Id>>(this, 'nodeDevice', id, of),
      maxQueued,
    );
  }

  /** Call a listener for each secret event of an id (virConnectSecretEventRegisterAny). */
  secretEventRegister<Id extends SecretEventId>(
    id: Id,
    listener: (event: SecretEvent<Id>) => void,
    secret?: Secret,
  ): Promise<EventSubscription> {
    return subscribe(
      this.#callbacks,
      objectEvents<SecretEvent<Id>>(this, 'secret', id, secret),
      listener,
    );
  }

  /** Queue the secret events of an id (virConnectSecretEventRegisterAny). */
  secretEvents<Id extends SecretEventId>(
    id: Id,
    { of, maxQueued }: EventQueueOptions<Secret> = {},
  ): Promise<EventQueue<SecretEvent<Id>>> {
    return subscribeQueue(
      this.#callbacks,
      objectEvents<SecretEvent<Id>>(this, 'secret', id, of),
      maxQueued,
    );
  }
}

/** Combine the caller's signal with the time limit of an opening. */
function connectLimit(
  uri: string,
  { connectTimeoutMs, signal }: ConnectionOptions,
): { signal: AbortSignal | undefined; release: () => void } {
  if (connectTimeoutMs === undefined) {
    return { signal, release: () => {} };
  }
  const timeout = new AbortController();
  const release = startLongTimer(connectTimeoutMs, () =>
    timeout.abort(new TimeoutError(`${uri}: not connected within ${connectTimeoutMs} ms`)),
  );
  const signals = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal;
  return { signal: signals, release };
}

function checkedMaximum(given = MAX_CALLS_UNDER_WAY): number {
  if (!(given >= 1)) {
    throw new RangeError(`maxCallsUnderWay is ${given}; it must be 1 or more.`);
  }
  return given;
}

import type { CallOptions, ConnectionOptions } from './connection-core.js';
import { authenticate } from './authentication.js';
import { ConnectionDevices } from './connection-devices.js';
import { defaultUri, parseConnectionUri } from './connection-uri.js';
import { VIR_CONNECT_RO } from '../constants.gen.js';
import { Domain } from './domain/domain.js';
import { startLongTimer, TimeoutError } from '../rpc/index.js';
import { openHypervisor } from './open-hypervisor.js';
import { openTransport } from './open-transport.js';
import { StoragePool } from './storage-pool.js';
import { StorageVolume } from './storage-volume.js';
import { fromTypedParameters, type TypedParameters } from './typed-parameters.js';

/** VIR_DRV_FEATURE_PROGRAM_KEEPALIVE: the server knows the keepalive program, and uses it itself. */
const FEATURE_KEEPALIVE = 10;
// The same as libvirt's own daemons and virsh.
const KEEPALIVE_INTERVAL_MS = 5_000;
const KEEPALIVE_COUNT = 5;

/** Gives up an opening when its time is over, or when the caller does. */
class ConnectLimit {
  readonly signal: AbortSignal | undefined;
  readonly release: () => void;

  constructor(uri: string, { connectTimeoutMs, signal }: ConnectionOptions) {
    if (connectTimeoutMs === undefined) {
      this.signal = signal;
      this.release = () => {};
      return;
    }
    const timeout = new AbortController();
    this.release = startLongTimer(connectTimeoutMs, () =>
      timeout.abort(new TimeoutError(`${uri}: not connected within ${connectTimeoutMs} ms`)),
    );
    this.signal = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal;
  }
}

/** A connection to a hypervisor through libvirt's daemon (virConnectPtr). */
export class Connection extends ConnectionDevices {
  private reopen!: (changed: ConnectionOptions) => Promise<Connection>;

  /**
   * Connects to the daemon of a URI, signs in and opens the hypervisor (virConnectOpen; with
   * `readOnly`, virConnectOpenReadOnly). Without a URI it takes the one that virsh would take.
   */
  static async open(
    uriText: string = defaultUri(),
    options: ConnectionOptions = {},
  ): Promise<Connection> {
    const limit = new ConnectLimit(uriText, options);
    try {
      return await Connection.openWithin(limit.signal, uriText, options);
    } finally {
      limit.release();
    }
  }

  private static async openWithin(
    signal: AbortSignal | undefined,
    uriText: string,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const { readOnly = false } = options;
    const uri = parseConnectionUri(uriText);
    const transport = await openTransport(uri, readOnly, signal);
    const connection = new Connection(transport, options);
    connection.reopen = (changed) => Connection.open(uriText, { ...options, ...changed });
    const limits = { timeoutMs: options.callTimeoutMs, signal };
    try {
      await authenticate(connection.session, { uri, auth: options.auth, limits });
      const flags = readOnly ? VIR_CONNECT_RO : 0;
      await openHypervisor(uri, options.auth, signal, (name) =>
        connection.call('connectOpen', { name, flags }, limits),
      );
      await connection.startKeepAlive({ ...options, signal });
    } catch (error) {
      connection.session.close();
      throw error;
    }
    return connection;
  }

  /**
   * Opens one more connection to the same daemon with the same options, except those given: for a
   * stream whose reader may be slow, and which other calls are not to wait for.
   */
  duplicate(changed: ConnectionOptions = {}): Promise<Connection> {
    return this.reopen({ signal: undefined, ...changed });
  }

  /** Every domain (virConnectListAllDomains); flags are virConnectListAllDomainsFlags. */
  async listAllDomains(flags = 0, options?: CallOptions): Promise<Domain[]> {
    const args = { need_results: 1, flags };
    const { domains } = await this.call('connectListAllDomains', args, options);
    return domains.map((ref) => new Domain(this, ref));
  }

  /** The domain of that UUID (virDomainLookupByUUID). */
  async domainLookupByUUID(uuid: string, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call('domainLookupByUUID', { uuid }, options)).dom);
  }

  /** The domain of that name (virDomainLookupByName). */
  async domainLookupByName(name: string, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call('domainLookupByName', { name }, options)).dom);
  }

  /** The running domain of that number (virDomainLookupByID). */
  async domainLookupByID(id: number, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call('domainLookupByID', { id }, options)).dom);
  }

  /** Defines a domain, or changes the definition of one (virDomainDefineXMLFlags). */
  async domainDefineXMLFlags(xml: string, flags = 0, options?: CallOptions): Promise<Domain> {
    const { dom } = await this.call('domainDefineXMLFlags', { xml, flags }, options);
    return new Domain(this, dom);
  }

  /** Starts a domain that has no definition of its own (virDomainCreateXML). */
  async domainCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<Domain> {
    const { dom } = await this.call('domainCreateXML', { xml_desc: xml, flags }, options);
    return new Domain(this, dom);
  }

  /**
   * Statistics of all domains in one call (virConnectGetAllDomainStats), or of the given ones
   * (virDomainListGetStats); stats are virDomainStatsTypes, 0 for all.
   */
  async getAllDomainStats(
    stats = 0,
    flags = 0,
    domains: readonly Domain[] = [],
    options?: CallOptions,
  ): Promise<{ domain: Domain; stats: TypedParameters }[]> {
    const args = { doms: domains.map(({ ref }) => ref), stats, flags };
    const { retStats } = await this.call('connectGetAllDomainStats', args, options);
    return retStats.map(({ dom, params }) => ({
      domain: new Domain(this, dom),
      stats: fromTypedParameters(params),
    }));
  }

  /** Every storage pool (virConnectListAllStoragePools). */
  async listAllStoragePools(flags = 0, options?: CallOptions): Promise<StoragePool[]> {
    const args = { need_results: 1, flags };
    const { pools } = await this.call('connectListAllStoragePools', args, options);
    return pools.map((ref) => new StoragePool(this, ref));
  }

  /** The pool of that name (virStoragePoolLookupByName). */
  async storagePoolLookupByName(name: string, options?: CallOptions): Promise<StoragePool> {
    const { pool } = await this.call('storagePoolLookupByName', { name }, options);
    return new StoragePool(this, pool);
  }

  /** The pool of that UUID (virStoragePoolLookupByUUID). */
  async storagePoolLookupByUUID(uuid: string, options?: CallOptions): Promise<StoragePool> {
    const { pool } = await this.call('storagePoolLookupByUUID', { uuid }, options);
    return new StoragePool(this, pool);
  }

  /** The pool of a volume (virStoragePoolLookupByVolume). */
  async storagePoolLookupByVolume(
    volume: StorageVolume,
    options?: CallOptions,
  ): Promise<StoragePool> {
    const { pool } = await this.call('storagePoolLookupByVolume', { vol: volume.ref }, options);
    return new StoragePool(this, pool);
  }

  /** Defines a pool (virStoragePoolDefineXML). */
  async storagePoolDefineXML(xml: string, flags = 0, options?: CallOptions): Promise<StoragePool> {
    const { pool } = await this.call('storagePoolDefineXML', { xml, flags }, options);
    return new StoragePool(this, pool);
  }

  /** Starts a pool that has no definition of its own (virStoragePoolCreateXML). */
  async storagePoolCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<StoragePool> {
    const { pool } = await this.call('storagePoolCreateXML', { xml, flags }, options);
    return new StoragePool(this, pool);
  }

  /** The volume of that key (virStorageVolLookupByKey). */
  async storageVolLookupByKey(key: string, options?: CallOptions): Promise<StorageVolume> {
    return new StorageVolume(
      this,
      (await this.call('storageVolLookupByKey', { key }, options)).vol,
    );
  }

  /** The volume that lies there (virStorageVolLookupByPath). */
  async storageVolLookupByPath(path: string, options?: CallOptions): Promise<StorageVolume> {
    const { vol } = await this.call('storageVolLookupByPath', { path }, options);
    return new StorageVolume(this, vol);
  }

  private async startKeepAlive({
    keepAliveIntervalMs = KEEPALIVE_INTERVAL_MS,
    keepAliveCount = KEEPALIVE_COUNT,
    signal,
  }: ConnectionOptions): Promise<void> {
    const args = { feature: FEATURE_KEEPALIVE };
    const { supported } = await this.call('connectSupportsFeature', args, { signal });
    if (supported !== 0 && keepAliveIntervalMs > 0) {
      this.session.startKeepAlive(keepAliveIntervalMs, keepAliveCount);
    }
  }
}

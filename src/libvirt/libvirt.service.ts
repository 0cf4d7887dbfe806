import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Connection, type Domain, TimeoutError } from 'node-libvirt';
import { isInContainer } from '../common/container.js';
import { LibvirtUnavailableError, messageOf } from '../common/errors.js';
import { isSystemUser } from '../config/folders.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { EventsService } from '../events/events.service.js';
import { SYSTEM_ACTOR } from '../events/new-event.js';
import { explainRefusal } from './explain-refusal.js';
import { LibvirtProbe } from './libvirt-probe.js';
import { translate } from './translate-error.js';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;
/** Connecting on this host is cheap, and states must be correct within two seconds after libvirt returns. */
const LAST_LOCAL_RETRY_MS = 500;
const KEEPALIVE_SECONDS = 5;
/** The time limit for connecting and authentication. */
const CONNECT_LIMIT_MS = 10_000;
/** The time limit for a call of a connect hook: none of these waits for a guest or copies a disk. */
const HOOK_CALL_LIMIT_MS = 30_000;
/** The time limit for closing the connection to a daemon that does not respond. */
const CLOSE_LIMIT_MS = 300;

/** Runs after each (re)connect, before libvirt counts as connected: it registers for events and reads everything again. */
export type ConnectHook = () => Promise<void>;

/** An attempt to connect. Its hooks may call libvirt before everything was read; no other code may. */
interface ConnectTry {
  hooksRun: boolean;
}

/**
 * The connection to libvirt: opened at the start, and again each time it is lost.
 * picostack does not start, stop or delete anything because of a lost connection.
 */
@Injectable()
export class LibvirtService implements OnModuleDestroy {
  private readonly logger = new Logger(LibvirtService.name);
  private readonly hooks: ConnectHook[] = [];
  private readonly stopping = new AbortController();
  private readonly tries = new AsyncLocalStorage<ConnectTry>();
  private connection: Connection | undefined;
  private currentTry: ConnectTry | undefined;
  private probe: LibvirtProbe | undefined;
  private everythingRead = false;
  private lastWarning: string | undefined;
  /** While libvirt is not connected: the current activity, and since when. */
  private phase = { doing: 'connecting', since: performance.now() };
  private currentUri: string;
  private hasConnected = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly events: EventsService,
  ) {
    this.currentUri = settings.libvirtUri ?? 'qemu:///system';
  }

  /** The URI of the connection. */
  get uri(): string {
    return this.currentUri;
  }

  /** Whether libvirt responds, and everything was read since it was connected. */
  get isConnected(): boolean {
    return this.everythingRead && (this.connection?.isAlive ?? false);
  }

  /** Why libvirt is not connected; null if it is, or the first attempt has not ended. */
  get problem(): string | null {
    return this.isConnected ? null : (this.lastWarning ?? null);
  }

  /** @throws LibvirtUnavailableError while libvirt is not connected, or has stopped responding */
  requireConnected(): void {
    const silentForMs = this.probe?.silentForMs;
    if (!this.isConnected) throw this.unavailable();
    if (silentForMs !== undefined) {
      throw this.unavailable(`it has not responded for ${Math.round(silentForMs / 1000)} s`);
    }
  }

  /** Register a hook that runs after each (re)connect; hooks run in the order of their registration. */
  onConnect(hook: ConnectHook): void {
    this.hooks.push(hook);
  }

  /** Connect, and stay connected. Resolves after the first attempt, successful or not. */
  async start(): Promise<void> {
    if (await this.tryConnect()) return;
    void this.retry();
  }

  /**
   * Run a call on the connection.
   * @param doing what the call does, for the error: "start web-1"
   * @throws LibvirtUnavailableError while libvirt is not connected or not read, LibvirtFailedError if it refuses
   */
  async call<T>(doing: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.connection;
    const ownTry = this.tries.getStore();
    const mayCall = this.everythingRead || (ownTry !== undefined && ownTry === this.currentTry);
    if (!connection?.isAlive || !mayCall) throw this.unavailable();
    try {
      const isHook = ownTry === this.currentTry && ownTry?.hooksRun === false;
      return await (isHook ? this.withinLimit(doing, connection, work) : work(connection));
    } catch (error) {
      throw translate(error, doing, this.currentUri);
    }
  }

  /**
   * Run calls on a domain.
   * @param id the UUID of the domain
   * @param doing what the call does, for the error: "start web-1"
   * @throws LibvirtFailedError with the code VIR_ERR_NO_DOMAIN if there is no such domain; otherwise as {@link call}
   */
  withDomain<T>(
    id: string,
    doing: string,
    work: (domain: Domain, connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.call(doing, async (connection) =>
      work(await connection.domainLookupByUUID(id), connection),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.probe?.stop();
    const connection = this.connection;
    if (!connection) return;
    const limit = setTimeout(() => connection.destroy(), CLOSE_LIMIT_MS);
    await connection.close();
    clearTimeout(limit);
  }

  private unavailable(reason?: string): LibvirtUnavailableError {
    const { doing, since } = this.phase;
    const seconds = Math.round((performance.now() - since) / 1000);
    const last = this.lastWarning ? `; last: ${this.lastWarning}` : '';
    return new LibvirtUnavailableError(
      this.currentUri,
      undefined,
      reason ?? `${doing} for ${seconds} s${last}`,
    );
  }

  /** A daemon that does not respond to one call must not prevent the server from getting ready. */
  private async withinLimit<T>(
    doing: string,
    connection: Connection,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const ownTry = this.currentTry;
    const limit = setTimeout(() => {
      if (ownTry?.hooksRun) return;
      connection.destroy(
        new TimeoutError(`no response within ${HOOK_CALL_LIMIT_MS / 1000} s, to ${doing}`),
      );
    }, HOOK_CALL_LIMIT_MS);
    try {
      return await work(connection);
    } finally {
      clearTimeout(limit);
    }
  }

  private tryConnect(): Promise<boolean> {
    const ownTry: ConnectTry = { hooksRun: false };
    this.currentTry = ownTry;
    return this.tries.run(ownTry, () => this.connect(ownTry));
  }

  private async connect(ownTry: ConnectTry): Promise<boolean> {
    let connection: Connection | undefined;
    try {
      connection = await this.open();
      this.connection = connection;
      this.watch(connection);
      this.enter('reading what it has');
      for (const hook of this.hooks) await hook();
    } catch (error) {
      const reason = await reasonOf(connection, error);
      const userId = process.getuid?.() ?? 0;
      this.warnOnce(explainRefusal(reason, { userId, inContainer: isInContainer() }));
      this.probe?.stop();
      connection?.destroy();
      this.connection = undefined;
      if (this.phase.doing !== 'connecting') this.enter('connecting');
      return false;
    } finally {
      ownTry.hooksRun = true;
    }
    this.everythingRead = true;
    this.hasConnected = true;
    this.lastWarning = undefined;
    this.logger.log(`Connected to libvirt at ${this.currentUri}`);
    void connection.closed.then((error) => this.lost(error));
    await this.record({
      kind: 'libvirt.connected',
      actor: SYSTEM_ACTOR,
      details: { uri: this.currentUri },
    });
    return true;
  }

  private watch(connection: Connection): void {
    this.probe?.stop();
    this.probe = new LibvirtProbe(connection, (reason) =>
      connection.destroy(new TimeoutError(reason)),
    );
  }

  private enter(doing: string): void {
    this.phase = { doing, since: performance.now() };
  }

  private async record(event: Parameters<EventsService['record']>[0]): Promise<void> {
    try {
      await this.events.record(event);
    } catch (error) {
      this.logger.error('Recording an event failed', error);
    }
  }

  /** Not every attempt is logged while libvirt is unavailable for long. */
  private warnOnce(reason: string): void {
    if (reason !== this.lastWarning) this.logger.warn(`libvirt at ${this.currentUri}: ${reason}`);
    this.lastWarning = reason;
  }

  /** Check whether a URI has no host, such as `qemu:///system`. */
  private get lastRetryMs(): number {
    return this.currentUri.includes(':///') ? LAST_LOCAL_RETRY_MS : LAST_RETRY_MS;
  }

  private async open(): Promise<Connection> {
    if (this.settings.libvirtUri) return this.openUri(this.settings.libvirtUri);
    // The guests are in the daemon of an earlier connection; another daemon has other guests.
    if (this.hasConnected) return this.openUri(this.currentUri);
    try {
      return await this.openUri('qemu:///system');
    } catch (error) {
      // Root and the service must not fall back to a session daemon: instances created there would be lost.
      // A silent system daemon still exists.
      if (isSystemUser() || error instanceof TimeoutError) throw error;
      return this.openUri('qemu:///session');
    }
  }

  private async openUri(uri: string): Promise<Connection> {
    this.currentUri = uri;
    return Connection.open(uri, {
      keepAliveIntervalMs: KEEPALIVE_SECONDS * 1000,
      keepAliveCount: 3,
      connectTimeoutMs: CONNECT_LIMIT_MS,
      signal: this.stopping.signal,
    });
  }

  private async lost(error: Error | undefined): Promise<void> {
    this.connection = undefined;
    this.everythingRead = false;
    this.probe?.stop();
    this.probe = undefined;
    this.enter('connecting');
    if (this.stopping.signal.aborted) return;
    const reason = error ? messageOf(error) : 'the connection was closed';
    this.lastWarning = reason;
    this.logger.warn(`Lost libvirt at ${this.currentUri}: ${reason}`);
    await this.record({ kind: 'libvirt.disconnected', actor: SYSTEM_ACTOR, cause: reason });
    await this.retry();
  }

  private async retry(): Promise<void> {
    for (let delayMs = FIRST_RETRY_MS; !this.stopping.signal.aborted;) {
      await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
      if (this.stopping.signal.aborted || (await this.tryConnect())) return;
      delayMs = Math.min(delayMs * 2, this.lastRetryMs);
    }
  }
}

/** The reason for the end of the connection is more specific than the error of the interrupted call. */
async function reasonOf(connection: Connection | undefined, error: unknown): Promise<unknown> {
  if (!connection || connection.isAlive) return error;
  return (await connection.closed) ?? error;
}

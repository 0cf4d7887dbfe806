import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Connection } from 'node-libvirt';
import { LibvirtUnavailableError, messageOf } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { EventsService, SYSTEM_ACTOR } from '../events/events.service.js';
import { translate } from './translate-error.js';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;
/** On this host a try costs little, and states are to be right within two seconds of libvirt's return. */
const LAST_LOCAL_RETRY_MS = 500;
const KEEPALIVE_SECONDS = 5;

/** Runs after every (re)connect, before libvirt is shown as connected: registers for events, re-reads everything. */
export type ConnectHook = () => Promise<void>;

/**
 * The connection to libvirt: made at start, made again whenever it is lost.
 * Nothing of picostack's is started, stopped or deleted because it was lost.
 */
@Injectable()
export class LibvirtService implements OnModuleDestroy {
  private readonly logger = new Logger(LibvirtService.name);
  private readonly hooks: ConnectHook[] = [];
  private readonly stopping = new AbortController();
  private connection: Connection | undefined;
  private everythingRead = false;
  private lastWarning: string | undefined;
  private currentUri: string;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly events: EventsService,
  ) {
    this.currentUri = settings.libvirtUri ?? 'qemu:///system';
  }

  /** The URI that is, or will be, connected to. */
  get uri(): string {
    return this.currentUri;
  }

  /** Whether libvirt answers, and everything was read since it does. */
  get isConnected(): boolean {
    return this.everythingRead && (this.connection?.isAlive ?? false);
  }

  /** @throws LibvirtUnavailableError while libvirt is out of reach */
  requireConnected(): void {
    if (!this.isConnected) throw new LibvirtUnavailableError(this.currentUri);
  }

  /** Registers what must run after each (re)connect; hooks run in the order of registration. */
  onConnect(hook: ConnectHook): void {
    this.hooks.push(hook);
  }

  /** Connects, and from then on keeps connected; resolves when the first try is over, whatever came of it. */
  async start(): Promise<void> {
    if (await this.tryConnect()) return;
    void this.retry();
  }

  /**
   * Runs a call on the connection.
   * @param doing what is being done, for the error: "start web-1"
   * @throws LibvirtUnavailableError while libvirt is out of reach, LibvirtFailedError when it refuses
   */
  async call<T>(doing: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.connection;
    if (!connection?.isAlive) throw new LibvirtUnavailableError(this.currentUri);
    try {
      return await work(connection);
    } catch (error) {
      throw translate(error, doing, this.currentUri);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.connection?.close();
  }

  private async tryConnect(): Promise<boolean> {
    let connection: Connection;
    try {
      connection = await this.open();
      this.connection = connection;
      for (const hook of this.hooks) await hook();
    } catch (error) {
      this.warnOnce(messageOf(error));
      await this.connection?.close();
      this.connection = undefined;
      return false;
    }
    this.everythingRead = true;
    this.lastWarning = undefined;
    this.logger.log(`Connected to libvirt at ${this.currentUri}`);
    void connection.closed.then((error) => this.lost(error));
    await this.events.record({
      kind: 'libvirt.connected',
      actor: SYSTEM_ACTOR,
      details: { uri: this.currentUri },
    });
    return true;
  }

  /** A libvirt that is away for long is not told of with each try. */
  private warnOnce(reason: string): void {
    if (reason !== this.lastWarning) this.logger.warn(`libvirt at ${this.currentUri}: ${reason}`);
    this.lastWarning = reason;
  }

  /** A URI without a host: `qemu:///system`. */
  private get lastRetryMs(): number {
    return this.currentUri.includes(':///') ? LAST_LOCAL_RETRY_MS : LAST_RETRY_MS;
  }

  private async open(): Promise<Connection> {
    if (this.settings.libvirtUri) return this.openUri(this.settings.libvirtUri);
    try {
      return await this.openUri('qemu:///system');
    } catch (error) {
      // Root has no session daemon worth falling back to: an instance made there would be lost from sight.
      if (process.getuid?.() === 0) throw error;
      return this.openUri('qemu:///session');
    }
  }

  private async openUri(uri: string): Promise<Connection> {
    this.currentUri = uri;
    return Connection.open(uri, {
      keepAliveIntervalMs: KEEPALIVE_SECONDS * 1000,
      keepAliveCount: 3,
      signal: this.stopping.signal,
    });
  }

  private async lost(error: Error | undefined): Promise<void> {
    this.connection = undefined;
    this.everythingRead = false;
    if (this.stopping.signal.aborted) return;
    const reason = error ? messageOf(error) : 'the connection was closed';
    this.logger.warn(`Lost libvirt at ${this.currentUri}: ${reason}`);
    await this.events.record({
      kind: 'libvirt.disconnected',
      actor: SYSTEM_ACTOR,
      cause: reason,
    });
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

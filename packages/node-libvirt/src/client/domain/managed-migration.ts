import { setTimeout as delay } from 'node:timers/promises';
import {
  VIR_DOMAIN_PAUSED,
  VIR_ERR_MIGRATE_FINISH_OK,
  VIR_ERR_OPERATION_FAILED,
  VIR_FROM_QEMU,
  VIR_MIGRATE_ABORT_ON_ERROR,
  VIR_MIGRATE_AUTO_CONVERGE,
  VIR_MIGRATE_CHANGE_PROTECTION,
  VIR_MIGRATE_OFFLINE,
  VIR_MIGRATE_PARAM_DEST_NAME,
  VIR_MIGRATE_PARAM_DEST_XML,
  VIR_MIGRATE_PARAM_URI,
  VIR_MIGRATE_PAUSED,
  VIR_MIGRATE_PEER2PEER,
  VIR_MIGRATE_POSTCOPY_RESUME,
  VIR_MIGRATE_TUNNELLED,
  VIR_TYPED_PARAM_STRING,
} from '../../constants.gen.js';
import { LibvirtError } from '../../rpc/index.js';
import type { Connection } from '../connection.js';
import type { WireTypedParameter } from '../typed-parameters.js';
import type { DomainRef } from './domain-base.js';
import type { DomainJob } from './domain-job.js';

/** What libvirt's client library asks its drivers for (VIR_DRV_FEATURE_*). */
const FEATURE_CHANGE_PROTECTION = 7;
const FEATURE_MIGRATION_PARAMS = 13;

// A guest may take hours to move, and a step that is given up leaves it on neither host.
const STEP = { timeoutMs: Infinity };
const NO_COOKIE = new Uint8Array();
const PAUSE_MS = 100;

interface Failure {
  error: unknown;
  sourceKnows: boolean;
}

/**
 * A migration that the client leads (the third version of libvirt's migration, with parameters):
 * begin at the source, prepare at the target, perform at the source, finish at the target, confirm
 * at the source. Each step hands the next one a cookie, which only the daemons understand. Whatever
 * fails on the way is undone by the steps that are left, and the guest goes on at its source.
 */
export class ManagedMigration {
  private cookie: Uint8Array = NO_COOKIE;
  /** Keeps others from changing the domain between the steps, where the source can do that. */
  private protection = 0;

  constructor(
    private readonly domain: DomainJob,
    private readonly target: Connection,
    private parameters: readonly WireTypedParameter[],
    private flags: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    if ((flags & (VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_TUNNELLED)) !== 0) {
      throw new TypeError('the daemons lead a migration from peer to peer: migrateToURI3');
    }
  }

  /** Moves the domain; what it is called at the target. */
  async run(): Promise<DomainRef> {
    await this.checkFeatures();
    this.signal?.throwIfAborted();
    await this.begin();
    try {
      await this.prepare();
    } catch (error) {
      // The source holds the domain for us since the first step.
      if (this.protection !== 0) {
        await this.confirm(true);
      }
      throw error;
    }
    const failure = await this.perform();
    const finished = await this.finish(failure !== undefined);
    // A source whose own part failed has gone on with the guest already.
    if (!failure?.sourceKnows) {
      await this.confirm('error' in finished);
    }
    if ('error' in finished) {
      throw failure === undefined ? finished.error : this.reason(failure.error, finished.error);
    }
    return finished.domain;
  }

  private get source(): Connection {
    return this.domain.connection;
  }

  /** The flags as the target takes them. */
  private get targetFlags(): number {
    return this.flags & ~(VIR_MIGRATE_ABORT_ON_ERROR | VIR_MIGRATE_AUTO_CONVERGE);
  }

  private async checkFeatures(): Promise<void> {
    for (const connection of [this.source, this.target]) {
      if (!(await supports(connection, FEATURE_MIGRATION_PARAMS))) {
        throw new Error('the hypervisor cannot be led through a migration with parameters');
      }
    }
    if (await supports(this.source, FEATURE_CHANGE_PROTECTION)) {
      this.protection = VIR_MIGRATE_CHANGE_PROTECTION;
    }
  }

  private async begin(): Promise<void> {
    const { xml, cookie_out } = await this.source.call(
      'domainMigrateBegin3Params',
      { dom: this.domain.ref, params: this.parameters, flags: this.flags | this.protection },
      STEP,
    );
    this.cookie = cookie_out;
    this.set(VIR_MIGRATE_PARAM_DEST_XML, xml);
  }

  private async prepare(): Promise<void> {
    const { state } = await this.domain.getState(0, STEP);
    if (state === VIR_DOMAIN_PAUSED && (this.flags & VIR_MIGRATE_POSTCOPY_RESUME) === 0) {
      this.flags |= VIR_MIGRATE_PAUSED;
    }
    const { uri_out, cookie_out } = await this.target.call(
      'domainMigratePrepare3Params',
      { params: this.parameters, cookie_in: this.takeCookie(), flags: this.targetFlags },
      STEP,
    );
    this.cookie = cookie_out;
    if (uri_out !== null) {
      this.set(VIR_MIGRATE_PARAM_URI, uri_out);
    }
  }

  /** Moves the memory, or says why not. */
  private async perform(): Promise<Failure | undefined> {
    if (this.signal?.aborted) {
      return { error: this.signal.reason, sourceKnows: false };
    }
    if (!this.has(VIR_MIGRATE_PARAM_URI)) {
      return { error: new Error('the target does not say where it listens'), sourceKnows: false };
    }
    if ((this.flags & VIR_MIGRATE_OFFLINE) !== 0) {
      this.cookie = NO_COOKIE;
      return undefined;
    }
    const watch = this.watchForAbort();
    try {
      const { cookie_out } = await this.source.call(
        'domainMigratePerform3Params',
        {
          dom: this.domain.ref,
          dconnuri: null,
          params: this.parameters,
          cookie_in: this.takeCookie(),
          flags: this.flags | this.protection,
        },
        STEP,
      );
      this.cookie = cookie_out;
      return undefined;
    } catch (error) {
      return { error: this.signal?.aborted ? this.signal.reason : error, sourceKnows: true };
    } finally {
      watch.abort();
    }
  }

  /** Lets the guest run at the target, or takes away what is there of it. */
  private async finish(cancelled: boolean): Promise<{ domain: DomainRef } | { error: unknown }> {
    if (!this.has(VIR_MIGRATE_PARAM_DEST_NAME)) {
      this.set(VIR_MIGRATE_PARAM_DEST_NAME, this.domain.name);
    }
    try {
      const { dom, cookie_out } = await this.target.call(
        'domainMigrateFinish3Params',
        {
          params: this.parameters,
          cookie_in: this.takeCookie(),
          flags: this.targetFlags,
          cancelled: cancelled ? 1 : 0,
        },
        STEP,
      );
      this.cookie = cookie_out;
      return { domain: dom };
    } catch (error) {
      return { error };
    }
  }

  /** Takes the guest away from the source, or lets it go on there. */
  private async confirm(cancelled: boolean): Promise<void> {
    try {
      await this.source.call(
        'domainMigrateConfirm3Params',
        {
          dom: this.domain.ref,
          params: this.parameters,
          cookie_in: this.takeCookie(),
          flags: this.flags | this.protection,
          cancelled: cancelled ? 1 : 0,
        },
        STEP,
      );
    } catch (error) {
      // Where the guest runs is settled by now, and that is what the caller is to be told.
      process.emitWarning(
        `${this.domain.name} may be left paused at the source of its migration: ${String(error)}`,
      );
    }
  }

  /** Aborts the job when the caller wants that, until the watch itself is told to end. */
  private watchForAbort(): AbortController {
    const watch = new AbortController();
    const abortJob = async (): Promise<void> => {
      while (!watch.signal.aborted) {
        try {
          await this.domain.abortJob({ ...STEP, priority: 'urgent' });
          return;
        } catch {
          // The source has not begun with it yet.
          await delay(PAUSE_MS);
        }
      }
    };
    const once = { once: true, signal: watch.signal };
    this.signal?.addEventListener('abort', () => void abortJob(), once);
    return watch;
  }

  /** A guest that died at the target is why the source failed, which itself only saw it fail. */
  private reason(failure: unknown, ofTarget: unknown): unknown {
    const isVague =
      failure instanceof LibvirtError &&
      failure.domain === VIR_FROM_QEMU &&
      failure.code === VIR_ERR_OPERATION_FAILED;
    const isTelling =
      ofTarget instanceof LibvirtError &&
      ofTarget.domain === VIR_FROM_QEMU &&
      ofTarget.code !== VIR_ERR_MIGRATE_FINISH_OK;
    return isVague && isTelling ? ofTarget : failure;
  }

  private takeCookie(): Uint8Array {
    const { cookie } = this;
    this.cookie = NO_COOKIE;
    return cookie;
  }

  private has(field: string): boolean {
    return this.parameters.some((parameter) => parameter.field === field);
  }

  private set(field: string, value: string): void {
    this.parameters = [
      ...this.parameters.filter((parameter) => parameter.field !== field),
      { field, value: { type: VIR_TYPED_PARAM_STRING, value } },
    ];
  }
}

async function supports(connection: Connection, feature: number): Promise<boolean> {
  return (await connection.call('connectSupportsFeature', { feature }, STEP)).supported !== 0;
}

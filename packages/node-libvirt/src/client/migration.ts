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
} from '../constants.gen.js';
import { type Caller, LibvirtError } from '../rpc/index.js';
import type { DomainRef } from './refs.js';
import type { WireTypedParameter } from './typed-parameters.js';

// Features of drivers that only libvirt's own client library knows by name (VIR_DRV_FEATURE_*).
const FEATURE_CHANGE_PROTECTION = 7;
const FEATURE_MIGRATION_PARAMS = 13;

// A migration may take hours, and a step that times out leaves the guest on neither host.
const STEP = { timeoutMs: Infinity };
const NO_COOKIE = new Uint8Array();
const PAUSE_MS = 100;

/** Why the memory was not migrated. */
interface Failure {
  error: unknown;
  /** Whether the source itself reported it, and so has already resumed the guest. */
  sourceKnows: boolean;
}

/** How to migrate. */
export interface MigrationRequest {
  target: Caller;
  params: readonly WireTypedParameter[];
  flags: number;
  signal: AbortSignal | undefined;
}

/**
 * Migrate a domain to the host of another connection.
 * @returns the domain on the target
 */
export async function migrateDomain(
  source: Caller,
  domain: DomainRef,
  { target, params, flags, signal }: MigrationRequest,
): Promise<DomainRef> {
  return new ManagedMigration(source, domain, target, params, flags, signal).run();
}

/**
 * A migration that the client drives (libvirt's version 3 with parameters): begin at the source, prepare at the target,
 * perform at the source, finish at the target, confirm at the source. Each step returns a cookie for the next one;
 * only the daemons understand it. If a step fails, the remaining steps undo the migration, and the guest continues at
 * its source.
 */
class ManagedMigration {
  private cookie: Uint8Array = NO_COOKIE;
  /** Prevents others from changing the domain between the steps, if the source supports it. */
  private protection = 0;

  constructor(
    private readonly source: Caller,
    private readonly domain: DomainRef,
    private readonly target: Caller,
    private parameters: readonly WireTypedParameter[],
    private flags: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    if ((flags & (VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_TUNNELLED)) !== 0) {
      throw new TypeError(
        'migrate3 does not accept VIR_MIGRATE_PEER2PEER or VIR_MIGRATE_TUNNELLED: use migrateToURI3.',
      );
    }
  }

  /** Migrate the domain. */
  async run(): Promise<DomainRef> {
    await this.checkFeatures();
    this.signal?.throwIfAborted();
    await this.begin();
    try {
      await this.prepare();
    } catch (error) {
      // Since the first step the source protects the domain from changes.
      if (this.protection !== 0) {
        await this.confirm(true);
      }
      throw error;
    }
    const failure = await this.perform();
    const finished = await this.finish(failure !== undefined);
    // A source that failed itself has already resumed the guest.
    if (!failure?.sourceKnows) {
      await this.confirm('error' in finished);
    }
    if ('error' in finished) {
      throw failure === undefined ? finished.error : this.reason(failure.error, finished.error);
    }
    return finished.domain;
  }

  /** The flags that the target accepts. */
  private get targetFlags(): number {
    return this.flags & ~(VIR_MIGRATE_ABORT_ON_ERROR | VIR_MIGRATE_AUTO_CONVERGE);
  }

  private async checkFeatures(): Promise<void> {
    for (const connection of [this.source, this.target]) {
      if (!(await supports(connection, FEATURE_MIGRATION_PARAMS))) {
        throw new Error('The hypervisor does not support a migration that the client drives.');
      }
    }
    if (await supports(this.source, FEATURE_CHANGE_PROTECTION)) {
      this.protection = VIR_MIGRATE_CHANGE_PROTECTION;
    }
  }

  private async begin(): Promise<void> {
    const { xml, cookie_out } = await this.source.call(
      'domainMigrateBegin3Params',
      { dom: this.domain, params: this.parameters, flags: this.flags | this.protection },
      STEP,
    );
    this.cookie = cookie_out;
    this.set(VIR_MIGRATE_PARAM_DEST_XML, xml);
  }

  private async prepare(): Promise<void> {
    const { state } = await this.source.call(
      'domainGetState',
      { dom: this.domain, flags: 0 },
      STEP,
    );
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

  /** Migrate the memory. */
  private async perform(): Promise<Failure | undefined> {
    if (this.signal?.aborted) {
      return { error: this.signal.reason, sourceKnows: false };
    }
    if (!this.has(VIR_MIGRATE_PARAM_URI)) {
      return {
        error: new Error('The target did not return the URI to migrate to.'),
        sourceKnows: false,
      };
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
          dom: this.domain,
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

  /** Start the guest at the target, or delete it there. */
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

  /** Delete the guest at the source, or resume it there. */
  private async confirm(cancelled: boolean): Promise<void> {
    try {
      await this.source.call(
        'domainMigrateConfirm3Params',
        {
          dom: this.domain,
          params: this.parameters,
          cookie_in: this.takeCookie(),
          flags: this.flags | this.protection,
          cancelled: cancelled ? 1 : 0,
        },
        STEP,
      );
    } catch (error) {
      // By now it is certain where the guest runs, and that is what the caller needs to know.
      process.emitWarning(
        `${this.domain.name} may still be paused at the source of its migration: ${String(error)}`,
      );
    }
  }

  /** Abort the migration when the caller's signal does, until the returned controller is aborted. */
  private watchForAbort(): AbortController {
    const watch = new AbortController();
    const abortJob = async (): Promise<void> => {
      while (!watch.signal.aborted) {
        try {
          const options = { ...STEP, priority: 'urgent' } as const;
          await this.source.call('domainAbortJob', { dom: this.domain }, options);
          return;
        } catch {
          // The source has not started the job yet.
          await delay(PAUSE_MS);
        }
      }
    };
    const once = { once: true, signal: watch.signal };
    this.signal?.addEventListener('abort', () => void abortJob(), once);
    return watch;
  }

  /** If the guest died at the target, the error of the target explains the vague error of the source. */
  private reason(failure: unknown, ofTarget: unknown): unknown {
    const isVague =
      failure instanceof LibvirtError &&
      failure.domain === VIR_FROM_QEMU &&
      failure.code === VIR_ERR_OPERATION_FAILED;
    const isSpecific =
      ofTarget instanceof LibvirtError &&
      ofTarget.domain === VIR_FROM_QEMU &&
      ofTarget.code !== VIR_ERR_MIGRATE_FINISH_OK;
    return isVague && isSpecific ? ofTarget : failure;
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

async function supports(caller: Caller, feature: number): Promise<boolean> {
  return (await caller.call('connectSupportsFeature', { feature }, STEP)).supported !== 0;
}

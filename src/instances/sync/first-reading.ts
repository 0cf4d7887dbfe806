import { Injectable, Logger } from '@nestjs/common';
import { concurrently } from '../../common/concurrently.js';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_UNKNOWN } from '../../libvirt/index.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { type DomainOverview, DomainReader } from './domain-reader.js';
import { InstanceSync } from './instance-sync.js';

/** With more instances than this, those that are stopped as recorded are read after the server is ready. */
const READ_AT_ONCE = 50;
/** libvirtd serves five calls of a client at a time. */
const CONCURRENCY = 4;

/**
 * Read all domains after a connect. Reading one completely takes several calls, so with many instances a few bulk calls
 * find those that differ from their records; only these delay the server. The others are read soon after.
 */
@Injectable()
export class FirstReading {
  private readonly logger = new Logger(FirstReading.name);
  private unread: string[] = [];

  constructor(
    private readonly records: InstanceRecords,
    private readonly reader: DomainReader,
    private readonly sync: InstanceSync,
  ) {}

  /** Read what may differ from the records. The others are read by {@link readMore}. */
  async start(): Promise<void> {
    this.reader.forgetAll();
    const instances = await this.records.summaries();
    const overview = await this.reader.readOverview();
    const first: string[] = [];
    const later: string[] = [];
    for (const instance of instances) {
      (isStoppedAsRecorded(instance, overview) ? later : first).push(instance.id);
    }
    const soon = Math.max(0, READ_AT_ONCE - first.length);
    this.unread = later.slice(soon);
    await this.readAll([...first, ...later.slice(0, soon)]);
  }

  /** Read some of those that have not been read since the connect. @returns whether there are more */
  async readMore(count: number): Promise<boolean> {
    const some = this.unread.splice(0, count);
    // An event or an action may have been first.
    const read = new Set(this.reader.readIds());
    await this.readAll(some.filter((id) => !read.has(id)));
    return this.unread.length > 0;
  }

  private readAll(ids: readonly string[]): Promise<void> {
    return concurrently(ids, CONCURRENCY, (id) => this.read(id));
  }

  /** Log the failure of one domain, so that the others are still read. */
  private async read(id: string): Promise<void> {
    try {
      await this.sync.refresh(id);
    } catch (error) {
      if (error instanceof LibvirtUnavailableError) throw error;
      this.logger.error(`Reading the domain of ${id} failed`, error);
    }
  }
}

/** What of a record can be compared with an overview. */
export type InstanceSummary = Pick<
  InstanceEntity,
  'id' | 'name' | 'state' | 'facts' | 'autostart' | 'pendingSize'
>;

/**
 * Whether an instance is stopped, and all that libvirt's bulk calls tell about it is in its record. Its definition may
 * still have changed.
 */
export function isStoppedAsRecorded(instance: InstanceSummary, overview: DomainOverview): boolean {
  const { id, name, state, facts, autostart, pendingSize } = instance;
  const domain = overview.states.get(id);
  if (!domain || !facts) return false;
  // libvirt forgets why a guest is off when libvirtd restarts.
  const isSameReason =
    domain.reason === facts.reason || domain.reason === VIR_DOMAIN_SHUTOFF_UNKNOWN;
  return (
    state === 'stopped' &&
    facts.state === VIR_DOMAIN_SHUTOFF &&
    domain.state === VIR_DOMAIN_SHUTOFF &&
    isSameReason &&
    domain.name === name &&
    facts.isPersistent &&
    overview.persistent.has(id) &&
    overview.autostarted.has(id) === autostart &&
    overview.saved.has(id) === facts.hasSavedState &&
    overview.withSnapshots.has(id) === facts.snapshotCount > 0 &&
    pendingSize === null
  );
}

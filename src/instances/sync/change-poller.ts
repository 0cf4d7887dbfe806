import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { concurrently } from '../../common/concurrently.js';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { LibvirtService } from '../../libvirt/index.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { DiskSizeSync } from './disk-size-sync.js';
import { DomainReader } from './domain-reader.js';
import { FirstReading } from './first-reading.js';
import { InstanceSync } from './instance-sync.js';
import { Round } from './round.js';

/** The shortest interval of libvirt's lists: changes that they show must appear within a second. */
const MIN_INTERVAL_MS = 600;
/** libvirtd locks each domain for a list, so with many instances the interval grows. */
const INTERVAL_PER_INSTANCE_MS = 6;
/** Each reading of a definition costs about 0.3 ms of processor time, in libvirtd and here together. */
const DEFINITIONS_PER_SECOND = 8;
/** Reading the size of a disk costs twice as much, and sizes change less often. */
const DISKS_PER_SECOND = 2;
/** Complete readings after a connect, until all instances were read. */
const FIRST_READINGS_PER_SECOND = 40;
/**
 * Domains to read at the same time: a domain that libvirt is busy with does not delay all others. libvirtd serves five calls
 * of a client.
 */
const CONCURRENCY = 4;
/** An update of a record that could not be written into the domain is tried again. */
const METADATA_EVERY_MS = 2_000;

/**
 * Poll for changes for which libvirt 9 sends no event: autostart, snapshots, a deleted saved state, changes of only the
 * definition (`--config`), and sizes of disks. What libvirt can list is compared for all instances at once. Definitions
 * and disks are read in turn, a fixed number in a second, so that the cost does not grow with the number of instances.
 */
@Injectable()
export class ChangePoller implements OnModuleDestroy {
  private readonly logger = new Logger(ChangePoller.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private readonly definitions = new Round(DEFINITIONS_PER_SECOND);
  private readonly disks = new Round(DISKS_PER_SECOND);
  private metadataWrittenAt = -Infinity;

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly reader: DomainReader,
    private readonly firstReading: FirstReading,
    private readonly sync: InstanceSync,
    private readonly diskSizes: DiskSizeSync,
    private readonly metadata: InstanceMetadata,
  ) {
    libvirt.onConnect(() => Promise.resolve(this.schedule(MIN_INTERVAL_MS)));
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private schedule(intervalMs: number): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.pollAndRepeat(intervalMs), intervalMs).unref();
  }

  private async pollAndRepeat(intervalMs: number): Promise<void> {
    let nextMs = MIN_INTERVAL_MS;
    try {
      if (this.libvirt.isConnected) nextMs = await this.poll(intervalMs);
    } catch (error) {
      // The next connect schedules a new poll.
      if (error instanceof LibvirtUnavailableError) return;
      this.logger.error('Polling for changes failed', error);
    }
    this.schedule(nextMs);
  }

  /** @returns the time until the next poll */
  private async poll(intervalMs: number): Promise<number> {
    const hasMore = await this.firstReading.readMore(
      (FIRST_READINGS_PER_SECOND * intervalMs) / 1000,
    );
    const ids = this.reader.readIds();
    if (ids.length > 0) {
      await this.compareLists(ids);
      await this.readInTurn(ids, intervalMs);
      this.writeMetadata();
    }
    const whenAllAreRead = Math.max(MIN_INTERVAL_MS, ids.length * INTERVAL_PER_INSTANCE_MS);
    return hasMore ? MIN_INTERVAL_MS : whenAllAreRead;
  }

  private async compareLists(ids: readonly string[]): Promise<void> {
    const lists = await this.reader.readLists();
    const changed = ids.filter((id) => this.reader.differs(id, lists));
    await this.unlessBusy(changed, (id) => this.sync.refresh(id));
  }

  private async readInTurn(ids: readonly string[], intervalMs: number): Promise<void> {
    await this.unlessBusy(this.definitions.next(ids, intervalMs), async (id) => {
      if (await this.reader.hasChanged(id)) await this.sync.refresh(id);
    });
    await this.unlessBusy(this.disks.next(ids, intervalMs), (id) => this.diskSizes.sync(id));
  }

  /** Skips instances with an operation, which reads the domain itself when it ends. */
  private unlessBusy(
    ids: readonly string[],
    work: (id: string) => Promise<unknown>,
  ): Promise<void> {
    return concurrently(ids, CONCURRENCY, async (id) => {
      if (!this.sync.isBusy(id)) await work(id);
    });
  }

  /** Not awaited: libvirt may be busy with one domain for half a minute. */
  private writeMetadata(): void {
    if (performance.now() - this.metadataWrittenAt < METADATA_EVERY_MS) return;
    this.metadataWrittenAt = performance.now();
    this.metadata
      .writePending((id) => this.sync.isBusy(id))
      .catch((error: unknown) => this.logger.error('Writing metadata failed', error));
  }
}

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { LibvirtService } from '../../libvirt/index.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import { DiskSizeSync } from './disk-size-sync.js';
import { DomainReader } from './domain-reader.js';
import { InstanceSync } from './instance-sync.js';

/** The shortest interval: changes without an event must be shown within a second. */
const MIN_INTERVAL_MS = 600;
/** With many instances the interval grows, so that the share of time spent polling stays the same. */
const INTERVAL_PER_INSTANCE_MS = 1;
/** Domains to read at the same time: a domain that libvirt is busy with does not delay all others. */
const CONCURRENCY = 2;
/** Reading the size of a disk costs more than reading a domain, so each poll reads only some of them. */
const DISK_SIZES_PER_POLL = 50;

/**
 * Poll for changes for which libvirt 9 sends no event: autostart, snapshots, and changes of a definition (`virsh edit`,
 * `--config`). Only domains that differ from the last reading are read completely.
 */
@Injectable()
export class ChangePoller implements OnModuleDestroy {
  private readonly logger = new Logger(ChangePoller.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private nextDiskSize = 0;

  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly reader: DomainReader,
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

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(() => void this.pollAndRepeat(), delayMs).unref();
  }

  private async pollAndRepeat(): Promise<void> {
    let count = 0;
    try {
      if (this.libvirt.isConnected) count = await this.poll();
    } catch (error) {
      // The next connect schedules a new poll.
      if (error instanceof LibvirtUnavailableError) return;
      this.logger.error('Polling for changes failed', error);
    }
    this.schedule(Math.max(MIN_INTERVAL_MS, count * INTERVAL_PER_INSTANCE_MS));
  }

  /** @returns the number of instances */
  private async poll(): Promise<number> {
    const ids = await this.records.ids();
    if (ids.length === 0) return 0;
    const lists = await this.reader.readLists();
    const waiting = [...ids];
    const sized = new Set(this.nextDiskSizes(ids));
    const worker = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        // An operation reads the domain itself when it ends.
        if (this.sync.isBusy(id)) continue;
        if (await this.reader.hasChanged(id, lists)) await this.sync.refresh(id);
        if (sized.has(id)) await this.diskSizes.sync(id, () => this.sync.isBusy(id));
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    // Not awaited: libvirt may be busy with one domain for half a minute.
    this.metadata
      .writePending((id) => this.sync.isBusy(id))
      .catch((error: unknown) => this.logger.error('Writing metadata failed', error));
    return ids.length;
  }

  private nextDiskSizes(ids: readonly string[]): readonly string[] {
    if (this.nextDiskSize >= ids.length) this.nextDiskSize = 0;
    const from = this.nextDiskSize;
    this.nextDiskSize += DISK_SIZES_PER_POLL;
    return ids.slice(from, this.nextDiskSize);
  }
}

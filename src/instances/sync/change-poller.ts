import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { LibvirtService } from '../../libvirt/index.js';
import { DiskSizes } from './disk-sizes.js';
import { DomainReader } from './domain-reader.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceSync } from './instance-sync.js';

/** What is changed without an event of libvirt's is to be shown within a second. */
const SHORTEST_PAUSE_MS = 600;
/** The more instances, the rarer: the share of the time that looking takes stays the same. */
const PAUSE_FOR_EACH_MS = 1;
/** Domains that are looked at side by side: one that libvirt is busy with does not hold the others up. */
const LANES = 2;
const SIZES_EACH_TURN = 50;

/**
 * Looks at what libvirt 9 sends no event for: autostart, snapshots, and changes of a definition (`virsh edit`,
 * `--config`). Only what differs from what was seen last is read whole.
 */
@Injectable()
export class ChangePoller implements OnModuleDestroy {
  private readonly logger = new Logger(ChangePoller.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private sizedUpTo = 0;

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly reader: DomainReader,
    private readonly sync: InstanceSync,
    private readonly sizes: DiskSizes,
    private readonly metadata: InstanceMetadata,
  ) {
    libvirt.onConnect(() => Promise.resolve(this.lookAfter(SHORTEST_PAUSE_MS)));
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private lookAfter(pauseMs: number): void {
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => void this.turn(), pauseMs).unref();
  }

  private async turn(): Promise<void> {
    let count = 0;
    try {
      if (this.libvirt.isConnected) count = await this.look();
    } catch (error) {
      // The next connect starts anew.
      if (error instanceof LibvirtUnavailableError) return;
      this.logger.error('Looking for changes failed', error);
    }
    this.lookAfter(Math.max(SHORTEST_PAUSE_MS, count * PAUSE_FOR_EACH_MS));
  }

  /** A part of the instances each turn, one after the other: reading the size of a disk is dearer than a look. */
  private nextToSize(ids: readonly string[]): readonly string[] {
    if (this.sizedUpTo >= ids.length) this.sizedUpTo = 0;
    const from = this.sizedUpTo;
    this.sizedUpTo += SIZES_EACH_TURN;
    return ids.slice(from, this.sizedUpTo);
  }

  /** @returns how many it looked at */
  private async look(): Promise<number> {
    const found = await this.instances.find({ select: { id: true } });
    if (found.length === 0) return 0;
    const survey = await this.reader.survey();
    const waiting = found.map(({ id }) => id);
    const sized = new Set(this.nextToSize(waiting));
    const lane = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        // Work that is under way reads it when it is done.
        if (this.sync.isBusy(id)) continue;
        if (await this.reader.hasChanged(id, survey)) await this.sync.refresh(id);
        if (sized.has(id)) await this.sizes.follow(id, () => this.sync.isBusy(id));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // Not awaited: libvirt may be busy with one domain for half a minute.
    this.metadata
      .writePending((id) => this.sync.isBusy(id))
      .catch((error: unknown) => this.logger.error('Writing metadata failed', error));
    return found.length;
  }
}

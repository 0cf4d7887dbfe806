import { Inject, Injectable } from '@nestjs/common';
import { InsufficientStorageError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type PoolRole, type PoolUsage, StorageService } from './storage.service.js';

/** Room that is asked for in a pool. */
export interface RoomRequest {
  /** What is written at once, in bytes. */
  readonly writesBytes: number;
  /** What it may come to in time, in bytes: the virtual size of a thin disk. */
  readonly growsToBytes: number;
}

/**
 * Whether a pool has room. Thin disks take little at first and may grow to their whole size: a pool may be promised
 * more than it has, but only so many times over.
 */
@Injectable()
export class StorageCapacityCheck {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly storage: StorageService,
  ) {}

  /**
   * @param what is to be made, for the message: `The instance "web-1"`
   * @throws InsufficientStorageError
   */
  async require(role: PoolRole, request: RoomRequest, what: string): Promise<void> {
    await this.storage.requireSpace(role, request.writesBytes, what);
    const estimate = await this.storage.estimateUsage(role);
    if (estimate.promisedBytes + request.growsToBytes <= this.limitOf(estimate)) return;
    const usage = await this.storage.readUsage(role);
    const { promisedBytes } = usage;
    const limitBytes = this.limitOf(usage);
    if (promisedBytes + request.growsToBytes <= limitBytes) return;
    throw new InsufficientStorageError(
      `${what} may grow to ${gibibytes(request.growsToBytes)} GiB. The disks of the storage pool may grow to ${gibibytes(promisedBytes)} GiB already, and ${gibibytes(limitBytes)} GiB is all that may be promised there (PICOSTACK_DISK_OVERCOMMIT=${this.settings.diskOvercommit}). ` +
        'Delete some, put the pool on a larger filesystem, or raise the ratio.',
      { promisedBytes, limitBytes, growsToBytes: request.growsToBytes },
    );
  }

  /** What the volumes of a pool may grow to all together. */
  private limitOf({ availableBytes, allocatedBytes }: PoolUsage): number {
    return this.settings.diskOvercommit * (availableBytes + allocatedBytes);
  }
}

function gibibytes(bytes: number): string {
  return (bytes / 1024 ** 3).toLocaleString('en', { maximumFractionDigits: 1 });
}

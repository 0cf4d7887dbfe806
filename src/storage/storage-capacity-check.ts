import { Inject, Injectable } from '@nestjs/common';
import { formatBytes } from '@picostack/api-client/formats';
import { InsufficientStorageError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type PoolRole, type PoolUsage, StorageService } from './storage.service.js';

/** Space to request in a pool. */
export interface SpaceRequest {
  /** The bytes that are written now. */
  readonly writesBytes: number;
  /** The maximum size in bytes: the virtual size of a thin disk. */
  readonly growsToBytes: number;
}

/**
 * Checks whether a pool has enough space. Thin disks are small at first and may grow to their virtual size, so their sizes
 * may exceed the size of the pool, but only by the configured ratio.
 */
@Injectable()
export class StorageCapacityCheck {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly storage: StorageService,
  ) {}

  /**
   * @param what the new resource, for the error: `The instance "web-1"`
   * @throws InsufficientStorageError
   */
  async require(role: PoolRole, request: SpaceRequest, what: string): Promise<void> {
    await this.storage.requireSpace(role, request.writesBytes, what);
    const estimate = await this.storage.estimateUsage(role);
    if (estimate.promisedBytes + request.growsToBytes <= this.limitOf(estimate)) return;
    const usage = await this.storage.readUsage(role);
    const { promisedBytes } = usage;
    const limitBytes = this.limitOf(usage);
    if (promisedBytes + request.growsToBytes <= limitBytes) return;
    throw new InsufficientStorageError(
      `${what} may grow to ${formatBytes(request.growsToBytes)}. The disks in the storage pool may already grow to ${formatBytes(promisedBytes)}, and the limit for all disks is ${formatBytes(limitBytes)} (PICOSTACK_DISK_OVERCOMMIT=${this.settings.diskOvercommit}). ` +
        'Delete disks, move the pool to a larger filesystem, or raise the ratio.',
      { promisedBytes, limitBytes, growsToBytes: request.growsToBytes },
    );
  }

  /** The maximum size of all volumes of a pool. */
  private limitOf({ availableBytes, allocatedBytes }: PoolUsage): number {
    return this.settings.diskOvercommit * (availableBytes + allocatedBytes);
  }
}

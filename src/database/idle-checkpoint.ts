import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { statSync } from 'node:fs';
import { DataSource } from 'typeorm';

const EVERY_MS = 5 * 60_000;
/** A smaller log is not worth the work. */
const LEAST_BYTES = 1024 ** 2;

/**
 * Moves the write-ahead log into the database from time to time. SQLite does so only after enough writes, and a long read
 * at that moment prevents it: an idle server would keep a large log.
 */
@Injectable()
export class IdleCheckpoint implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly source: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Empty the log if it is large and nobody reads from it. */
  async run(): Promise<void> {
    const path = `${String(this.source.options.database)}-wal`;
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size < LEAST_BYTES) return;
    // Another process that reads, or a full disk: the next round tries again.
    await this.source.query('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
  }
}

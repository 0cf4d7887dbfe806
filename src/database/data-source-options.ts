import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { foldCase } from '../common/search.js';
import { DATABASE_FILE } from '../config/folders.js';
import { MIGRATIONS } from '../../migrations/index.js';

/** The part of better-sqlite3 that is used here. */
interface Database {
  pragma(source: string): unknown;
  function(name: string, options: object, implementation: (text: unknown) => unknown): unknown;
}

/** SQLite waits in this thread, so longer waits happen between retries (`createDataSource`). */
const BUSY_WAIT_MS = 10;
/** The write-ahead log is cut to this size after a checkpoint; while a long read lasts, it can be larger. */
const WAL_LIMIT_BYTES = 8 * 1024 ** 2;

/** The options of the database: SQLite in WAL mode, readable only by its owner. */
export function dataSourceOptions(dataDir: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: ownersFile(dataDir),
    migrations: MIGRATIONS,
    enableWAL: true,
    timeout: BUSY_WAIT_MS,
    prepareDatabase: (database: Database) => {
      // With WAL, NORMAL is consistent, and loses at most the last commits in a power failure.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      database.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
      // SQLite's own LOWER knows only ASCII, so a search would find "Ä" in one list and not in another.
      database.function('lower', { deterministic: true }, (text: unknown) =>
        typeof text === 'string' ? foldCase(text) : text,
      );
    },
  };
}

/** Create the file before SQLite does, so that its -wal and -shm files get the mode 0600 too. */
function ownersFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, DATABASE_FILE);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { foldCase } from '../common/search.js';
import { MIGRATIONS } from '../../migrations/index.js';

/** What of better-sqlite3 is used here. */
interface Database {
  pragma(source: string): unknown;
  function(name: string, options: object, implementation: (text: unknown) => unknown): unknown;
}

/** Name of the database file inside the data folder. */
export const DATABASE_FILE = 'picostack.sqlite';

/** SQLite waits in this thread: longer waits are made between two tries (`createDataSource`). */
const BUSY_WAIT_MS = 10;

/** How to open the records of a data folder: SQLite in WAL mode, readable by its owner alone. */
export function dataSourceOptions(dataDir: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: ownersFile(dataDir),
    migrations: MIGRATIONS,
    enableWAL: true,
    timeout: BUSY_WAIT_MS,
    prepareDatabase: (database: Database) => {
      // With WAL, NORMAL loses no consistency, and at most the last moments' commits when power fails.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      // SQLite's own LOWER knows ASCII alone, and a search would find "Ä" in one list and not in another.
      database.function('lower', { deterministic: true }, (text: unknown) =>
        typeof text === 'string' ? foldCase(text) : text,
      );
    },
  };
}

/** Makes the file before SQLite does: its -wal and -shm files then take over the mode 0600. */
function ownersFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, DATABASE_FILE);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

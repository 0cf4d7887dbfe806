import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { COPIES_FOLDER, copyDatabase, keepCopy, syncFile } from './database-copies.js';
import { DATABASE_FILE } from '../config/folders.js';
import { requireDatabase } from './prepare-database.js';

/** Files of SQLite that belong to one database file, and damage any other. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Replace the database of a data folder with a copy of `copyDatabase`, and keep the former one. The caller holds the lock of
 * the data folder.
 * @returns where the former database is; null if there was none
 * @throws PicostackError if the copy is damaged, of another program or of a newer picostack; then nothing changes
 */
export function restoreDatabase(dataDir: string, copy: string): string | null {
  requireDatabase(copy);
  const path = join(dataDir, DATABASE_FILE);
  const incoming = join(dataDir, `${DATABASE_FILE}.restoring`);
  rmSync(incoming, { force: true });
  try {
    copyDatabase(copy, incoming);
    giveToOwner(incoming, dataDir);
    const former = existsSync(path) ? setAside(dataDir, path) : null;
    for (const ending of COMPANIONS) rmSync(`${path}${ending}`, { force: true });
    renameSync(incoming, path);
    syncFile(dataDir);
    return former;
  } finally {
    rmSync(incoming, { force: true });
  }
}

/** Delete the database of a data folder. The caller holds its lock. @returns where it is now */
export function removeDatabase(dataDir: string): string {
  const path = join(dataDir, DATABASE_FILE);
  const former = setAside(dataDir, path);
  for (const ending of ['', ...COMPANIONS]) rmSync(`${path}${ending}`, { force: true });
  return former;
}

/** Keep a copy of the database; if it is too damaged for that, move its files. */
function setAside(dataDir: string, path: string): string {
  try {
    const former = keepCopy(dataDir, 'former');
    giveToOwner(join(dataDir, COPIES_FOLDER), dataDir);
    giveToOwner(former, dataDir);
    // Without a log, a crash before the rename leaves the former database whole.
    const database = new Database(path);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    return former;
  } catch {
    const folder = join(dataDir, COPIES_FOLDER, `damaged-${Date.now()}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const ending of ['', ...COMPANIONS]) {
      if (existsSync(`${path}${ending}`)) {
        renameSync(`${path}${ending}`, join(folder, `${DATABASE_FILE}${ending}`));
      }
    }
    return join(folder, DATABASE_FILE);
  }
}

/** Root restores for the user of the server, who owns the data folder. */
function giveToOwner(path: string, dataDir: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(dataDir);
  chownSync(path, uid, gid);
}

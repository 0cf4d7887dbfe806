import Database from 'better-sqlite3';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationInterface } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { MIGRATIONS } from '../../migrations/index.js';
import { DatabaseUnavailableError, PicostackError, messageOf } from '../common/errors.js';
import { VERSION } from '../common/version.js';
import { COPIES_FOLDER, keepCopyBeforeMigration } from './database-copies.js';
import { createDataSource, damagedMessage } from './database-access.js';
import { DATABASE_FILE } from '../config/folders.js';
import { dataSourceOptions } from './data-source-options.js';

const MAGIC = 'SQLite format 3\0';
/** A check reads the whole file. In larger files, damage is found when it is read. */
const LARGEST_CHECKED_BYTES = 256 * 1024 ** 2;
const BUSY_LIMIT_MS = 10_000;
const BUSY_AGAIN_MS = 50;

/** A migration as TypeORM takes it. */
export type MigrationClass = new () => MigrationInterface;

/** What a start has done to the schema of the database. */
export interface MigrationReport {
  /** The names of the migrations that ran now. */
  readonly executed: readonly string[];
  /** The copy from before them; null for a new database, or if there was nothing to do. */
  readonly copy: string | null;
}

/**
 * Migrate the database of a data folder to the current schema. Before that, keep a copy of it. A database that is damaged,
 * or of a newer picostack, stays unchanged.
 * @throws PicostackError with the file and what to do
 */
export async function prepareDatabase(
  dataDir: string,
  migrations: readonly MigrationClass[] = MIGRATIONS,
): Promise<MigrationReport> {
  const path = join(dataDir, DATABASE_FILE);
  return whileUnlocked(path, async () => {
    const before = hasContent(path) ? inspect(path, migrations) : [];
    const pending = pendingMigrations(before, migrations);
    const copy =
      before.length > 0 && pending.length > 0
        ? keepCopyBeforeMigration(dataDir, before.at(-1)?.name ?? '')
        : null;
    try {
      await migrate(dataDir, migrations);
    } catch (error) {
      throw copy === null || isBusy(error) ? error : failedMigration(path, copy, error);
    }
    return { executed: pending, copy };
  });
}

/** A migration of the schema, and whether the database has it. */
export interface MigrationState {
  readonly name: string;
  readonly isExecuted: boolean;
}

/** Return all migrations in their order. Changes nothing. @throws PicostackError as {@link prepareDatabase} */
export function migrationStates(
  dataDir: string,
  migrations: readonly MigrationClass[] = MIGRATIONS,
): Promise<MigrationState[]> {
  const path = join(dataDir, DATABASE_FILE);
  return whileUnlocked(path, async () => {
    const executed = hasContent(path) ? inspect(path, migrations) : [];
    const pending = pendingMigrations(executed, migrations);
    return migrations.map(({ name }) => ({ name, isExecuted: !pending.includes(name) }));
  });
}

/**
 * Check a database file without changes.
 * @throws PicostackError if it is missing, damaged, of another program, or of a newer picostack
 */
export function requireDatabase(path: string): void {
  try {
    if (hasContent(path) && inspect(path, MIGRATIONS).length > 0) return;
  } catch (error) {
    throw describe(path, error);
  }
  throw new DatabaseUnavailableError(
    'databaseUnavailable',
    `${path} is not a database of picostack. Name a file that "picostk-nest dbbackup" has written.`,
  );
}

/** Retry while another process locks the database, and describe all other errors. */
async function whileUnlocked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + BUSY_LIMIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw describe(path, error);
    }
    await sleep(BUSY_AGAIN_MS);
  }
}

function pendingMigrations(
  executed: readonly Migration[],
  migrations: readonly MigrationClass[],
): string[] {
  const names = new Set(executed.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !names.has(name));
}

function failedMigration(path: string, copy: string, error: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError(
    'migrationFailed',
    `The database ${path} could not be migrated to the schema of picostack ${VERSION}: ${messageOf(error)}. ` +
      `It is unchanged; a copy is in ${copy}. Start the former version of picostack, and report this error.`,
    {},
    { cause: error },
  );
}

/** @returns false for a new database */
function hasContent(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return false;
  if (!stats.isFile()) {
    throw new DatabaseUnavailableError(
      'databaseUnavailable',
      `The database ${path} is not a file. Move it, or set another PICOSTACK_DATA_DIR.`,
    );
  }
  if (stats.size === 0) return false;
  const header = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1') !== MAGIC) throw damaged(path, 'it is not an SQLite database');
  return true;
}

/** Check the database without changes: a read-only connection does not merge the write-ahead log into it. */
function inspect(path: string, migrations: readonly MigrationClass[]): Migration[] {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    if (statSync(path).size <= LARGEST_CHECKED_BYTES) {
      const found = String(database.pragma('quick_check(1)', { simple: true }));
      if (found !== 'ok') throw damaged(path, found.replaceAll(/\s+/g, ' '));
    }
    const executed = executedMigrations(database);
    refuseNewer(path, executed, migrations);
    return executed;
  } finally {
    database.close();
  }
}

interface Migration {
  readonly timestamp: number;
  readonly name: string;
}

function executedMigrations(database: Database.Database): Migration[] {
  const table = database
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'")
    .get();
  if (!table) return [];
  return database
    .prepare<[], Migration>('SELECT timestamp, name FROM migrations ORDER BY timestamp')
    .all();
}

function refuseNewer(
  path: string,
  executed: readonly Migration[],
  migrations: readonly MigrationClass[],
): void {
  const known = migrations.map(({ name }) => name);
  const unknown = executed.filter(({ name }) => !known.includes(name));
  const newest = unknown.at(-1);
  if (!newest) return;
  throw new DatabaseUnavailableError(
    'databaseNewer',
    `The database ${path} was written by a newer picostack: its schema is ${newest.name}, ` +
      `and picostack ${VERSION} knows it up to ${known.at(-1)}. ` +
      'Start the newer picostack, or restore an older copy with "picostk-nest dbrestore FILE"; ' +
      `the folder ${join(dirname(path), COPIES_FOLDER)} has those from before an upgrade.`,
  );
}

async function migrate(dataDir: string, migrations: readonly MigrationClass[]): Promise<void> {
  const source = createDataSource({ ...dataSourceOptions(dataDir), migrations: [...migrations] });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

function describe(path: string, error: unknown): unknown {
  if (error instanceof PicostackError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return damaged(path, messageOf(error), error);
  const reason = REASONS[code] ?? messageOf(error);
  return new DatabaseUnavailableError(
    'databaseUnavailable',
    `Cannot open the database ${path}: ${reason}.`,
    {},
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read and write it. Correct its owner and mode',
  EPERM: 'this user may not change it. Correct its owner and mode',
  EROFS: 'its filesystem is read-only',
  ENOSPC: 'its filesystem is full. Free some space there',
  SQLITE_FULL: 'its filesystem is full. Free some space there',
  SQLITE_CANTOPEN: 'this user may not read and write it, or its filesystem is read-only or full',
  SQLITE_IOERR_SHMSIZE: 'its filesystem is full. Free some space there',
  SQLITE_IOERR_SHMOPEN: 'its filesystem is full, or this user may not write there',
  SQLITE_BUSY: `another process has held it for ${BUSY_LIMIT_MS / 1000} s. End that process`,
};

function damaged(path: string, what: string, cause?: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError('databaseCorrupt', damagedMessage(path, what), {}, { cause });
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

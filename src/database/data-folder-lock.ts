import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PicostackError, messageOf } from '../common/errors.js';
import {
  type ProcessIdentity,
  isRunning,
  parseProcessIdentity,
  thisProcess,
} from '../common/process-identity.js';

/** It stays empty. */
const LOCK_FILE = 'server.lock';
/** The holder of the lock, for messages; only the lock itself counts. */
const HOLDER_FILE = join('run', 'server.json');
/** The holder writes its file right after it has taken the lock. */
const HOLDER_LIMIT_MS = 1_000;
const LOOK_EVERY_MS = 20;

interface Holder extends ProcessIdentity {
  /** The address of its HTTP server; null for a command that opens the database directly. */
  readonly address: string | null;
}

/** Another process uses the data folder. */
export class DataFolderInUseError extends PicostackError {
  constructor(dataDir: string, holder: Holder | undefined) {
    const host = holder && isRunning(holder) === undefined ? ` on ${holder.host}` : '';
    const who = holder
      ? `pid ${holder.pid}${host}${holder.address === null ? '' : ` at ${holder.address}`}`
      : 'its pid is not known';
    super(
      'dataFolderInUse',
      `The data folder ${dataDir} is in use by another picostack (${who}). ` +
        'Stop that one first, or set another PICOSTACK_DATA_DIR.',
    );
  }
}

/**
 * The exclusive lock of a data folder: a POSIX lock that SQLite takes. The kernel releases it when the process ends, in
 * whatever way, and containers that share the folder on one host respect it.
 * Never open the lock file in another way: closing any descriptor of a file drops all POSIX locks of the process on it.
 */
export class DataFolderLock {
  /** A reference, because garbage collection would close the database and drop its lock. */
  private static readonly held = new Set<Database.Database>();

  private constructor(
    private readonly dataDir: string,
    private readonly database: Database.Database,
  ) {}

  /** Throw if another process holds the lock. Changes nothing. @throws DataFolderInUseError */
  static refuseIfHeld(dataDir: string): void {
    refuseKnownHolder(dataDir);
    const path = join(dataDir, LOCK_FILE);
    if (!existsSync(path)) return;
    let database: Database.Database | undefined;
    try {
      database = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
      database.prepare('SELECT count(*) FROM sqlite_master').get();
    } catch (error) {
      if (isBusy(error)) throw new DataFolderInUseError(dataDir, waitForHolder(dataDir));
      // Taking the lock reports all other problems.
    } finally {
      database?.close();
    }
  }

  /**
   * Take the lock, and create the folder if it is missing.
   * @param address the address of this process, for the error of the next one
   * @throws DataFolderInUseError; PicostackError if the folder cannot be used
   */
  static take(dataDir: string, address: string | null): DataFolderLock {
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unusable(dataDir, error);
    }
    const path = join(dataDir, LOCK_FILE);
    const deadline = performance.now() + HOLDER_LIMIT_MS;
    for (;;) {
      refuseKnownHolder(dataDir);
      const database = tryLock(dataDir, path);
      if (database) {
        DataFolderLock.held.add(database);
        const lock = new DataFolderLock(dataDir, database);
        lock.writeHolder(address);
        return lock;
      }
      const holder = readHolder(dataDir);
      // A check holds the lock only for an instant: only a known or a lasting holder counts.
      if ((holder && isRunning(holder) !== false) || performance.now() >= deadline) {
        throw new DataFolderInUseError(
          dataDir,
          holder && isRunning(holder) === false ? undefined : holder,
        );
      }
      pause();
    }
  }

  /** Release the lock. */
  release(): void {
    if (!DataFolderLock.held.delete(this.database)) return;
    rmSync(join(this.dataDir, HOLDER_FILE), { force: true });
    this.database.close();
  }

  private writeHolder(address: string | null): void {
    const path = join(this.dataDir, HOLDER_FILE);
    const holder: Holder = { ...thisProcess(), address };
    try {
      mkdirSync(join(this.dataDir, 'run'), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.new`, JSON.stringify(holder), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch {
      // The disk is full: the lock works without this file, and a second start is refused without a pid.
      rmSync(path, { force: true });
    }
  }
}

/**
 * Throw if the last holder is still running. The lock file may have been deleted, like a stale lock of another program;
 * then the next process would lock a new file, and both would use the folder.
 */
function refuseKnownHolder(dataDir: string): void {
  const holder = readHolder(dataDir);
  // The pid alone may belong to another program.
  if (!holder || holder.pid === process.pid || holder.startTicks === null) return;
  if (isRunning(holder) === true) throw new DataFolderInUseError(dataDir, holder);
}

/** @returns undefined if another process holds the lock */
function tryLock(dataDir: string, path: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    // Without a journal on the disk, `kill -9` leaves nothing to clean up.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw unusable(dataDir, error);
  }
}

function unusable(dataDir: string, error: unknown): PicostackError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? messageOf(error);
  return new PicostackError(
    'dataFolderUnusable',
    `Cannot use the data folder ${dataDir}: ${reason}. Correct that, or set another PICOSTACK_DATA_DIR.`,
    {},
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file in its place',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its filesystem is read-only',
  ENOSPC: 'its filesystem is full',
  ENOENT: 'its path cannot be made',
  SQLITE_CANTOPEN: `this user may not write ${LOCK_FILE} in it, or its filesystem is read-only or full`,
  SQLITE_CANTOPEN_ISDIR: `${LOCK_FILE} in it is a folder`,
  SQLITE_READONLY: `this user may not write ${LOCK_FILE} in it`,
  SQLITE_NOTADB: `${LOCK_FILE} in it was made by another program`,
};

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function readHolder(dataDir: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataDir, HOLDER_FILE), 'utf8'));
    const identity = parseProcessIdentity(value);
    if (!identity || typeof value !== 'object' || value === null) return undefined;
    const address = 'address' in value && typeof value.address === 'string' ? value.address : null;
    return { ...identity, address };
  } catch {
    return undefined;
  }
}

/** Return the holder when its file names a running process. */
function waitForHolder(dataDir: string): Holder | undefined {
  const deadline = performance.now() + HOLDER_LIMIT_MS;
  for (;;) {
    const holder = readHolder(dataDir);
    if (holder && isRunning(holder) !== false) return holder;
    if (performance.now() >= deadline) return undefined;
    pause();
  }
}

/** Block this thread for a moment: nothing else may run while the lock is taken. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS);
}

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

/** Nothing is ever written to it. */
const LOCK_FILE = 'server.lock';
/** Who holds the lock: for people only, the lock itself decides. */
const HOLDER_FILE = join('run', 'server.json');
/** The holder writes its file right after it has taken the lock. */
const HOLDER_LIMIT_MS = 1_000;
const LOOK_EVERY_MS = 20;

interface Holder extends ProcessIdentity {
  /** Where its HTTP server listens; null for a command that opens the database directly. */
  readonly address: string | null;
}

/** Another process works on the data folder. */
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
 * The exclusive lock on a data folder. It is a POSIX lock that SQLite takes: the kernel frees it when the process ends,
 * however it ends, and containers that share the folder on one host see each other's.
 * Never open the lock file otherwise: closing any descriptor of a file drops all POSIX locks of the process on it.
 */
export class DataFolderLock {
  /** A database that is collected as garbage would be closed, and its lock dropped. */
  private static readonly held = new Set<Database.Database>();

  private constructor(
    private readonly dataDir: string,
    private readonly database: Database.Database,
  ) {}

  /** Refuse where another process holds the lock. Changes nothing. @throws DataFolderInUseError */
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
      // What else is wrong with it, taking the lock reports.
    } finally {
      database?.close();
    }
  }

  /**
   * Take the lock, and make the folder where it is missing.
   * @param address where this process listens, for whoever is refused
   * @throws DataFolderInUseError; PicostackError where the folder cannot be used
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
      // Whoever only looks holds the lock for an instant: only a known holder, or a lasting one, is in the way.
      if ((holder && isRunning(holder) !== false) || performance.now() >= deadline) {
        throw new DataFolderInUseError(
          dataDir,
          holder && isRunning(holder) === false ? undefined : holder,
        );
      }
      pause();
    }
  }

  /** Give the lock back. */
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
      // A full disk: the lock holds without it, and a second start is refused without a pid.
      rmSync(path, { force: true });
    }
  }
}

/**
 * Refuse where the last holder still runs. Its lock is on a file that somebody may have deleted, as one deletes stale
 * locks of other programs: the next one would lock a new file, and both would work on the folder.
 */
function refuseKnownHolder(dataDir: string): void {
  const holder = readHolder(dataDir);
  // A pid alone may be another program's by now.
  if (!holder || holder.pid === process.pid || holder.startTicks === null) return;
  if (isRunning(holder) === true) throw new DataFolderInUseError(dataDir, holder);
}

/** @returns undefined where another process holds the lock */
function tryLock(dataDir: string, path: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    // Without a journal on the disk there is nothing to clean up after `kill -9`.
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
    `The data folder ${dataDir} cannot be used: ${reason}. Correct that, or set another PICOSTACK_DATA_DIR.`,
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

/** The holder, once its file names a process that runs. */
function waitForHolder(dataDir: string): Holder | undefined {
  const deadline = performance.now() + HOLDER_LIMIT_MS;
  for (;;) {
    const holder = readHolder(dataDir);
    if (holder && isRunning(holder) !== false) return holder;
    if (performance.now() >= deadline) return undefined;
    pause();
  }
}

/** Block this thread for a moment: nothing else runs while the lock is being taken. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS);
}

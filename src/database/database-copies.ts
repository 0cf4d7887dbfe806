import Database from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PicostackError, messageOf } from '../common/errors.js';
import { DATABASE_FILE } from '../config/folders.js';

/** The folder in the data folder with copies of the database. */
export const COPIES_FOLDER = 'backups';
/** Copies from before an upgrade; older ones are deleted. */
const KEPT_COPIES = 3;
const BEFORE = 'before-upgrade-';
const ENDING = '.sqlite';

/**
 * Write a consistent copy of a database into one file, also while other processes write to it. A plain copy of the file is
 * not enough: recent changes are only in its write-ahead log.
 * @param replace whether an existing file at `to` is replaced
 * @throws PicostackError `backupFailed`; then there is no partial file
 */
export function copyDatabase(from: string, to: string, { replace = false } = {}): void {
  const partial = join(dirname(to), `.${basename(to)}.${process.pid}.part`);
  // Also if the process ends in between.
  const cleanUp = (): void => rmSync(partial, { force: true });
  process.once('exit', cleanUp);
  try {
    refuseUnusableTarget(from, to, replace);
    // SQLite accepts an empty file, which is readable only by its owner from the start.
    closeSync(openSync(partial, 'wx', 0o600));
    chmodSync(partial, 0o600);
    vacuumInto(from, partial);
    syncFile(partial);
    if (replace) renameSync(partial, to);
    // Unlike a rename, a link fails if the file exists now.
    else linkSync(partial, to);
    syncFile(dirname(to));
  } catch (error) {
    throw failed(from, to, error);
  } finally {
    cleanUp();
    process.off('exit', cleanUp);
  }
}

/** Keep a copy from before the migrations in the data folder, and delete the oldest. @returns its path */
export function keepCopyBeforeMigration(dataDir: string, schema: string): string {
  const folder = join(dataDir, COPIES_FOLDER);
  const copy = keepCopy(dataDir, `${BEFORE}${schema}`);
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith(BEFORE) && name.endsWith(ENDING))
    .toSorted((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs);
  for (const name of copies.slice(KEPT_COPIES)) rmSync(join(folder, name), { force: true });
  return copy;
}

/** Keep a copy of the database in the data folder. @returns its path */
export function keepCopy(dataDir: string, label: string): string {
  const folder = join(dataDir, COPIES_FOLDER);
  const from = join(dataDir, DATABASE_FILE);
  // In a file name, "." and ":" of a time are in the way.
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const to = join(folder, `${label}-${time}${ENDING}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw failed(from, to, error);
  }
  copyDatabase(from, to);
  return to;
}

/** Make a change of a file or of the entries of a folder durable. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function vacuumInto(from: string, to: string): void {
  const database = new Database(from, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}

function refuseUnusableTarget(from: string, to: string, replace: boolean): void {
  const target = statSync(to, { throwIfNoEntry: false });
  if (!target) return;
  if (!target.isFile()) throw new Refusal('it exists and is not a file. Name a new file');
  const source = statSync(from);
  if (target.ino === source.ino && target.dev === source.dev) {
    throw new Refusal('it is the database itself. Name another file');
  }
  if (!replace) throw new Refusal('it exists already. Name a new file, or add --force');
}

/** A reason that a person can act on. */
class Refusal extends Error {}

function failed(from: string, to: string, error: unknown): PicostackError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Refusal ? error.message : (REASONS[code] ?? messageOf(error));
  return new PicostackError(
    'backupFailed',
    `Cannot copy the database ${from} to ${to}: ${reason}.`,
    {},
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already. Name a new file, or add --force',
  ENOENT: 'the database or the folder of the copy does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'this user may not read the one or write the other',
  EROFS: 'the filesystem of the copy is read-only',
  ENOSPC: 'the filesystem of the copy is full. Free some space there',
  SQLITE_FULL: 'the filesystem of the copy is full. Free some space there',
  SQLITE_CANTOPEN: 'the database does not exist, or this user may not read it',
};

import { E_TIMEOUT, Mutex, withTimeout } from 'async-mutex';
import type Database from 'better-sqlite3';
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, QueryFailedError } from 'typeorm';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js';
import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import {
  DatabaseUnavailableError,
  DatabaseFullError,
  type PicostackError,
} from '../common/errors.js';
import { isInTransaction } from './transaction.js';

/** How long a statement is retried while another process locks the database. */
const BUSY_LIMIT_MS = 10_000;
const BUSY_AGAIN_MS = 25;
/** With less free space, SQLite cannot write soon: its write-ahead log grows to 4 MiB. */
const LEAST_FREE_BYTES = 1024 ** 2;

const accesses = new WeakMap<DataSource, DatabaseAccess>();

/**
 * The connection to the database, which the whole server shares: it decides who may use it, and knows whether it can be
 * written to. SQLite runs in this thread. It must not wait there for another process, because the server would not respond.
 */
export class DatabaseAccess {
  private readonly turns = withTimeout(new Mutex(), BUSY_LIMIT_MS);
  private noted: PicostackError | undefined;
  private writes = 0;

  constructor(
    private readonly path: string,
    private readonly connection: () => Database.Database,
  ) {}

  /** The access of a data source of {@link createDataSource}. */
  static of(source: DataSource): DatabaseAccess {
    const access = accesses.get(source);
    if (!access) throw new Error('The data source was not created by createDataSource.');
    return access;
  }

  /** Return the problem that prevents writing; after a problem, try to write. */
  problem(): PicostackError | undefined {
    if (this.noted) {
      try {
        const database = this.connection();
        // Writes a page without a change. An open transaction reports its own result.
        if (!database.inTransaction) database.pragma('user_version = 0');
        this.noted = undefined;
      } catch (error) {
        this.noted = this.translate(error) ?? this.noted;
      }
    }
    return this.noted ?? (this.isNearlyFull() ? this.full() : undefined);
  }

  /** Run a statement outside of any transaction, and retry while another process locks the database. */
  run<T>(statement: () => Promise<T>): Promise<T> {
    return this.untilFree(() => this.inTurn(statement));
  }

  /**
   * Begin a transaction. Until it ends no other statement runs: it would become a part of the transaction.
   * @returns a function that lets other statements continue
   */
  begin(statement: () => Promise<void>): Promise<() => void> {
    return this.untilFree(async () => {
      const leave = await this.takeTurn();
      try {
        await statement();
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    });
  }

  /** Convert the error of a statement to a problem of the database, and remember it. */
  note(error: unknown): unknown {
    const problem = this.translate(error);
    if (!problem) return error;
    if (problem.code !== 'databaseBusy') this.noted = problem;
    return problem;
  }

  /** A statement has written: a problem is over. */
  written(): void {
    this.noted = undefined;
    this.writes += 1;
  }

  /** A text that differs after each change of the database, by this process or another one. */
  version(): Promise<string> {
    return this.run(async () => {
      const others = String(this.connection().pragma('data_version', { simple: true }));
      return `${this.writes}/${others}`;
    });
  }

  private async untilFree<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + BUSY_LIMIT_MS;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw this.note(error);
      }
      await sleep(BUSY_AGAIN_MS);
    }
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.takeTurn();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** @throws DatabaseUnavailableError if the previous transaction does not end in time */
  private takeTurn(): Promise<() => void> {
    if (isInTransaction()) {
      throw new Error(
        'A statement inside inTransaction() does not use its EntityManager, so the two would wait for each other. ' +
          'Use manager.getRepository(), or run the statement after the transaction.',
      );
    }
    return this.turns.acquire().catch((error: unknown) => {
      throw error === E_TIMEOUT ? this.busy('A transaction of this server') : error;
    });
  }

  private translate(error: unknown): PicostackError | undefined {
    const cause = error instanceof QueryFailedError ? error.driverError : error;
    if (!(cause instanceof Error) || !('code' in cause)) return undefined;
    const code = String(cause.code);
    if (code === 'SQLITE_FULL') return this.full(error);
    if (code.startsWith('SQLITE_BUSY')) return this.busy('Another process', error);
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      return new DatabaseUnavailableError(
        'databaseCorrupt',
        damagedMessage(this.path, cause.message),
        {},
        { cause: error },
      );
    }
    // SQLite reports a full disk as an I/O error when it extends its shared memory; the same applies to a full quota.
    if (code.startsWith('SQLITE_IOERR') && this.isNearlyFull()) return this.full(error);
    if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code)) {
      return new DatabaseUnavailableError(
        'databaseUnavailable',
        `Cannot use the database ${this.path}: ${cause.message} (${code}). Check its disk, and the permissions of its folder.`,
        {},
        { cause: error },
      );
    }
    return undefined;
  }

  private busy(who: string, cause?: unknown): PicostackError {
    return new DatabaseUnavailableError(
      'databaseBusy',
      `${who} has locked the database ${this.path} for ${BUSY_LIMIT_MS / 1000} s. Try again later.`,
      { retryAfterSeconds: 1 },
      { cause },
    );
  }

  private full(cause?: unknown): PicostackError {
    return new DatabaseFullError(
      `The filesystem of the database ${this.path} is full. Free some space there; picostack continues by itself.`,
      { path: this.path },
      { cause },
    );
  }

  private isNearlyFull(): boolean {
    try {
      const { bavail, bsize } = statfsSync(dirname(this.path));
      return bavail * bsize < LEAST_FREE_BYTES;
    } catch {
      return false;
    }
  }
}

/** The message about a damaged database; `what` is SQLite's description. */
export function damagedMessage(path: string, what: string): string {
  return (
    `The database ${path} is damaged (${what}). Stop the server, then restore a copy of the file; ` +
    'or move it away, start the server, and run "picostk recover", which makes the records again from libvirt.'
  );
}

/**
 * Create a data source. Its statements wait for other processes without blocking this one, its transactions exclude other
 * statements, and its errors name the file and what to do.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const source = new DataSource(options);
  const { driver } = source;
  if (!(driver instanceof BetterSqlite3Driver)) return source;
  const access = new DatabaseAccess(driver.options.database, () => connectionOf(driver));
  accesses.set(source, access);
  const statements = new Map<string, unknown>();
  // By default the driver shares one query runner, so statements of others would become part of a transaction.
  driver.createQueryRunner = () =>
    Object.assign(new TurnTakingQueryRunner(driver, access), { stmtCache: statements });
  return source;
}

/** Runs the statements of one caller, each in its turn; a transaction is one turn. */
class TurnTakingQueryRunner extends BetterSqlite3QueryRunner {
  private transaction: 'none' | 'beginning' | 'open' = 'none';
  private leave: (() => void) | undefined;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly access: DatabaseAccess,
  ) {
    super(driver);
  }

  override async startTransaction(isolationLevel?: IsolationLevel): Promise<void> {
    if (this.transaction !== 'none') return super.startTransaction(isolationLevel);
    this.leave = await this.access.begin(async () => {
      this.transaction = 'beginning';
      try {
        await super.startTransaction(isolationLevel);
        this.transaction = 'open';
      } catch (error) {
        this.transaction = 'none';
        this.isTransactionActive = false;
        throw error;
      }
    });
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    this.leaveAtEnd();
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } catch (error) {
      // On a full disk, SQLite rolls back by itself.
      const database = connectionOf(this.driver);
      if (this.transactionDepth > 1 || database.inTransaction) throw error;
      this.isTransactionActive = false;
      this.transactionDepth = 0;
    }
    this.leaveAtEnd();
  }

  override async release(): Promise<void> {
    if (this.transaction === 'open') await this.rollbackTransaction();
    await super.release();
  }

  override async query(
    query: string,
    parameters?: unknown[],
    useStructuredResult?: boolean,
    // oxlint-disable-next-line typescript/no-explicit-any -- as TypeORM declares it
  ): Promise<any> {
    // A transaction that starts as a reader may find the database changed when it writes, and waiting does not help then.
    const text = query === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : query;
    const run = () => super.query(text, parameters, useStructuredResult);
    const result: unknown =
      this.transaction === 'none' ? await this.access.run(run) : await this.withinTransaction(run);
    if (!/^\s*(SELECT|PRAGMA|BEGIN)/i.test(text)) this.access.written();
    return result;
  }

  private async withinTransaction(run: () => Promise<unknown>): Promise<unknown> {
    try {
      return await run();
    } catch (error) {
      // If it cannot begin yet, it is retried.
      throw this.transaction === 'beginning' ? error : this.access.note(error);
    }
  }

  private leaveAtEnd(): void {
    if (this.isTransactionActive) return;
    this.transaction = 'none';
    this.leave?.();
    this.leave = undefined;
  }
}

function connectionOf(driver: BetterSqlite3Driver): Database.Database {
  const connection: Database.Database = driver.databaseConnection;
  return connection;
}

function isBusy(error: unknown): boolean {
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY');
}

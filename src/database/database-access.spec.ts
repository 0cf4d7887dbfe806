import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseFullError, DatabaseUnavailableError } from '../common/errors.js';
import { DATABASE_FILE } from '../config/folders.js';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseAccess, createDataSource } from './database-access.js';
import { isUniqueViolation } from './queries.js';

@Entity('thing')
class Thing {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { unique: true })
  name!: string;
}

let folder: string;
let source: DataSource;
/** Another process that has the database open. */
let other: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-access-'));
  source = createDataSource({ ...dataSourceOptions(folder), entities: [Thing] });
  await source.initialize();
  await source.query('CREATE TABLE thing (id text PRIMARY KEY, name text UNIQUE)');
  other = new Database(join(folder, DATABASE_FILE));
});
afterEach(async () => {
  vi.useRealTimers();
  other.close();
  await source.destroy();
  rmSync(folder, { recursive: true });
});

const things = () => source.getRepository(Thing);
const names = async () => (await things().find({ order: { id: 'ASC' } })).map(({ name }) => name);
const thing = (id: string, name = id) => ({ id, name });

describe('a database that another process locks', () => {
  const WRITES: [string, () => Promise<unknown>][] = [
    ['an insert', () => things().insert(thing('a'))],
    ['a save, which is a transaction', () => things().save(thing('a'))],
    ['a transaction', () => source.transaction((manager) => manager.insert(Thing, thing('a')))],
    ['an update', () => things().update('x', { name: 'a' })],
  ];

  it.each(WRITES)('%s waits without blocking this process', async (_, write) => {
    await things().insert(thing('x'));
    other.exec('BEGIN IMMEDIATE');
    const written = write();
    // It is retried while other code runs; SQLite itself would block for seconds.
    const isOver = written.then(() => true);
    let longestMs = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      const begun = performance.now();
      expect(await Promise.race([isOver, nextTurn()])).toBeUndefined();
      longestMs = Math.max(longestMs, performance.now() - begun);
    }
    expect(longestMs).toBeLessThan(1_000);
    // Reads do not wait.
    expect(await names()).toEqual(['x']);
    other.exec('COMMIT');
    await written;
    expect(await names()).toContain('a');
  });

  it('fails after a while, and names the file', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    other.exec('BEGIN IMMEDIATE');
    const written = things().insert(thing('a'));
    const failure = written.catch((error: unknown) => error);
    await nextTurn();
    vi.advanceTimersByTime(10_001);
    const error = await failure;
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(error).toMatchObject({ code: 'databaseBusy', details: { retryAfterSeconds: 1 } });
    expect(String(error)).toContain(join(folder, DATABASE_FILE));
    other.exec('COMMIT');
    await things().insert(thing('b'));
    expect(DatabaseAccess.of(source).problem()).toBeUndefined();
  });
});

describe('a transaction', () => {
  it('that is rolled back does not undo concurrent writes of others', async () => {
    await things().insert(thing('taken'));
    const saves = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? things()
            .save({ id: `bad-${index}`, name: 'taken' })
            .then(
              () => undefined,
              (error: unknown) => isUniqueViolation(error),
            )
        : things().insert(thing(`good-${String(index).padStart(2, '0')}`)),
    );
    const results = await Promise.all(saves);
    expect(results.filter((result) => result === true)).toHaveLength(10);
    expect(await names()).toHaveLength(11);
  });

  it('excludes others until it ends, and lets them continue after it failed', async () => {
    let fail = (): void => undefined;
    const failing = new Promise<void>((_, reject) => (fail = () => reject(new Error('no'))));
    const transaction = source.transaction(async (manager) => {
      await manager.insert(Thing, thing('a'));
      await failing;
    });
    const ended = transaction.catch(String);
    const insert = things().insert(thing('b'));
    await nextTurn();
    fail();
    expect(await ended).toContain('no');
    await insert;
    expect(await names()).toEqual(['b']);
  });
});

describe('a full disk', () => {
  /** SQLite reports it like a real one: the file may not grow. */
  async function fill(): Promise<void> {
    await source.query('PRAGMA wal_checkpoint(TRUNCATE)');
    const [{ page_count: pages }] = (await source.query('PRAGMA page_count')) as [
      { page_count: number },
    ];
    await source.query(`PRAGMA max_page_count = ${pages}`);
  }
  const grow = () => things().insert({ id: 'big', name: 'x'.repeat(100_000) });

  it('is reported with the file, fails only the transaction, and ends when there is space', async () => {
    await fill();
    const error = await grow().catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(DatabaseFullError);
    expect(error).toMatchObject({ code: 'insufficientStorage' });
    expect(String(error)).toContain(join(folder, DATABASE_FILE));
    await expect(things().save({ id: 'big', name: 'x'.repeat(100_000) })).rejects.toBeInstanceOf(
      DatabaseFullError,
    );
    await source.query('PRAGMA max_page_count = 100000');
    await grow();
    expect(DatabaseAccess.of(source).problem()).toBeUndefined();
  });
});

describe('a damaged database', () => {
  it('is reported with the file and what to do, until it is repaired', async () => {
    for (let index = 0; index < 200; index += 1) await things().insert(thing(`n${index}`));
    await source.query('PRAGMA wal_checkpoint(TRUNCATE)');
    const [{ rootpage }] = (await source.query(
      "SELECT rootpage FROM sqlite_master WHERE name = 'thing'",
    )) as [{ rootpage: number }];
    const { openSync, writeSync, closeSync } = await import('node:fs');
    const file = openSync(join(folder, DATABASE_FILE), 'r+');
    writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, (rootpage - 1) * 4096);
    closeSync(file);
    await source.query('PRAGMA shrink_memory');
    const error = await things()
      .find()
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'databaseCorrupt' });
    expect(String(error)).toContain(join(folder, DATABASE_FILE));
    expect(String(error)).toContain('picostk recover');
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

import Database from 'better-sqlite3';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { VERSION } from '../common/version.js';
import { DATABASE_FILE } from '../config/folders.js';
import { prepareDatabase } from './prepare-database.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-prepare-'));
  path = join(folder, DATABASE_FILE);
});
afterEach(() => rmSync(folder, { recursive: true }));

const migrations = (): string[] => {
  const database = new Database(path, { readonly: true });
  const rows = database.prepare<[], { name: string }>('SELECT name FROM migrations').all();
  database.close();
  return rows.map(({ name }) => name);
};

async function refusal(): Promise<{ code: string; message: string }> {
  const before = digest();
  const error = await prepareDatabase(folder).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(digest()).toEqual(before);
  const { code, message } = error as { code: string; message: string };
  expect(message).toContain(path);
  expect(message).not.toContain('\n');
  return { code, message };
}

/** The content of the file and of its log. */
function digest(): string {
  const read = (file: string): string => {
    try {
      return readFileSync(file).toString('base64');
    } catch {
      return '';
    }
  };
  return `${read(path)} ${read(`${path}-wal`)}`;
}

describe('a database at the start of the server', () => {
  it.each(['none', 'empty'])('%s: it is created', async (what) => {
    if (what === 'empty') writeFileSync(path, '');
    await prepareDatabase(folder);
    expect(migrations()).toHaveLength(MIGRATIONS.length);
    await prepareDatabase(folder);
  });

  it('of a newer version is refused with both schemas, and stays unchanged', async () => {
    await prepareDatabase(folder);
    const database = new Database(path);
    database
      .prepare('INSERT INTO migrations (timestamp, name) VALUES (?, ?)')
      .run(1900000000000, 'Tomorrow1900000000000');
    // The change is only in the write-ahead log, as after a kill.
    copyFileSync(path, `${path}.copy`);
    copyFileSync(`${path}-wal`, `${path}.copy-wal`);
    database.close();
    copyFileSync(`${path}.copy`, path);
    copyFileSync(`${path}.copy-wal`, `${path}-wal`);
    const { code, message } = await refusal();
    expect(code).toBe('databaseNewer');
    expect(message).toContain('Tomorrow1900000000000');
    expect(message).toContain(`picostack ${VERSION} knows it up to ${MIGRATIONS.at(-1)?.name}`);
  });

  it.each<[string, () => void]>([
    ['garbage', () => writeFileSync(path, 'not a database at all, '.repeat(1000))],
    ['a few bytes', () => writeFileSync(path, 'SQL')],
    ['cut off', () => truncateSync(path, 8192)],
    ['cut off in its header', () => truncateSync(path, 60)],
    ['a page of other bytes', () => overwrite(4096 * 5)],
  ])('%s: one line says what to do, and the file is left alone', async (_, damage) => {
    await prepareDatabase(folder);
    damage();
    const { code, message } = await refusal();
    expect(code).toBe('databaseCorrupt');
    expect(message).toContain('picostk recover');
    expect(message).toContain('restore a copy');
  });

  it('that is a folder is refused', async () => {
    mkdirSync(path);
    expect(await refusal()).toMatchObject({ code: 'databaseUnavailable' });
  });

  it('that another process locks for a moment delays the start', async () => {
    await prepareDatabase(folder);
    const other = new Database(path);
    other.pragma('journal_mode = DELETE');
    other.exec('BEGIN EXCLUSIVE');
    const prepared = prepareDatabase(folder);
    await new Promise((resolve) => setImmediate(resolve));
    other.exec('COMMIT');
    other.close();
    await prepared;
  });

  function overwrite(offset: number): void {
    const bytes = readFileSync(path);
    bytes.fill(0xa5, offset, offset + 4096);
    writeFileSync(path, bytes);
  }
});

describe('a database that needs migrations', () => {
  const LAST = MIGRATIONS.at(-1);
  const copies = (): string[] => {
    try {
      return readdirSync(join(folder, 'backups')).toSorted();
    } catch {
      return [];
    }
  };
  const allBut = (count: number) => MIGRATIONS.slice(0, MIGRATIONS.length - count);

  it('is copied before them, with the changes of its write-ahead log', async () => {
    await prepareDatabase(folder, allBut(1));
    const writer = new Database(path);
    const user = `INSERT INTO user (id, name, role, passwordHash, disabled, createdAt) VALUES ('u', 'ann', 'admin', '', 0, '')`;
    writer.exec(user);
    const { executed, copy } = await prepareDatabase(folder);
    writer.close();
    expect(executed).toEqual([LAST?.name]);
    // The copy is complete without any other file.
    const alone = join(folder, 'alone.sqlite');
    copyFileSync(String(copy), alone);
    const database = new Database(alone, { readonly: true });
    expect(database.prepare('SELECT name FROM user').pluck().all()).toEqual(['ann']);
    expect(database.prepare('SELECT count(*) FROM migrations').pluck().get()).toBe(
      MIGRATIONS.length - 1,
    );
    database.close();
    expect(statSync(String(copy)).mode & 0o777).toBe(0o600);
    expect(copies()).toEqual([basename(String(copy))]);
  });

  it('is not copied if it is new or up to date', async () => {
    expect(await prepareDatabase(folder)).toMatchObject({ copy: null });
    expect(await prepareDatabase(folder)).toEqual({ executed: [], copy: null });
    expect(copies()).toEqual([]);
  });

  it('has its last three copies; files of others stay', async () => {
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'mine.sqlite'), '');
    for (let count = 6; count >= 0; count -= 1) await prepareDatabase(folder, allBut(count));
    expect(copies()).toHaveLength(4);
    expect(copies()).toContain('mine.sqlite');
    expect(copies().some((name) => name.includes(String(MIGRATIONS.at(-2)?.name)))).toBe(true);
  });

  it('is unchanged after a migration that fails, and the error names the copy', async () => {
    await prepareDatabase(folder);
    const before = migrations();
    class Broken1999999999999 implements MigrationInterface {
      name = 'Broken1999999999999';
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('CREATE TABLE half_made (id text)');
        await runner.query('SELECT nonsense');
      }
      async down(): Promise<void> {}
    }
    const failure = await prepareDatabase(folder, [...MIGRATIONS, Broken1999999999999]).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'migrationFailed' });
    expect(String(failure)).toContain(join(folder, 'backups', copies()[0] ?? ''));
    expect(migrations()).toEqual(before);
    const database = new Database(path, { readonly: true });
    expect(
      database.prepare("SELECT name FROM sqlite_master WHERE name = 'half_made'").all(),
    ).toEqual([]);
    database.close();
  });

  it('stays as it is if the copy cannot be written', async () => {
    await prepareDatabase(folder, allBut(1));
    writeFileSync(join(folder, 'backups'), 'a file in its place');
    const { code } = await refusal();
    expect(code).toBe('backupFailed');
    expect(migrations()).toHaveLength(MIGRATIONS.length - 1);
  });
});

describe('idempotency keys from before they had ids', () => {
  const NAME = 'IdempotencyIdentity1764000102000';

  it('are assigned to the user or token that sent them; others are deleted', async () => {
    await prepareDatabase(folder);
    const database = new Database(path);
    // As an earlier version, which stored the names, left it.
    database.prepare('DELETE FROM migrations WHERE name = ?').run(NAME);
    const [early, noon, late] = ['2026-01-01', '2026-01-02', '2026-01-03'];
    const token = database.prepare(
      `INSERT INTO token (id, name, role, tokenHash, createdAt) VALUES (?, ?, 'viewer', ?, ?)`,
    );
    token.run('t1', 'ci', 'a', early);
    token.run('t2', 'young', 'b', late);
    const user = database.prepare(
      `INSERT INTO user (id, name, role, passwordHash, disabled, createdAt) VALUES (?, ?, 'viewer', '', 0, ?)`,
    );
    user.run('u1', 'eve', early);
    user.run('u2', 'adam', late);
    const key = database.prepare(
      `INSERT INTO idempotency_key (actor, key, fingerprint, createdAt) VALUES (?, ?, '', ?)`,
    );
    for (const actor of ['token:ci', 'token:young', 'token:gone', 'eve', 'adam', 'gone', 'local']) {
      key.run(actor, `of ${actor}`, noon);
    }
    database.close();

    await prepareDatabase(folder);

    const after = new Database(path, { readonly: true });
    const kept = after.prepare('SELECT actor, key FROM idempotency_key ORDER BY actor').all();
    after.close();
    expect(kept).toEqual([
      { actor: 'local', key: 'of local' },
      { actor: 'token:t1', key: 'of token:ci' },
      { actor: 'user:u1', key: 'of eve' },
    ]);
    expect(migrations()).toContain(NAME);
  });
});

import Database from 'better-sqlite3';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { VERSION } from '../common/version.js';
import { DATABASE_FILE } from './data-source-options.js';
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

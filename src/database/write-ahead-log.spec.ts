import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DATABASE_FILE } from '../config/folders.js';
import { dataSourceOptions } from './data-source-options.js';
import { createDataSource } from './database-access.js';
import { IdleCheckpoint } from './idle-checkpoint.js';

const MIB = 1024 ** 2;

let folder: string;
let source: DataSource;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-wal-'));
  source = createDataSource({ ...dataSourceOptions(folder), migrations: [] });
  await source.initialize();
  await source.query('CREATE TABLE filler (content text)');
});
afterEach(async () => {
  await source.destroy();
  rmSync(folder, { recursive: true });
});

const logBytes = () => statSync(join(folder, `${DATABASE_FILE}-wal`)).size;

async function write(mebibytes: number): Promise<void> {
  for (let written = 0; written < mebibytes; written += 1) {
    await source.query('INSERT INTO filler VALUES (?)', ['x'.repeat(MIB)]);
  }
}

it('the log is cut after a long read that let it grow', async () => {
  const reader = new Database(join(folder, DATABASE_FILE), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM filler').get();
  await write(10);
  expect(logBytes()).toBeGreaterThan(10 * MIB);
  reader.exec('COMMIT');
  reader.close();
  await write(1);
  await write(1);
  expect(logBytes()).toBeLessThanOrEqual(8 * MIB);
});

it('an idle server empties a large log, and leaves it while somebody reads', async () => {
  const checkpoint = new IdleCheckpoint(source);
  const reader = new Database(join(folder, DATABASE_FILE), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM filler').get();
  await write(3);
  await checkpoint.run();
  expect(logBytes()).toBeGreaterThan(2 * MIB);
  reader.close();
  await checkpoint.run();
  expect(logBytes()).toBe(0);
});

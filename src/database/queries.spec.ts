import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '../../test/support/random.js';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageOf } from '../common/http/list-query.js';
import { dataSourceOptions } from './data-source-options.js';
import { listPage } from './queries.js';

@Entity('thing')
class Thing {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;
}

const NAMES = ['50%', '50 of 100', 'a_b', 'axb', 'back\\slash', "o'clock", 'Ärger', 'WEB-1', ''];

let folder: string;
let source: DataSource;
let things: Thing[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-queries-'));
  source = new DataSource({ ...dataSourceOptions(folder), entities: [Thing] });
  await source.initialize();
  await source.query('CREATE TABLE thing (id text PRIMARY KEY, name text)');
  things = NAMES.map((name, index) => ({ id: String(index), name }));
  await source.getRepository(Thing).insert(things);
});
afterAll(async () => {
  await source.destroy();
  rmSync(folder, { recursive: true });
});

async function searchBoth(q: string): Promise<{ stored: string[]; inMemory: string[] }> {
  const query = { q, sort: 'id' };
  const stored = await listPage(source.getRepository(Thing), query, { sortable: ['id'] });
  const inMemory = pageOf(things, query, {
    sortable: { id: ({ id }) => id },
    defaultSort: 'id',
    searchable: ({ name }) => [name],
  });
  const names = (items: readonly Thing[]) => items.map(({ name }) => name);
  expect(stored.total).toBe(stored.items.length);
  return { stored: names(stored.items), inMemory: names(inMemory.items) };
}

it.each([
  ['%', ['50%']],
  ['0%', ['50%']],
  ['_', ['a_b']],
  ['A_B', ['a_b']],
  ['\\', ['back\\slash']],
  ['\\%', []],
  ["'", ["o'clock"]],
  ['ä', ['Ärger']],
  ['web', ['WEB-1']],
  ['', NAMES],
])('q=%s finds %j in the database and in memory', async (q, expected) => {
  expect(await searchBoth(q)).toEqual({ stored: expected, inMemory: expected });
});

it('searches the database and memory by the same rule', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.string({ unit: fc.constantFrom('%', '_', '\\', 'a', 'B', 'Ä', '5'), maxLength: 3 }),
      ),
      async (q) => {
        const { stored, inMemory } = await searchBoth(q);
        expect(stored).toEqual(inMemory);
      },
    ),
    { numRuns: 200 },
  );
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { InstanceDatabase } from '../../../test/support/instance-database.js';

const ID = '00000000-0000-4000-8000-000000000001';
const DEFINITION = '<domain>large</domain>';

let database: InstanceDatabase;

beforeEach(async () => {
  database = await InstanceDatabase.open();
  await database.insert({ id: ID, name: 'web-1', definition: DEFINITION });
  database.queries.length = 0;
});

afterEach(() => database.dispose());

it('reads the definition only when it is requested', async () => {
  const { records, queries } = database;
  const { items } = await records.list({}, {});
  const instances = [
    ...items,
    await records.find('web-1'),
    await records.load(ID),
    await records.findOneBy({ name: 'web-1' }),
    ...(await records.findBy({ state: 'stopped' })),
  ];
  for (const instance of instances) {
    expect(instance).toMatchObject({ name: 'web-1' });
    expect(instance?.definition).toBeUndefined();
  }
  expect(queries.length).toBeGreaterThan(0);
  for (const query of queries) expect(query).not.toContain('definition');
  expect(await records.definitionOf(ID)).toBe(DEFINITION);
  expect(queries.at(-1)).toContain('definition');
});

it('keeps the definition when other fields change', async () => {
  const { records } = database;
  expect(await records.update(ID, { notes: 'changed' })).toBe(true);
  expect(await records.definitionOf(ID)).toBe(DEFINITION);
  expect(await records.update({ id: ID, notes: 'other' }, { notes: 'again' })).toBe(false);
  expect((await records.find(ID)).notes).toBe('changed');
});

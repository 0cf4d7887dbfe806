import { afterEach, beforeEach, expect, it } from 'vitest';
import { InstanceDatabase } from '../../../test/support/instance-database.js';
import type { NewEvent } from '../../events/new-event.js';
import { DefinitionSync } from './definition-sync.js';
import type { ObservedDomain } from './domain-reader.js';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002';

let database: InstanceDatabase;
let events: NewEvent[];
let definitions: DefinitionSync;

beforeEach(async () => {
  database = await InstanceDatabase.open();
  events = [];
  await database.insert({ id: ID, name: 'web' });
  await database.insert({ id: OTHER, name: 'db', state: 'missing' });
  definitions = new DefinitionSync(
    database.records,
    { record: async (event: NewEvent) => void events.push(event) } as never,
    {} as never,
  );
});

afterEach(() => database.dispose());

/** A transient domain with this name, and nothing else that changed. */
const renamed = (name: string) =>
  ({ domain: { name }, definition: undefined, snapshotNames: [] }) as unknown as ObservedDomain;

const names = async () => [
  (await database.records.find(ID)).name,
  (await database.records.find(OTHER)).name,
];

it('gives a renamed instance the name of a missing one, which gets a different name', async () => {
  const { changes, renamedId } = await definitions.sync(
    await database.records.find(ID),
    renamed('db'),
  );
  expect(changes).toEqual(['renamed web -> db']);
  expect(renamedId).toBe(OTHER);
  expect(await names()).toEqual(['db', 'db-aaaaaaaa']);
  expect(events).toMatchObject([{ resource: { id: OTHER, name: 'db-aaaaaaaa' } }]);
});

it('changes both names or none', async () => {
  await database.records.manager.query(
    `CREATE TRIGGER fault BEFORE UPDATE OF "name" ON "instance" WHEN NEW."id" = '${ID}' BEGIN SELECT RAISE(ABORT, 'a test'); END`,
  );
  const instance = await database.records.find(ID);
  await expect(definitions.sync(instance, renamed('db'))).rejects.toThrow('a test');
  expect(await names()).toEqual(['web', 'db']);
  expect(events).toEqual([]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataSourceOptions } from './data-source-options.js';
import { createDataSource } from './database-access.js';
import { inTransaction, isInTransaction } from './transaction.js';

@Entity('thing')
class Thing {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;
}

let folder: string;
let source: DataSource;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-transaction-'));
  source = createDataSource({ ...dataSourceOptions(folder), entities: [Thing] });
  await source.initialize();
  await source.query('CREATE TABLE thing (id text PRIMARY KEY, name text)');
});
afterEach(async () => {
  await source.destroy();
  rmSync(folder, { recursive: true });
});

const things = () => source.getRepository(Thing);
const ids = async () => (await things().find({ order: { id: 'ASC' } })).map(({ id }) => id);
const thing = (id: string) => ({ id, name: id });

/** A promise that the test settles when it wants to. */
function signal(): { promise: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const promise = new Promise<void>((resolve) => (give = resolve));
  return { promise, give };
}

it('stores all changes and returns the result of the callback', async () => {
  const result = await inTransaction(source.manager, async (manager) => {
    await manager.insert(Thing, thing('a'));
    await manager.save(Thing, thing('b'));
    return manager.count(Thing);
  });
  expect(result).toBe(2);
  expect(await ids()).toEqual(['a', 'b']);
});

it('undoes the changes made before the callback fails', async () => {
  const failed = inTransaction(source.manager, async (manager) => {
    await manager.insert(Thing, thing('a'));
    await manager.save(Thing, thing('b'));
    throw new Error('refused');
  });
  await expect(failed).rejects.toThrow('refused');
  expect(await ids()).toEqual([]);
});

it.each([true, false])(
  'keeps the concurrent statements of other requests (transaction succeeds: %s)',
  async (succeeds) => {
    await things().insert([thing('changed'), thing('deleted')]);
    const [inside, end] = [signal(), signal()];
    const transaction = inTransaction(source.manager, async (manager) => {
      await manager.insert(Thing, thing('own'));
      inside.give();
      await end.promise;
      if (!succeeds) throw new Error('refused');
    }).catch(() => undefined);
    await inside.promise;
    // Each of these is another request: its statement starts while the transaction is open.
    const others = [
      things().insert(thing('inserted')),
      things().save(thing('saved')),
      things().update('changed', { name: 'new' }),
      things().delete('deleted'),
      inTransaction(source.manager, (manager) => manager.insert(Thing, thing('transacted'))),
    ];
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    end.give();
    await Promise.all([transaction, ...others]);
    expect(await ids()).toEqual([
      'changed',
      'inserted',
      ...(succeeds ? ['own'] : []),
      'saved',
      'transacted',
    ]);
    expect(await things().findOneBy({ id: 'changed' })).toMatchObject({ name: 'new' });
  },
);

it('refuses a statement that bypasses the EntityManager of the transaction', async () => {
  const failed = inTransaction(source.manager, async (manager) => {
    await manager.insert(Thing, thing('a'));
    await things().insert(thing('b'));
  });
  await expect(failed).rejects.toThrow('does not use its EntityManager');
  const nested = inTransaction(source.manager, () =>
    inTransaction(source.manager, (manager) => manager.insert(Thing, thing('c'))),
  );
  await expect(nested).rejects.toThrow('does not use its EntityManager');
  expect(await ids()).toEqual([]);
});

it('does not mistake work that outlives the transaction for a part of it', async () => {
  const later = signal();
  let work: Promise<unknown> | undefined;
  await inTransaction(source.manager, async (manager) => {
    await manager.insert(Thing, thing('a'));
    work = later.promise.then(() => things().insert(thing('b')));
  });
  expect(isInTransaction()).toBe(false);
  later.give();
  await work;
  expect(await ids()).toEqual(['a', 'b']);
});

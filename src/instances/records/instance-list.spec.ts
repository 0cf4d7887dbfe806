import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InstanceDatabase } from '../../../test/support/instance-database.js';
import { inTransaction } from '../../database/transaction.js';
import { FlavourEntity } from '../../flavours/flavour.entity.js';
import { ImageEntity } from '../../images/image.entity.js';
import { InstanceEntity } from './instance.entity.js';

let database: InstanceDatabase;
beforeEach(async () => {
  database = await InstanceDatabase.open();
});
afterEach(() => database.dispose());

it('lists instances as it loads them, with their relations and every type of column', async () => {
  const { records } = database;
  const createdAt = '2026-01-01T00:00:00.000Z';
  await records.manager.insert(ImageEntity, {
    id: 'image',
    name: 'debian',
    description: '',
    status: 'ready',
    format: 'qcow2',
    volume: 'image.qcow2',
    virtualSizeBytes: 3 * 1024 ** 3,
    source: 'upload',
    defaultPorts: [],
    tags: [],
    firmware: 'uefi',
    deviceProfile: 'linux',
    isProtected: false,
    allowsUnbootable: false,
    createdAt,
  });
  await records.manager.insert(FlavourEntity, {
    id: 'flavour',
    name: 'other',
    memoryMiB: 64,
    vcpus: 1,
    diskGiB: null,
    createdAt,
  });
  await database.insert({ id: 'b', name: 'plain' });
  await database.insert({
    id: 'a',
    name: 'web',
    imageId: 'image',
    flavourId: 'flavour',
    tags: ['x', 'ü'],
    isProtected: true,
    autostart: true,
    pendingSize: { memoryMiB: 512, vcpus: 2 },
    snapshotNames: ['first'],
    diskSizeBytes: 5 * 1024 ** 4,
    definition: '<domain/>',
  });
  const mapping = {
    instanceId: 'a',
    protocol: 'tcp',
    hostAddress: '0.0.0.0',
    active: true,
  } as const;
  await database.mappings.insert([
    { ...mapping, id: 'p1', guestPort: 80, hostPort: 8080 },
    { ...mapping, id: 'p2', guestPort: 22, hostPort: 8022 },
  ]);
  const { items, total } = await records.list({ sort: '-name' }, {});
  expect(total).toBe(2);
  expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
  for (const item of items) {
    expect(item).toBeInstanceOf(InstanceEntity);
    expect(item).toEqual(await records.load(item.id));
  }
  expect(items[0]).toMatchObject({
    isProtected: true,
    tags: ['x', 'ü'],
    image: { name: 'debian' },
  });
  expect(items[0]?.definition).toBeUndefined();
});

it('lists with a few queries, however many instances there are', async () => {
  const { records, queries } = database;
  for (let index = 0; index < 30; index += 1) {
    await database.insert({ id: `id-${index}`, name: `name-${index}` });
  }
  queries.length = 0;
  expect((await records.list({ limit: 20 }, {})).items).toHaveLength(20);
  expect(queries.length).toBeLessThanOrEqual(6);
});

it('keeps what it has loaded until anything changes', async () => {
  const { records, mappings } = database;
  await database.insert({ id: 'a', name: 'web' });
  await database.insert({ id: 'b', name: 'db' });
  const first = async () => (await records.list({ sort: '-name' }, {})).items[0];
  const unchanged = await first();
  expect(await first()).toBe(unchanged);

  await records.update('a', { description: 'new' });
  expect(await first()).toMatchObject({ id: 'a', description: 'new', ports: [] });
  await mappings.insert({
    id: 'p1',
    instanceId: 'a',
    protocol: 'tcp',
    guestPort: 80,
    hostAddress: '0.0.0.0',
    hostPort: 8080,
    active: true,
  });
  expect(await first()).toMatchObject({ ports: [{ hostPort: 8080 }] });
  await inTransaction(records.manager, async (manager) => {
    await manager.update(InstanceEntity, 'a', { notes: 'within' });
  });
  expect(await first()).toMatchObject({ notes: 'within' });
  const other = new Database(String(records.manager.dataSource.options.database));
  other.prepare("UPDATE instance SET notes = 'from outside' WHERE id = 'a'").run();
  other.close();
  expect(await first()).toMatchObject({ notes: 'from outside' });
  await records.delete('a');
  expect(await first()).toMatchObject({ id: 'b' });
});

it('keeps the pages of different lists apart, and never those with filters', async () => {
  const { records } = database;
  for (const id of ['a', 'b', 'c']) {
    await database.insert({ id, name: `name-${id}`, state: id === 'b' ? 'running' : 'stopped' });
  }
  const lists = [
    { query: {}, filters: {}, ids: 'a b c of 3' },
    { query: { limit: 2 }, filters: {}, ids: 'a b of 3' },
    { query: { limit: 2, offset: 2 }, filters: {}, ids: 'c of 3' },
    { query: { sort: '-name' }, filters: {}, ids: 'c b a of 3' },
    { query: { q: 'NAME-B' }, filters: {}, ids: 'b of 1' },
    { query: {}, filters: { state: 'running' as const }, ids: 'b of 1' },
    { query: {}, filters: { state: 'stopped' as const }, ids: 'a c of 2' },
  ];
  for (const { query, filters, ids } of [...lists, ...lists.toReversed()]) {
    const { items, total } = await records.list(query, filters);
    expect(`${items.map(({ id }) => id).join(' ')} of ${total}`).toBe(ids);
  }
});

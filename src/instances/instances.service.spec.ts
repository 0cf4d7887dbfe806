import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstanceDatabase } from '../../test/support/instance-database.js';
import type { OperationKind } from '../operations/dto.js';
import { InstancesService } from './instances.service.js';
import type { InstanceState, Intent } from './model/states.js';

describe('the shown state of instances', () => {
  let database: InstanceDatabase;
  let service: InstancesService;
  let libvirt: { isConnected: boolean };
  let intents: Map<string, Intent>;
  let before: OperationKind | undefined;

  beforeEach(async () => {
    database = await InstanceDatabase.open();
    libvirt = { isConnected: true };
    intents = new Map();
    before = undefined;
    const make = (name: string, state: InstanceState, stateReason: string | null = null) =>
      database.insert({ id: `id-${name}`, name, state, stateReason });
    await make('a', 'running');
    await make('b', 'stopped', 'forced off');
    await make('c', 'stopped');
    await make('d', 'paused', 'paused by a user');
    const sync = {
      intentOf: (id: string) => intents.get(id),
      idsWithIntent: () => [...intents.keys()],
    };
    service = new InstancesService(
      database.records,
      libvirt as never,
      sync as never,
      {} as never,
      {} as never,
      { waitsFor: () => before } as never,
    );
  });
  afterEach(() => database.dispose());

  const listed = async (state: InstanceState, more: object = {}): Promise<string> => {
    const { items, total } = await service.list({ state, sort: 'name', ...more });
    for (const item of items) expect(item.state).toBe(state);
    return `${items.map(({ name }) => name).join(' ')} of ${total}`;
  };

  it('is the state to filter by', async () => {
    expect(await listed('stopped')).toBe('b c of 2');
    expect(await listed('running')).toBe('a of 1');
    expect(await listed('unknown')).toBe(' of 0');
  });

  it('is unknown while libvirt is unavailable, also for the filter and the counts', async () => {
    libvirt.isConnected = false;
    expect(await listed('running')).toBe(' of 0');
    expect(await listed('stopped')).toBe(' of 0');
    expect(await listed('unknown', { limit: 2 })).toBe('a b of 4');
    expect((await service.get('d')).stateReason).toBe('libvirt is unavailable');
  });

  it('is never one that was listed before', async () => {
    const shown = async () =>
      (await service.list({ sort: 'name' })).items.map(({ state }) => state).join(' ');
    const recorded = 'running stopped stopped paused';
    expect(await shown()).toBe(recorded);
    const [first] = (await service.list({ sort: 'name' })).items;
    expect((await service.list({ sort: 'name' })).items[0]).toBe(first);
    libvirt.isConnected = false;
    expect(await shown()).toBe('unknown unknown unknown unknown');
    libvirt.isConnected = true;
    expect(await shown()).toBe(recorded);

    const reason = async () => (await service.list({ sort: 'name' })).items[1]?.stateReason;
    intents.set('id-b', 'launched');
    expect(await reason()).toBeNull();
    before = 'instance.publish';
    expect(await reason()).toBe('waiting for the publish to finish');
  });

  it('is the intent of an operation, also for the filter and on each page', async () => {
    intents.set('id-b', 'launched');
    expect(await listed('stopped')).toBe('c of 1');
    expect(await listed('launched')).toBe('b of 1');
    intents.set('id-c', 'launched');
    expect(await listed('stopped')).toBe(' of 0');
    expect(await listed('launched', { limit: 1, offset: 1 })).toBe('c of 2');
    expect(await listed('running')).toBe('a of 1');
    expect(await listed('launched', { q: 'C' })).toBe('c of 1');
  });

  it.each(['name', 'state', 'createdAt', 'startedAt', 'memoryMiB', 'vcpus', 'diskSizeBytes'])(
    'is listed for an image and a flavour by id or name, sorted by %s',
    async (sort) => {
      const id = '00000000-0000-4000-8000-000000000001';
      await database.insertImageAndFlavour({ id, name: 'lab' });
      for (const name of ['e', 'f']) {
        await database.insert({ id: `id-${name}`, name, imageId: id, flavourId: id });
      }
      for (const filter of [{ image: 'lab' }, { image: id }, { flavour: 'lab' }, { flavour: id }]) {
        const { items, total } = await service.list({ sort, limit: 1, offset: 1, ...filter });
        expect([items.map(({ image }) => image?.name), total]).toEqual([['lab'], 2]);
      }
      expect(await service.list({ sort, image: 'lab', flavour: 'none' })).toEqual({
        items: [],
        total: 0,
      });
    },
  );

  it('names the operation that a queued one waits for, but not while libvirt is unavailable', async () => {
    intents.set('id-b', 'launched');
    expect(await service.get('b')).toMatchObject({ state: 'launched', stateReason: null });
    before = 'instance.publish';
    expect(await service.get('b')).toMatchObject({
      state: 'launched',
      stateReason: 'waiting for the publish to finish',
    });
    expect(await service.get('d')).toMatchObject({ stateReason: 'paused by a user' });
  });
});

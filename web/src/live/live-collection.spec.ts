import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';

import { toApiError } from '../api/api-error';
import { LiveCollection, mergeNewer } from './live-collection';

interface Thing {
  id: string;
  state: string;
}

const KEY = ['things'];

function setUp(readOne: (id: string) => Promise<Thing>, things: Thing[] = []) {
  const client = new QueryClient();
  client.setQueryData(KEY, things);
  const collection = new LiveCollection<Thing>(client, KEY, readOne);
  return { collection, cached: () => client.getQueryData<Thing[]>(KEY) };
}

describe('LiveCollection', () => {
  it('replaces a refetched item in place', async () => {
    const { collection, cached } = setUp(
      (id) => Promise.resolve({ id, state: 'running' }),
      [
        { id: 'a', state: 'stopped' },
        { id: 'b', state: 'stopped' },
      ],
    );
    collection.refetch('a');
    await vi.waitFor(() => expect(cached()?.[0]?.state).toBe('running'));
    expect(cached()?.map(({ id }) => id)).toEqual(['a', 'b']);
    collection.refetch('c');
    await vi.waitFor(() => expect(cached()).toHaveLength(3));
  });

  it('removes an item that the server no longer has', async () => {
    const { collection, cached } = setUp(
      () => Promise.reject(toApiError(404, {})),
      [{ id: 'a', state: 'stopped' }],
    );
    collection.refetch('a');
    await vi.waitFor(() => expect(cached()).toEqual([]));
  });

  it('keeps an item if the request fails', async () => {
    const readOne = vi.fn<() => Promise<Thing>>(() => Promise.reject(toApiError(503, {})));
    const { collection, cached } = setUp(readOne, [{ id: 'a', state: 'stopped' }]);
    collection.refetch('a');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalled());
    expect(cached()).toEqual([{ id: 'a', state: 'stopped' }]);
  });

  it('ignores a read that started before the item was removed', async () => {
    let respond: (thing: Thing) => void = () => undefined;
    const readOne = vi.fn<() => Promise<Thing>>(
      () =>
        new Promise((resolve) => {
          respond = resolve;
        }),
    );
    const { collection, cached } = setUp(readOne, [{ id: 'a', state: 'trashed' }]);
    collection.refetch('a');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalledOnce());
    collection.remove('a');
    respond({ id: 'a', state: 'trashed' });
    await Promise.resolve();
    collection.refetch('b');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalledTimes(2));
    expect(cached()).toEqual([]);
  });

  it('keeps items that changed after the request for the list', async () => {
    const { collection } = setUp((id) => Promise.resolve({ id, state: 'running' }));
    const items = await collection.readList(async () => {
      collection.upsert({ id: 'a', state: 'running' });
      collection.remove('b');
      return Promise.resolve([
        { id: 'a', state: 'stopped' },
        { id: 'b', state: 'stopped' },
        { id: 'c', state: 'stopped' },
      ]);
    });
    expect(items).toEqual([
      { id: 'a', state: 'running' },
      { id: 'c', state: 'stopped' },
    ]);
  });
});

describe('mergeNewer', () => {
  it('ignores reads that are older than the list', () => {
    const known = new Map([['a', { readAt: 1, item: { id: 'a', state: 'old' } }]]);
    expect(mergeNewer([{ id: 'a', state: 'new' }], known, 2)).toEqual([{ id: 'a', state: 'new' }]);
  });
});

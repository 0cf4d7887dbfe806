import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';

import { ApiError } from '../api/api-error';
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
  it('puts what it read again in its place', async () => {
    const { collection, cached } = setUp(
      (id) => Promise.resolve({ id, state: 'running' }),
      [
        { id: 'a', state: 'stopped' },
        { id: 'b', state: 'stopped' },
      ],
    );
    collection.reread('a');
    await vi.waitFor(() => expect(cached()?.[0]?.state).toBe('running'));
    expect(cached()?.map(({ id }) => id)).toEqual(['a', 'b']);
    collection.reread('c');
    await vi.waitFor(() => expect(cached()).toHaveLength(3));
  });

  it('lets go of what the server no longer has', async () => {
    const { collection, cached } = setUp(
      () => Promise.reject(new ApiError(404, {})),
      [{ id: 'a', state: 'stopped' }],
    );
    collection.reread('a');
    await vi.waitFor(() => expect(cached()).toEqual([]));
  });

  it('keeps what it knows when the server does not answer', async () => {
    const readOne = vi.fn<() => Promise<Thing>>(() => Promise.reject(new ApiError(503, {})));
    const { collection, cached } = setUp(readOne, [{ id: 'a', state: 'stopped' }]);
    collection.reread('a');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalled());
    expect(cached()).toEqual([{ id: 'a', state: 'stopped' }]);
  });

  it('does not let a read that began before a deletion bring the thing back', async () => {
    let answer: (thing: Thing) => void = () => undefined;
    const readOne = vi.fn<() => Promise<Thing>>(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { collection, cached } = setUp(readOne, [{ id: 'a', state: 'trashed' }]);
    collection.reread('a');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalledOnce());
    collection.drop('a');
    answer({ id: 'a', state: 'trashed' });
    await Promise.resolve();
    collection.reread('b');
    await vi.waitFor(() => expect(readOne).toHaveBeenCalledTimes(2));
    expect(cached()).toEqual([]);
  });

  it('does not let a list that was asked for earlier undo a newer read', async () => {
    const { collection } = setUp((id) => Promise.resolve({ id, state: 'running' }));
    const items = await collection.readList(async () => {
      collection.accept({ id: 'a', state: 'running' });
      collection.drop('b');
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
  it('passes over reads that are older than the list', () => {
    const known = new Map([['a', { at: 1, item: { id: 'a', state: 'old' } }]]);
    expect(mergeNewer([{ id: 'a', state: 'new' }], known, 2)).toEqual([{ id: 'a', state: 'new' }]);
  });
});

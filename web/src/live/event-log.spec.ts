import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';

import { queryKeys } from '../api/query-client';
import type { EventDto } from '../api/types';
import {
  EventLog,
  type EventPages,
  matchesFilter,
  mergePages,
  nextOffset,
  prependNewer,
} from './event-log';

function event(id: number, change: Partial<EventDto> = {}): EventDto {
  const resource = { type: 'instance', id: 'i', name: 'Web-1' } as const;
  return {
    id,
    time: '',
    kind: 'instance.started',
    resource,
    actor: 'admin',
    cause: null,
    details: {},
    ...change,
  };
}

const ANY = { kind: '', actor: '', q: '' };
const page = (ids: number[], total: number) => ({ items: ids.map((id) => event(id)), total });
const idsOf = (events: EventDto[]) => events.map(({ id }) => id);

describe('matchesFilter', () => {
  it.each([
    [{}, true],
    [{ kind: 'instance.started' }, true],
    [{ kind: 'instance.*' }, true],
    [{ kind: 'image.*' }, false],
    [{ kind: 'instance.stopped' }, false],
    [{ actor: 'admin' }, true],
    [{ actor: 'adm' }, false],
    [{ q: 'WEB' }, true],
    [{ q: 'db' }, false],
    [{ kind: 'instance.*', actor: 'eve', q: 'web' }, false],
  ])('%j: %s', (filter, expected) => {
    expect(matchesFilter({ ...ANY, ...filter }, event(1))).toBe(expected);
  });

  it('does not find an event without a resource by name', () => {
    expect(matchesFilter({ ...ANY, q: 'a' }, event(1, { resource: null }))).toBe(false);
  });
});

describe('prependNewer', () => {
  it('prepends newer events once', () => {
    const first = prependNewer(page([5, 4], 9), [event(7), event(6), event(5)]);
    expect(idsOf(first.items)).toEqual([7, 6, 5, 4]);
    expect(first.total).toBe(11);
    expect(prependNewer(first, [event(7)])).toBe(first);
  });
});

describe('mergePages', () => {
  it('shows each event of overlapping pages once', () => {
    expect(idsOf(mergePages([page([5, 4], 4), page([4, 3], 4)]))).toEqual([5, 4, 3]);
  });
});

describe('nextOffset', () => {
  it('is where the next page starts, and undefined after the last one', () => {
    expect(nextOffset([page([5, 4], 3)])).toBe(2);
    expect(nextOffset([page([5, 4], 3), page([4, 3], 3)])).toBeUndefined();
    expect(nextOffset([page([5, 4], 3), page([], 3)])).toBeUndefined();
    expect(nextOffset([page([], 0)])).toBeUndefined();
  });
});

describe('EventLog', () => {
  it('prepends an event to each list whose filter it matches', () => {
    const client = new QueryClient();
    const log = new EventLog(client, () => Promise.resolve(page([], 0)));
    const keys = [ANY, { ...ANY, actor: 'eve' }].map((filter) => [...queryKeys.events, filter]);
    for (const key of keys) {
      client.setQueryData<EventPages>(key, { pages: [page([1], 1)], pageParams: [0] });
    }
    log.add(event(2));
    const shown = keys.map((key) => mergePages(client.getQueryData<EventPages>(key)?.pages ?? []));
    expect(shown.map(idsOf)).toEqual([[2, 1], [1]]);
  });

  it('keeps an event that arrived while the page was being read', async () => {
    const log: EventLog = new EventLog(new QueryClient(), () => {
      log.add(event(3));
      log.add(event(4, { kind: 'image.ready' }));
      return Promise.resolve(page([2, 1], 2));
    });
    const filter = { ...ANY, kind: 'instance.*' };
    const first = await log.read(filter, 0, new AbortController().signal);
    expect(idsOf(first.items)).toEqual([3, 2, 1]);
    const second = await log.read(filter, 50, new AbortController().signal);
    expect(idsOf(second.items)).toEqual([2, 1]);
  });
});

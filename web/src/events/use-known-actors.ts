import { useQueryClient } from '@tanstack/react-query';

import type { EventPages } from '../live/event-log';
import { queryKeys } from '../api/query-keys';

/** Those whom anybody may ask for, though they have done nothing yet. */
const ALWAYS = ['system', 'outside', 'guest', 'local'];

/** Everybody who did something in the events read so far, with any filter; the server names its people to admins alone. */
export function useKnownActors(current: string): string[] {
  const lists = useQueryClient().getQueriesData<EventPages>({ queryKey: queryKeys.events });
  const events = lists.flatMap(([, list]) => list?.pages ?? []).flatMap(({ items }) => items);
  const others = new Set([current, ...events.map(({ actor }) => actor)]);
  for (const each of ['', ...ALWAYS]) others.delete(each);
  return [...[...others].toSorted(), ...ALWAYS];
}

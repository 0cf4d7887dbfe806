import { useQueryClient } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { EventPages } from '../live/event-log';
import { ListToolbar } from '../ui/list-toolbar';
import { formatCount } from '../ui/list-view';
import { actorName, EVENT_GROUPS, EVENT_TITLES, eventFilterTitle } from './event-texts';

interface Props {
  query: string;
  onQuery: (query: string) => void;
  kind: string;
  onKind: (kind: string) => void;
  actor: string;
  onActor: (actor: string) => void;
  /** Undefined while the events are loading. */
  total: number | undefined;
}

/** The search and the filters of the event log. */
export function EventsToolbar({ query, onQuery, kind, onKind, actor, onActor, total }: Props) {
  const actors = useActorOptions(actor);
  return (
    <ListToolbar
      label="Events"
      searchLabel="Search events by resource name"
      placeholder="Resource name"
      query={query}
      onQuery={onQuery}
      filters={[
        {
          label: 'Filter by event',
          value: kind,
          onValue: onKind,
          allLabel: 'All events',
          valueLabel: eventFilterTitle(kind),
          options: EVENT_GROUPS.map(({ group, title }) => ({ title, options: kindsOf(group) })),
        },
        {
          label: 'Filter by actor',
          value: actor,
          onValue: onActor,
          allLabel: 'All actors',
          valueLabel: actorName(actor),
          options: actors.map((each) => ({ value: each, label: actorName(each) })),
        },
      ]}
      count={
        total === undefined
          ? undefined
          : formatCount({ shown: total, total, singular: 'event', plural: 'events' })
      }
    />
  );
}

function kindsOf(group: string): { value: string; label: string }[] {
  const kinds = Object.entries(EVENT_TITLES).filter(([kind]) => kind.startsWith(`${group}.`));
  return [
    { value: `${group}.*`, label: 'All' },
    ...kinds.map(([value, label]) => ({ value, label })),
  ];
}

/** Actors that are not users; always in the menu. */
const BUILT_IN_ACTORS = ['system', 'outside', 'guest', 'local'];

/** The actors of the events read so far. The page cannot list all users, because only admins can. */
function useActorOptions(current: string): string[] {
  const lists = useQueryClient().getQueriesData<EventPages>({ queryKey: queryKeys.events });
  const events = lists.flatMap(([, list]) => list?.pages ?? []).flatMap(({ items }) => items);
  const others = new Set([current, ...events.map(({ actor }) => actor)]);
  for (const each of ['', ...BUILT_IN_ACTORS]) others.delete(each);
  return [...[...others].toSorted(), ...BUILT_IN_ACTORS];
}

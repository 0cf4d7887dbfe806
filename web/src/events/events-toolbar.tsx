import { ListToolbar } from '../ui/list-toolbar';
import { actorWords, KIND_GROUPS, KIND_WORDS, kindFilterWords } from './event-texts';
import { countWords } from '../ui/list-view';
import { useKnownActors } from './use-known-actors';

interface Props {
  query: string;
  onQuery: (query: string) => void;
  kind: string;
  onKind: (kind: string) => void;
  actor: string;
  onActor: (actor: string) => void;
  /** Undefined until it is known. */
  total: number | undefined;
}

/** The filters of the events. */
export function EventsToolbar({ query, onQuery, kind, onKind, actor, onActor, total }: Props) {
  const actors = useKnownActors(actor);
  return (
    <ListToolbar
      label="Events"
      searchLabel="Search events by what they are about"
      placeholder="Name"
      query={query}
      onQuery={onQuery}
      filters={[
        {
          label: 'Filter by what happened',
          value: kind,
          onValue: onKind,
          allWords: 'All kinds',
          words: kindFilterWords(kind),
          options: KIND_GROUPS.map(({ group, title }) => ({ title, options: kindsOf(group) })),
        },
        {
          label: 'Filter by who did it',
          value: actor,
          onValue: onActor,
          allWords: 'Anybody',
          words: actorWords(actor),
          options: actors.map((each) => ({ value: each, words: actorWords(each) })),
        },
      ]}
      count={
        total === undefined
          ? undefined
          : countWords({ shown: total, total, one: 'event', many: 'events' })
      }
    />
  );
}

function kindsOf(group: string): { value: string; words: string }[] {
  const kinds = Object.entries(KIND_WORDS).filter(([kind]) => kind.startsWith(`${group}.`));
  return [
    { value: `${group}.*`, words: 'Any of these' },
    ...kinds.map(([value, words]) => ({ value, words })),
  ];
}

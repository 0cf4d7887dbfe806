import type { ReactNode } from 'react';

import type { InstanceDto } from '../api/types';
import { ListToolbar } from '../ui/list-toolbar';
import { countWords } from '../ui/list-view';
import { BulkActions } from './bulk-actions';

interface StateCount {
  state: string;
  word: string;
  count: number;
}

interface Props {
  query: string;
  onQuery: (query: string) => void;
  stateFilter: string;
  onStateFilter: (state: string) => void;
  states: StateCount[];
  shown: number;
  total: number;
  selected: InstanceDto[];
  onClearSelection: () => void;
  launchButton: ReactNode;
}

export function InstancesToolbar(props: Props) {
  const { query, onQuery, stateFilter, onStateFilter, states, shown, total, selected } = props;
  return (
    <ListToolbar
      label="Instances"
      searchLabel="Search instances"
      query={query}
      onQuery={onQuery}
      filters={[
        {
          label: 'Filter by state',
          value: stateFilter,
          onValue: onStateFilter,
          allWords: 'All states',
          words: states.find(({ state }) => state === stateFilter)?.word,
          options: states.map(({ state, word, count }) => ({
            value: state,
            words: `${word} (${count})`,
          })),
        },
      ]}
      count={countWords({ shown, total, one: 'instance', many: 'instances' })}
      action={props.launchButton}
    >
      {selected.length > 0 && <BulkActions selected={selected} onClear={props.onClearSelection} />}
    </ListToolbar>
  );
}

import type { ReactNode } from 'react';

import type { InstanceDto } from '../api/types';
import { FoundRows } from '../ui/found-rows';
import { SHOWN_STATES, shownState, stateWord } from './instance-states';
import { matchesQuery, type SortValue } from '../ui/list-view';
import { useAddressValue } from '../ui/use-address-value';
import { useListView } from '../ui/use-list-view';
import { useSelection } from './use-selection';
import { useMayChange } from '../session/use-session';
import { InstancesTable } from './instances-table';
import { InstancesToolbar } from './instances-toolbar';

export type InstanceColumn = 'name' | 'state' | 'image' | 'flavour' | 'created';

const COLUMNS: Record<InstanceColumn, (instance: InstanceDto) => SortValue> = {
  name: ({ name }) => name,
  state: (instance) => SHOWN_STATES.indexOf(shownState(instance)),
  image: ({ image }) => image?.name ?? '',
  flavour: ({ memoryMiB }) => memoryMiB,
  created: ({ createdAt }) => Date.parse(createdAt),
};

function searchTexts(instance: InstanceDto): string[] {
  return [
    instance.name,
    instance.description,
    instance.image?.name ?? '',
    instance.flavour?.name ?? '',
    instance.mac ?? '',
    ...instance.tags,
    ...instance.ports.map(({ hostPort }) => String(hostPort)),
  ];
}

interface Props {
  instances: InstanceDto[];
  launchButton: ReactNode;
}

/** All instances with search, filter, order, pages and a selection. */
export function InstancesView({ instances, launchButton }: Props) {
  const [query, setQuery] = useAddressValue('q');
  const [stateFilter, setStateFilter] = useAddressValue('state');
  const mayChange = useMayChange();
  const found = instances.filter(
    (instance) =>
      (stateFilter === '' || shownState(instance) === stateFilter) &&
      matchesQuery(query, searchTexts(instance)),
  );
  const view = useListView(found, COLUMNS, { column: 'name', direction: 'asc' });
  const selection = useSelection(found);

  return (
    <>
      <InstancesToolbar
        query={query}
        onQuery={setQuery}
        stateFilter={stateFilter}
        onStateFilter={setStateFilter}
        states={SHOWN_STATES.map((state) => ({
          state,
          word: stateWord(state),
          count: instances.filter((instance) => shownState(instance) === state).length,
        })).filter(({ state, count }) => count > 0 || state === stateFilter)}
        shown={found.length}
        total={instances.length}
        selected={selection.selected}
        onClearSelection={selection.clear}
        launchButton={launchButton}
      />
      <FoundRows paging={view.paging} one="instance" many="instances">
        <InstancesTable
          rows={view.pageRows}
          sortOf={view.sortOf}
          selection={mayChange ? selection : null}
        />
      </FoundRows>
    </>
  );
}

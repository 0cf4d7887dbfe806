import { shownState } from '@picostack/api-client/formats';
import { type ReactNode, useState } from 'react';
import type { InstanceDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { ListToolbar } from '../ui/list-toolbar';
import { formatCount, matchesQuery, type SortValue } from '../ui/list-view';
import { PagedRows, useListView } from '../ui/paged-rows';
import { useSearchParam } from '../ui/use-search-param';
import { BulkActions } from './bulk-actions';
import { SHOWN_STATES, stateName } from './instance-states';
import { type InstanceColumn, InstancesTable } from './instances-table';

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

interface InstancesViewProps {
  instances: InstanceDto[];
  launchButton: ReactNode;
}

/** The instances with search, a filter, sorting, pagination and a selection. */
export function InstancesView({ instances, launchButton }: InstancesViewProps) {
  const [query, setQuery] = useSearchParam('q');
  const [stateFilter, setStateFilter] = useSearchParam('state');
  const canEdit = useCanEdit();
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
          name: stateName(state),
          count: instances.filter((instance) => shownState(instance) === state).length,
        })).filter(({ state, count }) => count > 0 || state === stateFilter)}
        shown={found.length}
        total={instances.length}
        selected={selection.selected}
        onClearSelection={selection.clear}
        launchButton={launchButton}
      />
      <PagedRows paging={view.paging} plural="instances">
        <InstancesTable
          rows={view.pageRows}
          sortOf={view.sortOf}
          selection={canEdit ? selection : null}
        />
      </PagedRows>
    </>
  );
}

interface StateCount {
  state: string;
  name: string;
  count: number;
}

interface InstancesToolbarProps {
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

function InstancesToolbar(props: InstancesToolbarProps) {
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
          allLabel: 'All states',
          valueLabel: states.find(({ state }) => state === stateFilter)?.name,
          options: states.map(({ state, name, count }) => ({
            value: state,
            label: `${name} (${count})`,
          })),
        },
      ]}
      count={formatCount({ shown, total, singular: 'instance', plural: 'instances' })}
      action={props.launchButton}
    >
      {selected.length > 0 && <BulkActions selected={selected} onClear={props.onClearSelection} />}
    </ListToolbar>
  );
}

/** A selection of rows. Removed rows are no longer selected. */
function useSelection<T extends { id: string }>(rows: T[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = rows.filter((row) => ids.has(row.id));
  return {
    selected,
    isSelected: (id: string) => ids.has(id),
    select: (toChange: T[], on: boolean) =>
      setIds((before) => {
        const next = new Set(before);
        for (const { id } of toChange) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return next;
      }),
    clear: () => setIds(new Set()),
  };
}

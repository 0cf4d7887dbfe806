import type { ForeignDomainDto } from '../api/types';
import { SHOWN_STATES } from '../instances/instance-states';
import { useCanEdit } from '../session/session';
import { ListToolbar } from '../ui/list-toolbar';
import { formatCount, matchesQuery, type SortValue } from '../ui/list-view';
import { PagedRows, useListView } from '../ui/paged-rows';
import { useSearchParam } from '../ui/use-search-param';
import { type DomainColumn, DomainsTable } from './domains-table';

const COLUMNS: Record<DomainColumn, (domain: ForeignDomainDto) => SortValue> = {
  name: ({ name }) => name,
  state: ({ state }) => SHOWN_STATES.indexOf(state),
  size: ({ memoryMiB }) => memoryMiB,
};

/** The foreign domains with search, a filter, sorting and pagination. */
export function DomainsView({ domains }: { domains: ForeignDomainDto[] }) {
  const [query, setQuery] = useSearchParam('q');
  const [adopting, setAdopting] = useSearchParam('adopt');
  const canEdit = useCanEdit();
  const found = domains.filter(
    ({ name, id, disks, canAdopt }) =>
      (adopting === '' || canAdopt === (adopting === 'yes')) &&
      matchesQuery(query, [name, id, ...disks.map(({ source }) => source)]),
  );
  const view = useListView(found, COLUMNS, { column: 'name', direction: 'asc' });
  return (
    <>
      <ListToolbar
        label="Other domains"
        searchLabel="Search other domains"
        query={query}
        onQuery={setQuery}
        filters={[
          {
            label: 'Filter by adoption',
            value: adopting,
            onValue: setAdopting,
            allLabel: 'All domains',
            valueLabel: ADOPTING.find(({ value }) => value === adopting)?.label,
            options: ADOPTING,
          },
        ]}
        count={formatCount({
          shown: found.length,
          total: domains.length,
          singular: 'domain',
          plural: 'domains',
        })}
      />
      <PagedRows paging={view.paging} plural="domains">
        <DomainsTable rows={view.pageRows} sortOf={view.sortOf} canEdit={canEdit} />
      </PagedRows>
    </>
  );
}

const ADOPTING = [
  { value: 'yes', label: 'Can be adopted' },
  { value: 'no', label: 'Cannot be adopted' },
];

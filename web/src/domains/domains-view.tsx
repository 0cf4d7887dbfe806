import type { ForeignDomainDto } from '../api/types';
import { FoundRows } from '../ui/found-rows';
import { ListToolbar } from '../ui/list-toolbar';
import { SHOWN_STATES } from '../instances/instance-states';
import { countWords, matchesQuery, type SortValue } from '../ui/list-view';
import { useAddressValue } from '../ui/use-address-value';
import { useListView } from '../ui/use-list-view';
import { useMayChange } from '../session/use-session';
import { DomainsTable } from './domains-table';

export type DomainColumn = 'name' | 'state' | 'size';

const COLUMNS: Record<DomainColumn, (domain: ForeignDomainDto) => SortValue> = {
  name: ({ name }) => name,
  state: ({ state }) => SHOWN_STATES.indexOf(state),
  size: ({ memoryMiB }) => memoryMiB,
};

/** The foreign domains with search, a filter, order and pages. */
export function DomainsView({ domains }: { domains: ForeignDomainDto[] }) {
  const [query, setQuery] = useAddressValue('q');
  const [adopting, setAdopting] = useAddressValue('adopt');
  const mayChange = useMayChange();
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
            label: 'Filter by adopting',
            value: adopting,
            onValue: setAdopting,
            allWords: 'All domains',
            words: ADOPTING.find(({ value }) => value === adopting)?.words,
            options: ADOPTING,
          },
        ]}
        count={countWords({
          shown: found.length,
          total: domains.length,
          one: 'domain',
          many: 'domains',
        })}
      />
      <FoundRows paging={view.paging} one="domain" many="domains">
        <DomainsTable rows={view.pageRows} sortOf={view.sortOf} mayChange={mayChange} />
      </FoundRows>
    </>
  );
}

const ADOPTING = [
  { value: 'yes', words: 'Can be adopted' },
  { value: 'no', words: 'Cannot be adopted' },
];

import type { ThProps } from '@patternfly/react-table';

import type { ForeignDomainDto } from '../api/types';
import { StateTag } from '../instances/state-label';
import { ListTable } from '../ui/list-table';
import { formatFlavour } from '../ui/sizes';
import { AdoptButton, DiskSources } from './adopt-button';

/** A column that the table can be sorted by. */
export type DomainColumn = 'name' | 'state' | 'size';

interface Props {
  rows: ForeignDomainDto[];
  sortOf: (column: DomainColumn) => ThProps['sort'];
  canEdit: boolean;
}

/** A table of foreign domains. */
export function DomainsTable({ rows, sortOf, canEdit }: Props) {
  return (
    <ListTable
      label="Other domains"
      rows={rows}
      columns={[
        {
          title: 'Name',
          sort: sortOf('name'),
          cell: ({ name, id }) => (
            <span className="ps-name" title={`${name}, ${id}`}>
              {name}
            </span>
          ),
        },
        {
          title: 'State',
          sort: sortOf('state'),
          cell: ({ name, state }) => <StateTag of={name} state={state} />,
        },
        {
          title: 'Size',
          sort: sortOf('size'),
          cell: (domain) => <span className="ps-nowrap">{formatFlavour(domain)}</span>,
        },
        {
          title: 'Disks',
          width: 40,
          cell: ({ disks }) =>
            disks.length === 0 ? (
              <span className="ps-subtle">None</span>
            ) : (
              <DiskSources disks={disks} />
            ),
        },
        canEdit && {
          title: 'Adoption',
          width: 25,
          cell: (domain) => <AdoptButton domain={domain} />,
        },
      ]}
    />
  );
}

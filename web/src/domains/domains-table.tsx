import type { ThProps } from '@patternfly/react-table';

import type { ForeignDomainDto } from '../api/types';
import { AdoptButton } from './adopt-button';
import { DiskSources } from './disk-sources';
import { ListTable } from '../ui/list-table';
import { StateTag } from '../instances/state-tag';
import { formatFlavour } from '../ui/sizes';
import type { DomainColumn } from './domains-view';

interface Props {
  rows: ForeignDomainDto[];
  sortOf: (column: DomainColumn) => ThProps['sort'];
  mayChange: boolean;
}

export function DomainsTable({ rows, sortOf, mayChange }: Props) {
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
              <span className="ps-subtle">none</span>
            ) : (
              <DiskSources disks={disks} />
            ),
        },
        mayChange && {
          title: 'Adopting',
          width: 25,
          cell: (domain) => <AdoptButton domain={domain} />,
        },
      ]}
    />
  );
}

import { Table, Tbody, Td, Th, Thead, Tr, type ThProps } from '@patternfly/react-table';

import type { ForeignDomainDto } from '../../api/types';
import { AdoptButton } from '../../components/domains/adopt-button';
import { DiskSources } from '../../components/domains/disk-sources';
import { StateTag } from '../../components/state-tag';
import { formatFlavour } from '../../format/sizes';
import type { DomainColumn } from './domains-view';

interface Props {
  rows: ForeignDomainDto[];
  sortOf: (column: DomainColumn) => ThProps['sort'];
  mayChange: boolean;
}

export function DomainsTable({ rows, sortOf, mayChange }: Props) {
  return (
    <div className="ps-scroll">
      <Table
        role="table"
        aria-label="Other domains"
        className="ps-table"
        gridBreakPoint="grid-lg"
        variant="compact"
      >
        <Thead>
          <Tr>
            <Th modifier="nowrap" sort={sortOf('name')}>
              Name
            </Th>
            <Th modifier="nowrap" sort={sortOf('state')}>
              State
            </Th>
            <Th modifier="nowrap" sort={sortOf('size')}>
              Size
            </Th>
            <Th width={40}>Disks</Th>
            {mayChange && <Th width={25}>Adopting</Th>}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((domain) => (
            <Tr key={domain.id}>
              <Td dataLabel="Name">
                <span className="ps-name" title={`${domain.name}, ${domain.id}`}>
                  {domain.name}
                </span>
              </Td>
              <Td dataLabel="State">
                <StateTag of={domain.name} state={domain.state} />
              </Td>
              <Td dataLabel="Size">
                <span className="ps-nowrap">{formatFlavour(domain)}</span>
              </Td>
              <Td dataLabel="Disks">
                {domain.disks.length === 0 ? (
                  <span className="ps-subtle">none</span>
                ) : (
                  <DiskSources disks={domain.disks} />
                )}
              </Td>
              {mayChange && (
                <Td dataLabel="Adopting">
                  <AdoptButton domain={domain} />
                </Td>
              )}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

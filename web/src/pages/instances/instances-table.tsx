import { Checkbox } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr, type ThProps } from '@patternfly/react-table';
import { Link } from 'react-router';

import type { InstanceDto } from '../../api/types';
import { Age } from '../../components/age';
import { InstanceActions } from '../../components/instances/instance-actions';
import { StateLabel } from '../../components/instances/state-label';
import { TagList } from '../../components/tag-list';
import { PortList } from '../../components/ports/port-list';
import { formatFlavour } from '../../format/sizes';
import { instanceLink } from '../../format/instance-link';
import type { InstanceColumn } from './instances-view';

interface Selection {
  isSelected: (id: string) => boolean;
  select: (rows: InstanceDto[], on: boolean) => void;
}

interface Props {
  rows: InstanceDto[];
  sortOf: (column: InstanceColumn) => ThProps['sort'];
  selection: Selection | null;
}

export function InstancesTable({ rows, sortOf, selection }: Props) {
  const allSelected = rows.every(({ id }) => selection?.isSelected(id));
  return (
    <div className="ps-scroll">
      <Table
        role="table"
        aria-label="Instances"
        className="ps-table"
        gridBreakPoint="grid-lg"
        variant="compact"
      >
        <Thead>
          <Tr>
            {selection && (
              <Th className="pf-v6-c-table__check">
                <Checkbox
                  id="select-page"
                  aria-label="Select all on this page"
                  isChecked={allSelected}
                  onChange={(_event, on) => selection.select(rows, on)}
                />
              </Th>
            )}
            <Th modifier="nowrap" sort={sortOf('name')}>
              Name
            </Th>
            <Th modifier="nowrap" sort={sortOf('state')}>
              State
            </Th>
            <Th modifier="nowrap" sort={sortOf('image')}>
              Image
            </Th>
            <Th modifier="nowrap" sort={sortOf('flavour')}>
              Flavour
            </Th>
            <Th>Ports</Th>
            <Th modifier="nowrap" sort={sortOf('created')}>
              Created
            </Th>
            <Th screenReaderText="Actions" />
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((instance) => (
            <Tr key={instance.id}>
              {selection && (
                <Td className="pf-v6-c-table__check">
                  <Checkbox
                    id={`select-${instance.id}`}
                    aria-label={`Select ${instance.name}`}
                    isChecked={selection.isSelected(instance.id)}
                    onChange={(_event, on) => selection.select([instance], on)}
                  />
                </Td>
              )}
              <Td dataLabel="Name">
                <div>
                  <Link
                    to={instanceLink(instance.name)}
                    className="ps-name"
                    title={instance.description || instance.name}
                  >
                    {instance.name}
                  </Link>
                  <div>
                    <TagList tags={instance.tags} of={instance.name} shown={3} />
                  </div>
                </div>
              </Td>
              <Td dataLabel="State">
                <StateLabel instance={instance} />
              </Td>
              <Td dataLabel="Image">
                <span className="ps-name ps-name-short" title={instance.image?.name}>
                  {instance.image?.name ?? '–'}
                </span>
              </Td>
              <Td dataLabel="Flavour">
                <div>
                  <div>{instance.flavour?.name ?? '–'}</div>
                  <div className="ps-subtle ps-small ps-nowrap">{formatFlavour(instance)}</div>
                  {instance.pendingSize && (
                    <div className="ps-subtle ps-small ps-nowrap">from its next start</div>
                  )}
                </div>
              </Td>
              <Td dataLabel="Ports">
                <PortList instance={instance} />
              </Td>
              <Td dataLabel="Created">
                <Age time={instance.createdAt} />
              </Td>
              <Td>
                <InstanceActions instance={instance} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

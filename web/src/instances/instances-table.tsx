import { Checkbox } from '@patternfly/react-core';
import type { ThProps } from '@patternfly/react-table';
import { Link } from 'react-router';

import type { InstanceDto } from '../api/types';
import { PortList } from '../ports/port-list';
import { Age } from '../ui/age';
import { instanceLink, instancesWithTag } from '../ui/links';
import { type ListColumn, ListTable } from '../ui/list-table';
import { formatFlavour } from '../ui/sizes';
import { InstanceActions } from './instance-actions';
import { describePending } from './instance-sizes';
import { StateLabel } from './state-label';
import { TagList } from '../ui/tag-list';

/** A column that the table can be sorted by. */
export type InstanceColumn = 'name' | 'state' | 'image' | 'flavour' | 'created';

interface Selection {
  isSelected: (id: string) => boolean;
  select: (rows: InstanceDto[], on: boolean) => void;
}

interface Props {
  rows: InstanceDto[];
  sortOf: (column: InstanceColumn) => ThProps['sort'];
  selection: Selection | null;
}

/** A table of instances. */
export function InstancesTable({ rows, sortOf, selection }: Props) {
  return (
    <ListTable
      label="Instances"
      rows={rows}
      columns={[
        selection !== null && selectColumn(selection, rows),
        { title: 'Name', sort: sortOf('name'), cell: (instance) => <Name instance={instance} /> },
        {
          title: 'State',
          sort: sortOf('state'),
          cell: (instance) => <StateLabel instance={instance} />,
        },
        {
          title: 'Image',
          sort: sortOf('image'),
          cell: ({ image }) => (
            <span className="ps-name ps-name-short" title={image?.name}>
              {image?.name ?? '–'}
            </span>
          ),
        },
        {
          title: 'Flavour',
          sort: sortOf('flavour'),
          cell: (instance) => <Size instance={instance} />,
        },
        { title: 'Ports', cell: (instance) => <PortList instance={instance} /> },
        {
          title: 'Created',
          sort: sortOf('created'),
          cell: ({ createdAt }) => <Age time={createdAt} />,
        },
        {
          title: 'Actions',
          kind: 'actions',
          cell: (instance) => <InstanceActions instance={instance} />,
        },
      ]}
    />
  );
}

function selectColumn(selection: Selection, rows: InstanceDto[]): ListColumn<InstanceDto> {
  return {
    title: 'Select',
    kind: 'checkboxes',
    heading: (
      <Checkbox
        id="select-page"
        aria-label="Select all on this page"
        isChecked={rows.every(({ id }) => selection.isSelected(id))}
        onChange={(_event, on) => selection.select(rows, on)}
      />
    ),
    cell: (instance) => (
      <Checkbox
        id={`select-${instance.id}`}
        aria-label={`Select ${instance.name}`}
        isChecked={selection.isSelected(instance.id)}
        onChange={(_event, on) => selection.select([instance], on)}
      />
    ),
  };
}

function Name({ instance: { name, description, tags } }: { instance: InstanceDto }) {
  return (
    <div>
      <Link to={instanceLink(name)} className="ps-name" title={description || name}>
        {name}
      </Link>
      <div>
        <TagList tags={tags} of={name} linkOf={instancesWithTag} shown={3} />
      </div>
    </div>
  );
}

function Size({ instance }: { instance: InstanceDto }) {
  return (
    <div>
      <span className="ps-name ps-name-short" title={instance.flavour?.name}>
        {instance.flavour?.name ?? '–'}
      </span>
      <div className="ps-subtle ps-small ps-nowrap">{formatFlavour(instance)}</div>
      {instance.pendingSize && (
        <div className="ps-subtle ps-small">{describePending(instance)}</div>
      )}
    </div>
  );
}

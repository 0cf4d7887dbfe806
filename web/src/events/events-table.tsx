import { Label } from '@patternfly/react-core';
import { Link } from 'react-router';

import type { EventDto } from '../api/types';
import { useInstances } from '../live/queries';
import { Age } from '../ui/age';
import { instanceLink } from '../ui/links';
import { ListTable } from '../ui/list-table';
import { formatTime } from '../ui/times';
import { actorName, describeEvent, eventKindTitle, isErrorEvent } from './event-texts';

/** A table of events. */
export function EventsTable({ rows }: { rows: EventDto[] }) {
  return (
    <ListTable
      label="Events"
      className="ps-events"
      rows={rows}
      columns={[
        {
          title: 'When',
          cell: ({ time }) => (
            <div>
              <Age time={time} />
              <div className="ps-subtle ps-small ps-nowrap">{formatTime(time)}</div>
            </div>
          ),
        },
        { title: 'Event', cell: ({ kind }) => <Kind kind={kind} /> },
        { title: 'Resource', cell: (event) => <Resource event={event} /> },
        {
          title: 'Actor',
          cell: ({ actor }) => (
            <span className="ps-name ps-name-short" title={actorTitle(actor)}>
              {actorName(actor)}
            </span>
          ),
        },
        { title: 'Details', cell: (event) => <Details event={event} /> },
      ]}
    />
  );
}

function Kind({ kind }: Pick<EventDto, 'kind'>) {
  if (!isErrorEvent(kind)) return <span className="ps-nowrap">{eventKindTitle(kind)}</span>;
  return (
    <Label isCompact status="danger" variant="outline">
      {eventKindTitle(kind)}
    </Label>
  );
}

function Details({ event }: { event: EventDto }) {
  const text = describeEvent(event);
  return text === '' ? null : <span className="ps-break ps-small">{text}</span>;
}

/** The resource of an event. An existing instance is a link, even after it was renamed. */
function Resource({ event: { resource } }: { event: EventDto }) {
  const { data: instances } = useInstances();
  if (!resource) return null;
  const instance =
    resource.type === 'instance' ? instances?.find(({ id }) => id === resource.id) : undefined;
  if (!instance) {
    return (
      <span className="ps-name" title={resource.name}>
        {resource.name}
      </span>
    );
  }
  return (
    <Link to={instanceLink(instance.name)} className="ps-name" title={resource.name}>
      {resource.name}
    </Link>
  );
}

function actorTitle(actor: string): string {
  if (actor === 'system') return 'picostack';
  if (actor === 'guest') return 'The guest';
  if (actor === 'outside') return 'Another program, such as virsh, or the guest';
  if (actor === 'local') return 'The command picostk on the host';
  return actor;
}

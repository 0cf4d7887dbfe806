import { Label } from '@patternfly/react-core';
import { Link } from 'react-router';

import type { EventDto } from '../api/types';
import { Age } from '../ui/age';
import { ListTable } from '../ui/list-table';
import { actorWords, describeEvent, isBadNews, kindWords } from './event-texts';
import { formatTime } from '../ui/times';
import { useInstances } from '../live/queries';
import { instanceLink } from '../ui/links';

/** Events as a table, in the order given. */
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
        { title: 'What', cell: ({ kind }) => <Kind kind={kind} /> },
        { title: 'About', cell: (event) => <About event={event} /> },
        {
          title: 'By',
          cell: ({ actor }) => (
            <span className="ps-name ps-name-short" title={actorTitle(actor)}>
              {actorWords(actor)}
            </span>
          ),
        },
        { title: 'Details', cell: (event) => <Details event={event} /> },
      ]}
    />
  );
}

function Kind({ kind }: Pick<EventDto, 'kind'>) {
  if (!isBadNews(kind)) return <span className="ps-nowrap">{kindWords(kind)}</span>;
  return (
    <Label isCompact status="danger" variant="outline">
      {kindWords(kind)}
    </Label>
  );
}

function Details({ event }: { event: EventDto }) {
  const words = describeEvent(event);
  return words === '' ? null : <span className="ps-break ps-small">{words}</span>;
}

/** What it is about; an instance that is still there is a link, under the name that it has now. */
function About({ event: { resource } }: { event: EventDto }) {
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
  if (actor === 'system') return 'picostack itself';
  if (actor === 'guest') return 'The guest by itself';
  if (actor === 'outside')
    return 'Done past picostack: by virsh, by the guest itself, by another program';
  if (actor === 'local') return 'The command picostk on the host';
  return actor;
}

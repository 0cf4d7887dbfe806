import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { EventDto, InstanceDto } from '../api/types';
import { actorName, describeEvent, eventTitle } from '../events/event-texts';
import { Age } from '../ui/age';
import { QueryBoundary } from '../ui/query-boundary';
import { readInstanceEvents } from './requests';

/** The tab with the events of an instance. */
export function InstanceEvents({ instance }: { instance: InstanceDto }) {
  const events = useQuery({
    queryKey: queryKeys.instanceEvents(instance.id),
    queryFn: ({ signal }) => readInstanceEvents(instance.id, signal),
  });
  return (
    <QueryBoundary query={events} what="the events">
      {(all) => (all.length === 0 ? <NoEvents /> : <EventsOf instance={instance} events={all} />)}
    </QueryBoundary>
  );
}

function NoEvents() {
  return (
    <EmptyState titleText="No events yet" headingLevel="h2">
      <EmptyStateBody>Changes to this instance appear here.</EmptyStateBody>
    </EmptyState>
  );
}

function EventsOf({ instance, events }: { instance: InstanceDto; events: EventDto[] }) {
  const newestFirst = events.toSorted((a, b) => b.id - a.id);
  return (
    <Table role="table" aria-label={`Events of ${instance.name}`} variant="compact">
      <Thead>
        <Tr>
          <Th>When</Th>
          <Th>Event</Th>
          <Th>Actor</Th>
          <Th>Details</Th>
        </Tr>
      </Thead>
      <Tbody>
        {newestFirst.map((event) => (
          <Tr key={event.id}>
            <Td dataLabel="When">
              <Age time={event.time} />
            </Td>
            <Td dataLabel="Event">{eventTitle(event)}</Td>
            <Td dataLabel="Actor">{actorName(event.actor)}</Td>
            <Td dataLabel="Details" className="ps-break ps-small">
              {describeEvent(event)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

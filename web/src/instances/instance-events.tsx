import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';

import { readInstanceEvents } from './instances';
import { queryKeys } from '../api/query-keys';
import type { EventDto, InstanceDto } from '../api/types';
import { Age } from '../ui/age';
import { QueryBoundary } from '../ui/query-boundary';
import { describeEvent, eventTitle } from '../events/event-texts';

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
      <EmptyStateBody>What happens to this instance is listed here.</EmptyStateBody>
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
          <Th>What</Th>
          <Th>By</Th>
          <Th>Details</Th>
        </Tr>
      </Thead>
      <Tbody>
        {newestFirst.map((event) => (
          <Tr key={event.id}>
            <Td dataLabel="When">
              <Age time={event.time} />
            </Td>
            <Td dataLabel="What">{eventTitle(event)}</Td>
            <Td dataLabel="By">{event.actor ?? 'system'}</Td>
            <Td dataLabel="Details" className="ps-break ps-small">
              {describeEvent(event)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

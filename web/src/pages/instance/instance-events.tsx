import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';

import { readInstanceEvents } from '../../api/instances';
import { queryKeys } from '../../api/query-keys';
import type { InstanceDto } from '../../api/types';
import { Age } from '../../components/age';
import { LoadError } from '../../components/load-error';
import { LoadingTable } from '../../components/loading-table';
import { describeEvent, eventTitle } from '../../format/events';

export function InstanceEvents({ instance }: { instance: InstanceDto }) {
  const events = useQuery({
    queryKey: queryKeys.instanceEvents(instance.id),
    queryFn: ({ signal }) => readInstanceEvents(instance.id, signal),
  });
  if (events.isPending) return <LoadingTable />;
  if (!events.data) {
    return (
      <LoadError what="the events" error={events.error} onRetry={() => void events.refetch()} />
    );
  }
  if (events.data.length === 0) {
    return (
      <EmptyState titleText="No events yet" headingLevel="h2">
        <EmptyStateBody>What happens to this instance is listed here.</EmptyStateBody>
      </EmptyState>
    );
  }
  const newestFirst = events.data.toSorted((a, b) => b.id - a.id);
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

import { Button, EmptyState, EmptyStateBody, PageSection } from '@patternfly/react-core';

import type { EventFilter } from '../live/event-log';
import { NothingMatches } from '../ui/nothing-matches';
import { PageHeading } from '../ui/page-heading';
import { QueryBoundary } from '../ui/query-boundary';
import { kindFilterWords } from './event-texts';
import { useAddressValue } from '../ui/use-address-value';
import { useEvents } from './use-events';
import { useSettled } from './use-settled';
import { EventsTable } from './events-table';
import { EventsToolbar } from './events-toolbar';

/** What happened on this host, newest first. */
export function EventsPage() {
  return (
    <>
      <PageHeading title="Events" />
      <PageSection isFilled>
        <EventsView />
      </PageSection>
    </>
  );
}

function EventsView() {
  const [query, setQuery] = useAddressValue('q');
  const [kindInAddress, setKind] = useAddressValue('kind');
  const [actor, setActor] = useAddressValue('actor');
  // An address may be typed; what the server would refuse is no filter.
  const kind = kindFilterWords(kindInAddress) === undefined ? '' : kindInAddress;
  const q = useSettled(query.trim());
  const filter: EventFilter = { kind, actor, q };
  const events = useEvents(filter);
  const isFiltering = kind !== '' || actor !== '' || q !== '';

  const none = isFiltering ? <NothingMatches one="event" many="events" /> : <NoEvents />;
  return (
    <>
      <EventsToolbar
        query={query}
        onQuery={setQuery}
        kind={kind}
        onKind={setKind}
        actor={actor}
        onActor={setActor}
        total={events.data && events.total}
      />
      <QueryBoundary query={events} what="the events">
        {(rows) => (rows.length === 0 ? none : <EventsTable rows={rows} />)}
      </QueryBoundary>
      {events.hasMore && (
        <div className="ps-more">
          <Button
            variant="secondary"
            isLoading={events.loadingMore}
            isDisabled={events.loadingMore}
            onClick={() => void events.loadMore()}
          >
            Load more
          </Button>
        </div>
      )}
    </>
  );
}

function NoEvents() {
  return (
    <EmptyState titleText="No events yet" headingLevel="h2">
      <EmptyStateBody>What happens on this host is listed here.</EmptyStateBody>
    </EmptyState>
  );
}

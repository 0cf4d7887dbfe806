import { Button, EmptyState, EmptyStateBody, PageSection } from '@patternfly/react-core';

import type { EventFilter } from '../../api/event-log';
import { LoadError } from '../../components/load-error';
import { LoadingTable } from '../../components/loading-table';
import { NothingMatches } from '../../components/nothing-matches';
import { PageHeading } from '../../components/page-heading';
import { kindFilterWords } from '../../format/events';
import { useAddressValue } from '../../hooks/use-address-value';
import { useEvents } from '../../hooks/use-events';
import { useSettled } from '../../hooks/use-settled';
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

  const content = () => {
    if (events.rows?.length === 0)
      return isFiltering ? <NothingMatches one="event" many="events" /> : <NoEvents />;
    if (events.rows) return <EventsTable rows={events.rows} />;
    if (!events.error) return <LoadingTable />;
    return (
      <LoadError what="the events" error={events.error} onRetry={() => void events.refetch()} />
    );
  };
  return (
    <>
      <EventsToolbar
        query={query}
        onQuery={setQuery}
        kind={kind}
        onKind={setKind}
        actor={actor}
        onActor={setActor}
        total={events.rows && events.total}
      />
      {content()}
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

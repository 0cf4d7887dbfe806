import { Button, EmptyState, EmptyStateBody, PageSection } from '@patternfly/react-core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { queryKeys } from '../api/query-client';
import { type EventFilter, mergePages, nextOffset } from '../live/event-log';
import { useLiveCache } from '../live/queries';
import { PageHeading } from '../ui/page-heading';
import { NoMatches } from '../ui/paged-rows';
import { QueryBoundary } from '../ui/query-boundary';
import { useSearchParam } from '../ui/use-search-param';
import { eventFilterTitle } from './event-texts';
import { EventsTable } from './events-table';
import { EventsToolbar } from './events-toolbar';

/** The event log of the host, newest event first. */
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
  const [query, setQuery] = useSearchParam('q');
  const [kindParam, setKind] = useSearchParam('kind');
  const [actor, setActor] = useSearchParam('actor');
  // The URL can have a kind that the server would reject.
  const kind = eventFilterTitle(kindParam) === undefined ? '' : kindParam;
  const q = useDebouncedValue(query.trim());
  const filter: EventFilter = { kind, actor, q };
  const events = useEvents(filter);
  const isFiltering = kind !== '' || actor !== '' || q !== '';

  const emptyState = isFiltering ? <NoMatches plural="events" /> : <NoEvents />;
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
        {(rows) => (rows.length === 0 ? emptyState : <EventsTable rows={rows} />)}
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
      <EmptyStateBody>Changes to instances, images and this host appear here.</EmptyStateBody>
    </EmptyState>
  );
}

/** The events that match a filter, newest first, updated from the event stream. */
function useEvents(filter: EventFilter) {
  const { events } = useLiveCache();
  const query = useInfiniteQuery({
    queryKey: [...queryKeys.events, filter],
    queryFn: ({ pageParam, signal }) => events.read(filter, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => nextOffset(pages),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  return {
    data: pages && mergePages(pages),
    total: pages?.[0]?.total ?? 0,
    error: query.error,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    loadMore: query.fetchNextPage,
    loadingMore: query.isFetchingNextPage,
  };
}

/** Return the value after it has not changed for a while, so that typing does not send a request for each letter. */
function useDebouncedValue<T>(value: T, delayMs = 300): T {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return debounced;
}

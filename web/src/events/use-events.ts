import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { type EventFilter, eventsOf, nextOffset } from '../live/event-log';
import { queryKeys } from '../api/query-keys';
import { useLiveCache } from '../live/use-live-cache';

/** The events that fit a filter, newest first, with what happens as it happens. */
export function useEvents(filter: EventFilter) {
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
    data: pages && eventsOf(pages),
    total: pages?.[0]?.total ?? 0,
    error: query.error,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    loadMore: query.fetchNextPage,
    loadingMore: query.isFetchingNextPage,
  };
}

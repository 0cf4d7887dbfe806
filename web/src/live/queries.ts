import { useQuery } from '@tanstack/react-query';

import { ApiError } from '../api/api-error';
import { readFlavours } from './flavours';
import { readHost } from './host';
import { queryKeys } from '../api/query-keys';
import type { OperationDto } from '../api/types';
import { useLiveCache } from './use-live-cache';

const HOST_INTERVAL_MS = 15_000;
const HOST_RETRY_MS = 2000;
/** No answer at all, or a proxy's word that there is none. */
const SILENT_STATUSES = new Set([0, 502, 504]);

export function useInstances() {
  const cache = useLiveCache();
  return useQuery({
    queryKey: queryKeys.instances,
    queryFn: ({ signal }) => cache.readInstances(signal),
  });
}

export function useImages() {
  const cache = useLiveCache();
  return useQuery({
    queryKey: queryKeys.images,
    queryFn: ({ signal }) => cache.readImages(signal),
  });
}

export function useFlavours() {
  return useQuery({
    queryKey: queryKeys.flavours,
    queryFn: ({ signal }) => readFlavours(signal),
  });
}

/** Read again and again: free memory changes, and an answer proves that the server lives. */
export function useHost() {
  return useQuery({
    queryKey: queryKeys.host,
    queryFn: ({ signal }) => readHost(signal),
    refetchInterval: ({ state }) => (state.error ? HOST_RETRY_MS : HOST_INTERVAL_MS),
  });
}

/** Whether nobody answers; a stream through a proxy can stay open long after the server behind it went. */
export function useServerSilent(): boolean {
  const { error } = useHost();
  return error instanceof ApiError && SILENT_STATUSES.has(error.status);
}

const NONE: OperationDto[] = [];

/** Everything that is under way, or waits for its turn. */
export function useOpenOperations(): OperationDto[] {
  const cache = useLiveCache();
  const { data = NONE } = useQuery({
    queryKey: queryKeys.operations,
    queryFn: ({ signal }) => cache.operations.read(signal),
    staleTime: Infinity,
  });
  return data;
}

/** The operation under way on a resource, for its progress. */
export function useOperationOf(resourceId: string): OperationDto | undefined {
  return useOpenOperations().findLast((operation) => operation.resource.id === resourceId);
}

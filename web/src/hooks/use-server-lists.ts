import { useQuery } from '@tanstack/react-query';

import { readFlavours } from '../api/flavours';
import { readHost } from '../api/host';
import { readRunningOperations } from '../api/operations';
import { queryKeys } from '../api/query-keys';
import type { OperationDto } from '../api/types';
import { useLiveCache } from './use-live-cache';

const HOST_INTERVAL_MS = 15_000;

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
    refetchInterval: HOST_INTERVAL_MS,
  });
}

const NONE: OperationDto[] = [];

/** The operation under way on a resource, for its progress. */
export function useOperationOf(resourceId: string): OperationDto | undefined {
  const { data = NONE } = useQuery({
    queryKey: queryKeys.operations,
    queryFn: ({ signal }) => readRunningOperations(signal),
    staleTime: Infinity,
  });
  return data.findLast((operation) => operation.resource.id === resourceId);
}

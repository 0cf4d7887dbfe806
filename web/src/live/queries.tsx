import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';

import { ApiError } from '../api/api-error';
import { queryKeys } from '../api/query-client';
import type { OperationDto } from '../api/types';
import { LiveCache } from './live-cache';
import { readFlavours, readHost } from './requests';

const LiveCacheContext = createContext<LiveCache | null>(null);

/** Provides the live cache. */
export function LiveCacheProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [cache] = useState(() => new LiveCache(client));
  return <LiveCacheContext value={cache}>{children}</LiveCacheContext>;
}

/** Return the live cache. */
export function useLiveCache(): LiveCache {
  const cache = useContext(LiveCacheContext);
  if (!cache) throw new Error('useLiveCache needs a LiveCacheProvider above it');
  return cache;
}

const HOST_INTERVAL_MS = 15_000;
const HOST_RETRY_MS = 2000;
/** No response, or a proxy's response that the server does not respond. */
const UNREACHABLE_STATUSES = new Set([0, 502, 504]);

/** Query all instances. */
export function useInstances() {
  const cache = useLiveCache();
  return useQuery({
    queryKey: queryKeys.instances,
    queryFn: ({ signal }) => cache.readInstances(signal),
  });
}

/** Query all images. */
export function useImages() {
  const cache = useLiveCache();
  return useQuery({
    queryKey: queryKeys.images,
    queryFn: ({ signal }) => cache.readImages(signal),
  });
}

/** Query all flavours. */
export function useFlavours() {
  return useQuery({
    queryKey: queryKeys.flavours,
    queryFn: ({ signal }) => readFlavours(signal),
  });
}

/** Poll the host: its free memory changes, and the response proves that the server is running. */
export function useHost() {
  return useQuery({
    queryKey: queryKeys.host,
    queryFn: ({ signal }) => readHost(signal),
    refetchInterval: ({ state }) => (state.error ? HOST_RETRY_MS : HOST_INTERVAL_MS),
  });
}

/** Whether the server does not respond. A stream through a proxy can stay open long after the server stopped. */
export function useServerUnreachable(): boolean {
  const { error } = useHost();
  return error instanceof ApiError && UNREACHABLE_STATUSES.has(error.status);
}

const NONE: OperationDto[] = [];

/** The operations that are queued or running. */
export function useOpenOperations(): OperationDto[] {
  const cache = useLiveCache();
  const { data = NONE } = useQuery({
    queryKey: queryKeys.operations,
    queryFn: ({ signal }) => cache.operations.read(signal),
    staleTime: Infinity,
  });
  return data;
}

/** The newest open operation on a resource. */
export function useOpenOperation(resourceId: string): OperationDto | undefined {
  return useOpenOperations().findLast((operation) => operation.resource.id === resourceId);
}

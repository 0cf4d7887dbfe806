import { useQuery } from '@tanstack/react-query';

import { ApiError } from '../api/api-error';
import { queryKeys } from '../api/query-keys';
import { readScreenshot } from './screenshot';
import type { InstanceDto } from '../api/types';

const INTERVAL_MS = 3000;

/** A server without pictures is asked once, not every few seconds. */
let unsupported = false;

async function readPicture(id: string, signal: AbortSignal): Promise<Blob> {
  try {
    return await readScreenshot(id, signal);
  } catch (error) {
    unsupported ||= error instanceof ApiError && error.status === 404;
    throw error;
  }
}

/** What the guest shows, taken every few seconds; undefined while there is nothing to see. */
export function useScreenshot({ id, state }: InstanceDto): Blob | undefined {
  const hasScreen = state === 'running' || state === 'paused';
  const { data } = useQuery({
    queryKey: queryKeys.screenshot(id),
    queryFn: ({ signal }) => readPicture(id, signal),
    enabled: hasScreen && !unsupported,
    refetchInterval: INTERVAL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return hasScreen ? data : undefined;
}

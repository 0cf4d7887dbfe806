import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiError } from './api-error';
import { queryKeys } from './query-keys';

const MAX_RETRIES = 2;

/** The page's one cache. Any 401 means that the sign-in ended, and shows the sign-in form in place. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof ApiError && error.status === 401 && error.code !== 'wrongPassword') {
      void client.invalidateQueries({ queryKey: queryKeys.session });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The event stream says when something changed.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (count, error) =>
          count < MAX_RETRIES &&
          error instanceof ApiError &&
          (error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

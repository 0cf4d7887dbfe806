import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiError } from './api-error';

/** The keys of the query cache. */
export const queryKeys = {
  session: ['session'] as const,
  host: ['host'] as const,
  flavours: ['flavours'] as const,
  images: ['images'] as const,
  catalogue: ['catalogue'] as const,
  storageVolumes: ['storage-volumes'],
  recipes: ['recipes'] as const,
  instances: ['instances'] as const,
  domains: ['domains'] as const,
  operations: ['operations'] as const,
  events: ['events'] as const,
  instanceEvents: (id: string) => ['instance-events', id] as const,
  instanceXml: (id: string) => ['instance-xml', id] as const,
  consoleViewers: (id: string) => ['console-viewers', id] as const,
  screenshot: (id: string) => ['screenshot', id] as const,
};

const MAX_RETRIES = 2;

/** Create the query cache of the page. A response with status 401 ends the session, which shows the sign-in form. */
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
        // The event stream reports changes, so there is no need to poll.
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

import type { ReactNode } from 'react';

import { LoadError } from './load-error';
import { LoadingTable } from './loading-table';

interface Query<T> {
  /** Undefined until it is known; what was read last stays when reading it again fails. */
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: Query<T>;
  /** "the images", for the error. */
  what: string;
  children: (data: T) => ReactNode;
}

/** What was read; until then that it is being read, or why it could not be. */
export function QueryBoundary<T>({ query, what, children }: Props<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (!error) return <LoadingTable />;
  return <LoadError what={what} error={error} onRetry={() => void refetch()} />;
}

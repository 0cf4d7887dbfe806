import {
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Skeleton,
  Stack,
  StackItem,
} from '@patternfly/react-core';
import { ExclamationCircleIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { errorMessage } from '../api/api-error';

interface Query<T> {
  /** Undefined until the first read succeeds; a later failure keeps it. */
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface QueryBoundaryProps<T> {
  query: Query<T>;
  /** Completes "Could not load …": "the images". */
  what: string;
  children: (data: T) => ReactNode;
}

/** Shows the data of a query, a skeleton while it is loading, or its error. */
export function QueryBoundary<T>({ query, what, children }: QueryBoundaryProps<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (!error) return <LoadingTable />;
  return (
    <EmptyState
      status="danger"
      icon={ExclamationCircleIcon}
      titleText={`Could not load ${what}`}
      headingLevel="h2"
    >
      <EmptyStateBody>{errorMessage(error)}</EmptyStateBody>
      <EmptyStateFooter>
        <Button onClick={() => void refetch()}>Try again</Button>
      </EmptyStateFooter>
    </EmptyState>
  );
}

/** The skeleton of a table. */
export function LoadingTable() {
  return (
    <Stack hasGutter aria-busy="true">
      {[1, 2, 3, 4].map((row) => (
        <StackItem key={row}>
          <Skeleton height="2.5rem" screenreaderText={row === 1 ? 'Loading' : undefined} />
        </StackItem>
      ))}
    </Stack>
  );
}

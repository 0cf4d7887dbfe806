import { Skeleton, Stack, StackItem } from '@patternfly/react-core';

/** The place of a table that is being read. */
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

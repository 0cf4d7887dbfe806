import { Button, EmptyState, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';

import { useForgetAddressValues } from './use-address-value';

interface Props {
  /** "image" */
  one: string;
  /** "images" */
  many: string;
}

/** The place of a list that the search and the filters leave nothing of. */
export function NothingMatches({ one, many }: Props) {
  const showAll = useForgetAddressValues();
  return (
    <EmptyState titleText="Nothing matches" icon={SearchIcon} headingLevel="h2">
      <EmptyStateBody>No {one} fits what is searched for.</EmptyStateBody>
      <EmptyStateFooter>
        <Button variant="link" onClick={showAll}>
          Show all {many}
        </Button>
      </EmptyStateFooter>
    </EmptyState>
  );
}

import { Button, EmptyState, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { ExclamationCircleIcon } from '@patternfly/react-icons';

import { messageOf } from '../api/api-error';

interface Props {
  what: string;
  error: unknown;
  onRetry: () => void;
}

export function LoadError({ what, error, onRetry }: Props) {
  return (
    <EmptyState
      status="danger"
      icon={ExclamationCircleIcon}
      titleText={`Could not read ${what}`}
      headingLevel="h2"
    >
      <EmptyStateBody>{messageOf(error)}</EmptyStateBody>
      <EmptyStateFooter>
        <Button onClick={onRetry}>Try again</Button>
      </EmptyStateFooter>
    </EmptyState>
  );
}

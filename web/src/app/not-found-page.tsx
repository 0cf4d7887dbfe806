import { EmptyState, EmptyStateBody, EmptyStateFooter, PageSection } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import { Link } from 'react-router';

export function NotFoundPage() {
  return (
    <PageSection>
      <EmptyState titleText="No such page" icon={SearchIcon} headingLevel="h1">
        <EmptyStateBody>The address may be mistyped.</EmptyStateBody>
        <EmptyStateFooter>
          <Link to="/instances">Instances</Link>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}

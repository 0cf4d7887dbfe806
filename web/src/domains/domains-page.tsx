import { EmptyState, EmptyStateBody, EmptyStateFooter, PageSection } from '@patternfly/react-core';
import { VirtualMachineIcon } from '@patternfly/react-icons';
import { Link } from 'react-router';

import { PageHeading } from '../ui/page-heading';
import { QueryBoundary } from '../ui/query-boundary';
import { useDomains } from './domains';
import { DomainsView } from './domains-view';

/** The domains of the host that are not instances. */
export function DomainsPage() {
  const domains = useDomains();
  return (
    <>
      <PageHeading
        title="Other domains"
        intro="libvirt domains on this host that picostack did not create and does not change."
      />
      <PageSection isFilled>
        <QueryBoundary query={domains} what="the other domains">
          {(all) => (all.length === 0 ? <NoDomains /> : <DomainsView domains={all} />)}
        </QueryBoundary>
      </PageSection>
    </>
  );
}

function NoDomains() {
  return (
    <EmptyState titleText="No other domains" icon={VirtualMachineIcon} headingLevel="h2">
      <EmptyStateBody>
        All libvirt domains on this host are instances. Domains that virsh, virt-manager or another
        program creates appear here, and you can adopt them.
      </EmptyStateBody>
      <EmptyStateFooter>
        <Link to="/instances">Instances</Link>
      </EmptyStateFooter>
    </EmptyState>
  );
}

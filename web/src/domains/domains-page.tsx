import { PageSection } from '@patternfly/react-core';

import { PageHeading } from '../ui/page-heading';
import { QueryBoundary } from '../ui/query-boundary';
import { useDomains } from './use-domains';
import { DomainsView } from './domains-view';
import { NoDomains } from './no-domains';

/** What libvirt has besides the instances. */
export function DomainsPage() {
  const domains = useDomains();
  return (
    <>
      <PageHeading
        title="Other domains"
        intro="What libvirt has on this host that picostack did not make. It is shown here, and left alone."
      />
      <PageSection isFilled>
        <QueryBoundary query={domains} what="the other domains">
          {(all) => (all.length === 0 ? <NoDomains /> : <DomainsView domains={all} />)}
        </QueryBoundary>
      </PageSection>
    </>
  );
}

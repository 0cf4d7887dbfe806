import { PageSection } from '@patternfly/react-core';

import { LoadError } from '../../components/load-error';
import { LoadingTable } from '../../components/loading-table';
import { PageHeading } from '../../components/page-heading';
import { useDomains } from '../../hooks/use-domains';
import { DomainsView } from './domains-view';
import { NoDomains } from './no-domains';

/** What libvirt has besides the instances. */
export function DomainsPage() {
  const domains = useDomains();
  const content = () => {
    if (domains.data?.length === 0) return <NoDomains />;
    if (domains.data) return <DomainsView domains={domains.data} />;
    if (!domains.error) return <LoadingTable />;
    return (
      <LoadError
        what="the other domains"
        error={domains.error}
        onRetry={() => void domains.refetch()}
      />
    );
  };
  return (
    <>
      <PageHeading
        title="Other domains"
        intro="What libvirt has on this host that picostack did not make. It is shown here, and left alone."
      />
      <PageSection isFilled>{content()}</PageSection>
    </>
  );
}

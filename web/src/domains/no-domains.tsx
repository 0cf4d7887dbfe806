import { EmptyState, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { VirtualMachineIcon } from '@patternfly/react-icons';
import { Link } from 'react-router';

/** What would be here. */
export function NoDomains() {
  return (
    <EmptyState titleText="No other domains" icon={VirtualMachineIcon} headingLevel="h2">
      <EmptyStateBody>
        Every domain of libvirt on this host is an instance. One that is made by virsh, by
        virt-manager or by another program appears here, and can be adopted.
      </EmptyStateBody>
      <EmptyStateFooter>
        <Link to="/instances">Instances</Link>
      </EmptyStateFooter>
    </EmptyState>
  );
}

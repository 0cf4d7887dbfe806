import { Alert, PageSection } from '@patternfly/react-core';
import { useEffect, useState } from 'react';

import { useStreamStatus } from '../live/use-live-stream';
import { useHost } from '../live/queries';

/** A blink of the connection is not worth a banner that moves the page. */
const GRACE_MS = 1500;

function useLasting(condition: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(condition), condition ? GRACE_MS : 0);
    return () => clearTimeout(timer);
  }, [condition]);
  return condition && lasting;
}

/** Says so when what the page shows may be out of date. */
export function ConnectionBanner() {
  const lost = useLasting(useStreamStatus() === 'lost');
  const { data: host } = useHost();
  if (!lost && host?.libvirtConnected !== false) return null;
  return (
    <PageSection type="breadcrumb" isWidthLimited={false} aria-label="Connection">
      {lost ? (
        <Alert isInline isLiveRegion variant="warning" title="Reconnecting…">
          The connection to picostack is lost. States are the last known ones, not the present.
        </Alert>
      ) : (
        <Alert isInline isLiveRegion variant="danger" title="libvirt is out of reach">
          picostack cannot tell which instances run, and nothing can be started or stopped. Guests
          that ran go on running. On the host, check that libvirtd runs: systemctl status libvirtd
        </Alert>
      )}
    </PageSection>
  );
}

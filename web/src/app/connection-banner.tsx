import { Alert, PageSection } from '@patternfly/react-core';
import { useEffect, useState } from 'react';

import { useStreamStatus } from '../live/live-stream';
import { useHost } from '../live/queries';

/** A short interruption shows no banner, because the banner moves the page. */
const GRACE_MS = 1500;

/** Become true after the condition has been true for the grace period. */
function useAfterGracePeriod(condition: boolean): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(condition), condition ? GRACE_MS : 0);
    return () => clearTimeout(timer);
  }, [condition]);
  return condition && elapsed;
}

/** Warns that the page may be out of date. */
export function ConnectionBanner() {
  const lost = useAfterGracePeriod(useStreamStatus() === 'lost');
  const { data: host } = useHost();
  if (!lost && host?.libvirtConnected !== false) return null;
  return (
    <PageSection type="breadcrumb" isWidthLimited={false} aria-label="Connection">
      {lost ? (
        <Alert isInline isLiveRegion variant="warning" title="Reconnecting…">
          The connection to picostack was lost. The page shows the last known states.
        </Alert>
      ) : (
        <Alert isInline isLiveRegion variant="danger" title="libvirt is unavailable">
          Running guests continue to run, but picostack cannot read their states, or start and stop
          instances. {host?.libvirtProblem && <>The reason: {host.libvirtProblem}. </>}
          On the host, picostk doctor says what to do.
        </Alert>
      )}
    </PageSection>
  );
}

import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
} from '@patternfly/react-core';
import { VirtualMachineIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { InstanceDto } from '../api/types';
import { LaunchDialog } from '../launch/launch-dialog';
import { LoadingTable } from '../ui/loading-table';
import { NoImages } from '../images/no-images';
import { PageHeading } from '../ui/page-heading';
import { UploadButton } from '../images/upload-button';
import { QueryBoundary } from '../ui/query-boundary';
import { useImages, useInstances } from '../live/queries';
import { useMayChange } from '../session/use-session';
import { InstancesView } from './instances-view';

/** The launch dialog is part of the address (?launch or ?launch=IMAGE), so any page can link to it. */
const LAUNCH = 'launch';

export function InstancesPage() {
  const instances = useInstances();
  const images = useImages();
  const mayChange = useMayChange();
  const [params, setParams] = useSearchParams();

  const setLaunch = (open: boolean): void =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (open) next.set(LAUNCH, '');
      else next.delete(LAUNCH);
      return next;
    });

  const launchButton = mayChange && (
    <Button onClick={() => setLaunch(true)}>Launch instance</Button>
  );

  const content = (all: InstanceDto[]) => {
    if (all.length > 0) return <InstancesView instances={all} launchButton={launchButton} />;
    if (!images.data && !images.error) return <LoadingTable />;
    if (images.data?.length === 0) return <NoImages>{mayChange && <UploadButton />}</NoImages>;
    return <NoInstances>{launchButton}</NoInstances>;
  };

  const wanted = params.get(LAUNCH);
  return (
    <>
      <PageHeading title="Instances" />
      <PageSection isFilled>
        <QueryBoundary query={instances} what="the instances">
          {content}
        </QueryBoundary>
      </PageSection>
      {wanted !== null && mayChange && (
        <LaunchDialog wantedImage={wanted || undefined} onClose={() => setLaunch(false)} />
      )}
    </>
  );
}

function NoInstances({ children }: { children: ReactNode }) {
  return (
    <EmptyState titleText="No instances yet" icon={VirtualMachineIcon} headingLevel="h2">
      <EmptyStateBody>Clone an image into a running guest; it takes a few seconds.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>{children}</EmptyStateActions>
        <EmptyStateActions>
          <Link to="/domains">Other domains of this host</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

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
import { NoImages } from '../images/no-images';
import { LaunchDialog } from '../launch/launch-dialog';
import { useImages, useInstances } from '../live/queries';
import { useCanEdit } from '../session/session';
import { PageHeading } from '../ui/page-heading';
import { LoadingTable, QueryBoundary } from '../ui/query-boundary';
import { InstancesView } from './instances-view';

/** The launch dialog is part of the URL (?launch or ?launch=IMAGE), so that other pages can link to it. */
const LAUNCH = 'launch';

/** The page with all instances. */
export function InstancesPage() {
  const instances = useInstances();
  const images = useImages();
  const canEdit = useCanEdit();
  const [params, setParams] = useSearchParams();

  const setLaunch = (open: boolean): void =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (open) next.set(LAUNCH, '');
      else next.delete(LAUNCH);
      return next;
    });

  const launchButton = canEdit && <Button onClick={() => setLaunch(true)}>Launch instance</Button>;

  const content = (all: InstanceDto[]) => {
    if (all.length > 0) return <InstancesView instances={all} launchButton={launchButton} />;
    if (!images.data && !images.error) return <LoadingTable />;
    if (images.data?.length === 0) return <NoImages canAdd={canEdit} />;
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
      {wanted !== null && canEdit && (
        <LaunchDialog wantedImage={wanted || undefined} onClose={() => setLaunch(false)} />
      )}
    </>
  );
}

function NoInstances({ children }: { children: ReactNode }) {
  return (
    <EmptyState titleText="No instances yet" icon={VirtualMachineIcon} headingLevel="h2">
      <EmptyStateBody>Launch a guest from an image in a few seconds.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>{children}</EmptyStateActions>
        <EmptyStateActions>
          <Link to="/domains">Other domains on this host</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

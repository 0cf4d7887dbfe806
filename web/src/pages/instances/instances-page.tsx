import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
} from '@patternfly/react-core';
import { VirtualMachineIcon } from '@patternfly/react-icons';
import { Link, useSearchParams } from 'react-router';

import { LaunchDialog } from '../../components/instances/launch-dialog';
import { LoadError } from '../../components/load-error';
import { LoadingTable } from '../../components/loading-table';
import { NoImages } from '../../components/images/no-images';
import { PageHeading } from '../../components/page-heading';
import { UploadButton } from '../../components/images/upload-button';
import { useImages, useInstances } from '../../hooks/use-server-lists';
import { useMayChange } from '../../hooks/use-session';
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

  const content = () => {
    if (!instances.data) {
      if (!instances.error) return <LoadingTable />;
      return (
        <LoadError
          what="the instances"
          error={instances.error}
          onRetry={() => void instances.refetch()}
        />
      );
    }
    if (instances.data.length > 0) {
      return <InstancesView instances={instances.data} launchButton={launchButton} />;
    }
    if (!images.data && !images.error) return <LoadingTable />;
    if (images.data?.length === 0) return <NoImages>{mayChange && <UploadButton />}</NoImages>;
    return (
      <EmptyState titleText="No instances yet" icon={VirtualMachineIcon} headingLevel="h2">
        <EmptyStateBody>
          Clone an image into a running guest; it takes a few seconds.
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>{launchButton}</EmptyStateActions>
          <EmptyStateActions>
            <Link to="/domains">Other domains of this host</Link>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    );
  };

  const wanted = params.get(LAUNCH);
  return (
    <>
      <PageHeading title="Instances" />
      <PageSection isFilled>{content()}</PageSection>
      {wanted !== null && mayChange && (
        <LaunchDialog wantedImage={wanted || undefined} onClose={() => setLaunch(false)} />
      )}
    </>
  );
}

import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Gallery,
  Skeleton,
  Stack,
  StackItem,
  Title,
} from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons';
import { Link } from 'react-router';

import { errorMessage } from '../api/api-error';
import { useRecipes } from './build-image';
import { BuildOffer, Offer } from './build-offers';
import { ImportButton } from './import-dialog';
import { UploadButton } from './upload-dialog';

/** Shown instead of images if there is none yet: the ways to add the first one. */
export function NoImages({ canAdd }: { canAdd: boolean }) {
  if (canAdd) return <FirstImage />;
  return (
    <EmptyState titleText="No images yet" icon={CubesIcon} headingLevel="h2">
      <EmptyStateBody>Instances are clones of images. Add the first image.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/images">Images</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function FirstImage() {
  const recipes = useRecipes();
  const recipe = (name: string) => recipes.data?.find((each) => each.recipe === name);
  const tiny = recipe('tiny');
  const jeos = recipe('jeos');
  return (
    <Stack hasGutter>
      <StackItem>
        <Title headingLevel="h2">No images yet</Title>
        <p className="ps-subtle">
          Instances are clones of images. Choose how to get the first one.
        </p>
      </StackItem>
      <StackItem>
        <Gallery hasGutter minWidths={{ default: '100%', sm: '16rem' }}>
          {tiny && <BuildOffer recipe={tiny} />}
          <Offer
            title="Cloud image"
            text="Debian, Ubuntu, Fedora, Alpine and others from the catalogue. The server downloads the image and checks it."
          >
            <ImportButton variant="primary" />
          </Offer>
          <Offer
            title="Your own disk"
            text="A file on this computer: qcow2, raw, VMDK, VDI, VHDX or VHD, also compressed. Drop it anywhere on this page."
          >
            <UploadButton variant="secondary" />
          </Offer>
          {jeos && <BuildOffer recipe={jeos} />}
          {recipes.isPending && <Skeleton height="10rem" screenreaderText="Loading" />}
        </Gallery>
      </StackItem>
      {recipes.error && (
        <StackItem>
          <p className="ps-subtle">
            Could not load which images the server can build: {errorMessage(recipes.error)}
          </p>
        </StackItem>
      )}
    </Stack>
  );
}

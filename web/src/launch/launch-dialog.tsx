import { Alert, Skeleton } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError, errorMessage, formError } from '../api/api-error';
import { client, unwrap } from '../api/client';
import type { CreateInstanceDto, InstanceDto } from '../api/types';
import { launchableImages, launchObstacle } from '../images/launchable';
import { NoImages } from '../images/no-images';
import { useFlavours, useImages, useInstances, useLiveCache } from '../live/queries';
import { FormDialog } from '../ui/form-dialog';
import {
  countOf,
  isLaunchDraftValid,
  launchDraft,
  type LaunchEdits,
  launchPreview,
  toCreateInstance,
} from './launch-draft';
import { LaunchForm } from './launch-form';

const FORM_FIELDS = /^(name|count|image|flavour|description|ports)/;

interface Props {
  /** The name of the image to preselect. */
  wantedImage?: string;
  onClose: () => void;
}

/** The dialog to launch one or more instances of an image. */
export function LaunchDialog({ wantedImage, onClose }: Props) {
  const images = useImages();
  const flavours = useFlavours();
  const instances = useInstances();
  const launch = useLaunch();
  const [edits, setEdits] = useState<LaunchEdits>({});
  const [submitted, setSubmitted] = useState(false);

  const loaded = images.data && flavours.data && instances.data;
  const hasLaunchableImages = launchableImages(images.data ?? []).length > 0;
  const blockedImages = (images.data ?? []).filter(
    (each) => launchObstacle(each) !== null && (!hasLaunchableImages || each.name === wantedImage),
  );
  const takenNames = new Set(instances.data?.map(({ name }) => name));
  const draft = launchDraft(edits, {
    images: images.data ?? [],
    flavours: flavours.data ?? [],
    takenNames,
    wantedImage,
  });
  const count = countOf(draft);

  const image = images.data?.find(({ id }) => id === draft.imageId);
  const flavour = flavours.data?.find(({ id }) => id === draft.flavourId);
  const preview = image && flavour && count === 1 ? launchPreview(draft, image, flavour) : null;

  const submit = (): void => {
    setSubmitted(true);
    if (!isLaunchDraftValid(draft)) return;
    // Keep the suggested name, which would change when the new instance appears in the list.
    setEdits({ ...edits, name: draft.name });
    const body = toCreateInstance(draft, takenNames);
    launch.mutate({ body, preview }, { onSuccess: onClose });
  };

  const loadError = images.error ?? flavours.error ?? instances.error;
  const loadErrorMessage = loadError ? errorMessage(loadError) : null;
  return (
    <FormDialog
      title="Launch instance"
      submitText={count > 1 ? `Launch ${count}` : 'Launch'}
      size="medium"
      isBusy={launch.isPending}
      isSubmitDisabled={!loaded || !hasLaunchableImages || draft.imageId === ''}
      error={loaded ? formError(launch.error, FORM_FIELDS) : loadErrorMessage}
      onSubmit={submit}
      onClose={onClose}
    >
      {!loaded && !loadError && <Skeleton height="16rem" screenreaderText="Loading" />}
      {blockedImages.map((each) => (
        <Alert key={each.id} isInline variant="warning" title={`Cannot launch ${each.name}`}>
          <p>{launchObstacle(each)}</p>
        </Alert>
      ))}
      {images.data?.length === 0 && <NoImages canAdd={false} />}
      {loaded && hasLaunchableImages && (
        <LaunchForm
          draft={draft}
          takenNames={takenNames}
          isNameEdited={edits.name !== undefined}
          submitted={submitted}
          images={launchableImages(images.data)}
          flavours={flavours.data}
          serverError={launch.error instanceof ApiError ? launch.error : null}
          onChange={(change) => {
            setEdits((before) => ({ ...before, ...change }));
            // The server's error was about the previous name.
            if (change.name !== undefined || change.count !== undefined) launch.reset();
          }}
        />
      )}
    </FormDialog>
  );
}

interface Launch {
  body: CreateInstanceDto;
  /** The instance to show until the first read of the created one; null for several instances. */
  preview: Omit<InstanceDto, 'id'> | null;
}

function useLaunch() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: ({ body }: Launch) => unwrap(client.POST('/api/v1/instances', { body })),
    onMutate: ({ preview }) => {
      if (preview) cache.expectInstance(preview);
    },
    onSuccess: (operation) => {
      cache.updateOperation(operation);
      cache.instances.refetch(operation.resource.id);
    },
    onSettled: (_operation, _error, { body }) => cache.forgetExpected(body.name),
  });
}

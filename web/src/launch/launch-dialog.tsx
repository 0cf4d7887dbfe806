import { Skeleton } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, messageBesideFields, messageOf } from '../api/api-error';
import {
  countOf,
  draftIsRight,
  launchDraft,
  launchPreview,
  readyImages,
  toCreateInstance,
  type LaunchEdits,
} from './launch-draft';
import { useLaunch } from './use-launch';
import { useFlavours, useImages, useInstances } from '../live/queries';
import { FormDialog } from '../ui/form-dialog';
import { NoImages } from '../images/no-images';
import { LaunchForm } from './launch-form';

const FORM_FIELDS = /^(name|count|image|flavour|description|ports)/;

interface Props {
  wantedImage?: string;
  onClose: () => void;
}

export function LaunchDialog({ wantedImage, onClose }: Props) {
  const images = useImages();
  const flavours = useFlavours();
  const instances = useInstances();
  const launch = useLaunch();
  const [edits, setEdits] = useState<LaunchEdits>({});
  const [tried, setTried] = useState(false);

  const loaded = images.data && flavours.data && instances.data;
  const hasImages = readyImages(images.data ?? []).length > 0;
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
    setTried(true);
    if (!draftIsRight(draft)) return;
    // The suggestion would move on as soon as the new instance appears in the list.
    setEdits({ ...edits, name: draft.name });
    const body = toCreateInstance(draft, takenNames);
    launch.mutate({ body, preview }, { onSuccess: onClose });
  };

  const loadError = images.error ?? flavours.error ?? instances.error;
  const loadRefusal = loadError ? messageOf(loadError) : null;
  return (
    <FormDialog
      title="Launch an instance"
      submitText={count > 1 ? `Launch ${count}` : 'Launch'}
      size="medium"
      isBusy={launch.isPending}
      isBlocked={!loaded || !hasImages || draft.imageId === ''}
      refusal={loaded ? messageBesideFields(launch.error, FORM_FIELDS) : loadRefusal}
      onSubmit={submit}
      onClose={onClose}
    >
      {!loaded && !loadError && <Skeleton height="16rem" screenreaderText="Loading" />}
      {loaded && !hasImages && <NoImages />}
      {loaded && hasImages && (
        <LaunchForm
          draft={draft}
          takenNames={takenNames}
          isNameTyped={edits.name !== undefined}
          tried={tried}
          images={readyImages(images.data)}
          flavours={flavours.data}
          refused={launch.error instanceof ApiError ? launch.error : null}
          onChange={(change) => {
            setEdits((before) => ({ ...before, ...change }));
            // What the server said of the former name does not hold for this one.
            if (change.name !== undefined || change.count !== undefined) launch.reset();
          }}
        />
      )}
    </FormDialog>
  );
}

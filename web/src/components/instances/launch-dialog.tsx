import {
  Alert,
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Skeleton,
} from '@patternfly/react-core';
import { useState, type SubmitEvent } from 'react';

import { ApiError, messageBesideFields, messageOf } from '../../api/api-error';
import {
  countOf,
  draftIsRight,
  launchDraft,
  launchPreview,
  readyImages,
  toCreateInstance,
  type LaunchEdits,
} from '../../format/launch-draft';
import { useLaunch } from '../../hooks/use-launch';
import { useFlavours, useImages, useInstances } from '../../hooks/use-server-lists';
import { NoImages } from '../images/no-images';
import { LaunchForm } from './launch-form';

const FORM_ID = 'launch-form';
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

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (launch.isPending || !draftIsRight(draft)) return;
    // The suggestion would move on as soon as the new instance appears in the list.
    setEdits({ ...edits, name: draft.name });
    const body = toCreateInstance(draft, takenNames);
    launch.mutate({ body, preview }, { onSuccess: onClose });
  };

  const loadError = images.error ?? flavours.error ?? instances.error;
  const refusal = messageBesideFields(launch.error, FORM_FIELDS);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="launch-title">
      <ModalHeader title="Launch an instance" labelId="launch-title" />
      <ModalBody>
        {refusal && <Alert isInline isLiveRegion variant="danger" title={refusal} />}
        {!loaded && loadError && <Alert isInline variant="danger" title={messageOf(loadError)} />}
        {!loaded && !loadError && <Skeleton height="16rem" screenreaderText="Loading" />}
        {loaded && !hasImages && <NoImages />}
        {loaded && hasImages && (
          <LaunchForm
            id={FORM_ID}
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
            onSubmit={submit}
          />
        )}
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={FORM_ID}
          isLoading={launch.isPending}
          isDisabled={launch.isPending || !loaded || !hasImages}
        >
          {count > 1 ? `Launch ${count}` : 'Launch'}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

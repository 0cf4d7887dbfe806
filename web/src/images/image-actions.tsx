import { Alert, Button, List, ListItem, Tooltip } from '@patternfly/react-core';
import { PlayIcon, TrashIcon } from '@patternfly/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import type { ImageDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { ConfirmDialog } from '../ui/form-dialog';
import { instanceLink, launchLink } from '../ui/links';
import { launchObstacle } from './launchable';
import { cancelUpload, deleteImage } from './requests';
import { useUploads } from './uploads';

/** The buttons to launch an instance of an image and to delete the image. */
export function ImageActions({ image }: { image: ImageDto }) {
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const uploads = useUploads();
  const isUploading = uploads.list.some(({ imageId }) => imageId === image.id);
  const obstacle = launchObstacle(image);
  return (
    <div className="ps-row-actions">
      <Tooltip content={obstacle === null ? 'Launch instance' : `Cannot launch: ${obstacle}`}>
        <Button
          variant="plain"
          aria-label={`Launch an instance of ${image.name}`}
          icon={<PlayIcon />}
          isAriaDisabled={obstacle !== null}
          onClick={() => void navigate(launchLink(image.name))}
        />
      </Tooltip>
      <Tooltip content="Delete">
        <Button
          variant="plain"
          aria-label={`Delete ${image.name}`}
          icon={<TrashIcon />}
          isAriaDisabled={isUploading || image.status === 'deleting'}
          onClick={() => setDeleting(true)}
        />
      </Tooltip>
      {deleting && <DeleteImageDialog image={image} onClose={() => setDeleting(false)} />}
    </div>
  );
}

interface Props {
  image: ImageDto;
  onClose: () => void;
}

/** Asks for confirmation, deletes the image, and lists the instances that prevent it. */
function DeleteImageDialog({ image, onClose }: Props) {
  const remove = useDeleteImage();
  const clones = remove.error instanceof ApiError ? remove.error.instances : [];
  return (
    <ConfirmDialog
      title={`Delete image ${image.name}?`}
      confirmText="Delete"
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(image, { onSuccess: onClose })}
    >
      <p>This also deletes its file, and cannot be undone.</p>
      {remove.error && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          title={clones.length > 0 ? 'Instances use this image' : errorMessage(remove.error)}
        >
          {clones.length > 0 && (
            <>
              <p>Delete these instances first:</p>
              <List>
                {clones.map((name) => (
                  <ListItem key={name}>
                    <Link to={instanceLink(name)}>{name}</Link>
                  </ListItem>
                ))}
              </List>
            </>
          )}
        </Alert>
      )}
    </ConfirmDialog>
  );
}

function useDeleteImage() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (image: ImageDto) =>
      image.upload ? cancelUpload(image.id) : deleteImage(image.id),
    onSuccess: (_result, image) => cache.images.remove(image.id),
    onError: (_error, image) => cache.images.refetch(image.id),
  });
}

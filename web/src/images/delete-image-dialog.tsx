import { Alert, List, ListItem } from '@patternfly/react-core';
import { Link } from 'react-router';

import { ApiError, messageOf } from '../api/api-error';
import type { ImageDto } from '../api/types';
import { useDeleteImage } from './use-delete-image';
import { instanceLink } from '../ui/links';
import { ConfirmDialog } from '../ui/confirm-dialog';

interface Props {
  image: ImageDto;
  onClose: () => void;
}

/** Asks, deletes, and names the instances that stand in the way. */
export function DeleteImageDialog({ image, onClose }: Props) {
  const remove = useDeleteImage();
  const inTheWay = remove.error instanceof ApiError ? remove.error.instances : [];
  return (
    <ConfirmDialog
      title={`Delete image ${image.name}?`}
      confirmText="Delete"
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(image, { onSuccess: onClose })}
    >
      <p>Its file is deleted too. This cannot be undone.</p>
      {remove.error && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          title={inTheWay.length > 0 ? 'Instances are clones of it' : messageOf(remove.error)}
        >
          {inTheWay.length > 0 && (
            <>
              <p>Delete them first:</p>
              <List>
                {inTheWay.map((name) => (
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

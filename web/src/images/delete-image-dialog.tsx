import { Alert, List, ListItem } from '@patternfly/react-core';
import { Link } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import { ConfirmDialog, FormDialog } from '../ui/form-dialog';
import { instanceLink } from '../ui/links';
import { type ImageDialogProps, useDeleteImage, useProtectImage } from './image-mutations';

/** Asks for confirmation, deletes the image, and lists the instances that prevent it. */
export function DeleteImageDialog(props: ImageDialogProps) {
  return props.image.isProtected ? <ProtectedDialog {...props} /> : <ConfirmDeletion {...props} />;
}

/** Says that the image is protected; without the protection, the dialog asks for confirmation. */
function ProtectedDialog({ image, onClose }: ImageDialogProps) {
  const protect = useProtectImage(image);
  return (
    <FormDialog
      title={`${image.name} is protected`}
      summary={<p>A protected image cannot be deleted. Remove the protection to continue.</p>}
      submitText="Remove protection"
      isBusy={protect.isPending}
      error={protect.error && errorMessage(protect.error)}
      onSubmit={() => protect.mutate(false)}
      onClose={onClose}
    />
  );
}

function ConfirmDeletion({ image, onClose, onDeleted }: ImageDialogProps) {
  const remove = useDeleteImage();
  const clones = remove.error instanceof ApiError ? remove.error.instances : [];
  const done = (): void => {
    onClose();
    onDeleted?.();
  };
  return (
    <ConfirmDialog
      title={`Delete image ${image.name}?`}
      confirmText="Delete"
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(image, { onSuccess: done })}
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

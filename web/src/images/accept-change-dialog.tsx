import { Alert } from '@patternfly/react-core';

import { errorMessage } from '../api/api-error';
import { ConfirmDialog } from '../ui/form-dialog';
import { type ImageDialogProps, useImageOperation } from './image-mutations';
import { verifyImage } from './requests';

/** Asks for confirmation to use the changed file of an image as it is. */
export function AcceptChangeDialog({ image, onClose }: ImageDialogProps) {
  const accept = useImageOperation(image, (id) => verifyImage(id, true));
  return (
    <ConfirmDialog
      title={`Accept the changed file of ${image.name}?`}
      confirmText="Accept change"
      isBusy={accept.isPending}
      onClose={onClose}
      onConfirm={() => accept.mutate(undefined, { onSuccess: onClose })}
    >
      <p>
        The file is read, and its checksum replaces the recorded one. Instances that were cloned
        before the change may have damaged disks.
      </p>
      {accept.error && (
        <Alert isInline isLiveRegion variant="danger" title={errorMessage(accept.error)} />
      )}
    </ConfirmDialog>
  );
}

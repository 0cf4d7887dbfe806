import { useState } from 'react';

import { fieldError } from '../api/api-error';
import { validateImageName } from '../api/names';
import { NameField } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { changeError, type ImageDialogProps, useUpdateImage } from './image-mutations';

/** The dialog to rename an image. */
export function RenameImageDialog({ image, onClose }: ImageDialogProps) {
  const [name, setName] = useState(image.name);
  const update = useUpdateImage(image);
  const nameError = validateImageName(name);
  return (
    <FormDialog
      title={`Rename ${image.name}`}
      summary="Its instances stay as they are. Scripts that use the old name must use the new one."
      submitText="Rename"
      isBusy={update.isPending}
      isSubmitDisabled={nameError !== null || name === image.name}
      error={changeError(update.error, /^name$/)}
      onSubmit={() => update.mutate({ name }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <NameField
        id="rename-image"
        label="New name"
        value={name}
        error={nameError ?? fieldError(update.error, 'name')}
        onChange={(next) => {
          setName(next);
          update.reset();
        }}
      />
    </FormDialog>
  );
}

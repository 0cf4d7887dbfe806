import type { ComponentType } from 'react';

import { DeleteImageDialog } from './delete-image-dialog';
import { EditImageDialog } from './edit-image-dialog';
import { ImportDialog } from './import-dialog';
import type { ImageDialogProps } from './image-mutations';
import { RenameImageDialog } from './rename-image-dialog';
import { UploadDialog } from './upload-dialog';
import { AcceptChangeDialog } from './accept-change-dialog';

function UploadVersionDialog({ image, onClose }: ImageDialogProps) {
  return <UploadDialog replaces={image} onClose={onClose} />;
}

function ImportVersionDialog({ image, onClose }: ImageDialogProps) {
  return <ImportDialog replaces={image} onClose={onClose} />;
}

/** The dialog of each action in the image menu. */
export const IMAGE_DIALOGS = {
  edit: EditImageDialog,
  rename: RenameImageDialog,
  uploadVersion: UploadVersionDialog,
  importVersion: ImportVersionDialog,
  acceptChange: AcceptChangeDialog,
  delete: DeleteImageDialog,
} satisfies Record<string, ComponentType<ImageDialogProps>>;

/** A dialog of the image menu. */
export type ImageDialog = keyof typeof IMAGE_DIALOGS;

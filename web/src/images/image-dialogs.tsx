import type { ComponentType } from 'react';

import { DeleteImageDialog } from './delete-image-dialog';
import { EditImageDialog } from './edit-image-dialog';
import type { ImageDialogProps } from './image-mutations';
import { RenameImageDialog } from './rename-image-dialog';

/** The dialog of each action in the image menu. */
export const IMAGE_DIALOGS = {
  edit: EditImageDialog,
  rename: RenameImageDialog,
  delete: DeleteImageDialog,
} satisfies Record<string, ComponentType<ImageDialogProps>>;

/** A dialog of the image menu. */
export type ImageDialog = keyof typeof IMAGE_DIALOGS;

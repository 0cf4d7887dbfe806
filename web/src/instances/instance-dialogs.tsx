import type { ComponentType } from 'react';

import { PortsDialog } from '../ports/ports-editor';
import { CloneDialog } from './clone-dialog';
import { DeleteInstancesDialog } from './delete-instances-dialog';
import { DetachDialog } from './detach-dialog';
import { DiscardSavedStateDialog } from './discard-saved-state-dialog';
import { ForgetDialog } from './forget-dialog';
import { GrowDialog } from './grow-dialog';
import type { InstanceDialogProps } from './instance-mutations';
import { PublishDialog } from './publish-dialog';
import { RebuildDialog } from './rebuild-dialog';
import { RedefineDialog } from './redefine-dialog';
import { RenameDialog } from './rename-dialog';
import { ResizeDialog } from './resize-dialog';

function DeleteDialog({ instance, onClose, onDeleted }: InstanceDialogProps) {
  return <DeleteInstancesDialog instances={[instance]} onClose={onClose} onDeleted={onDeleted} />;
}

/** The dialog of each action in the instance menu. */
export const INSTANCE_DIALOGS = {
  ports: PortsDialog,
  rename: RenameDialog,
  resize: ResizeDialog,
  grow: GrowDialog,
  clone: CloneDialog,
  publish: PublishDialog,
  rebuild: RebuildDialog,
  detach: DetachDialog,
  redefine: RedefineDialog,
  discardSavedState: DiscardSavedStateDialog,
  forget: ForgetDialog,
  delete: DeleteDialog,
} satisfies Record<string, ComponentType<InstanceDialogProps>>;

/** A dialog of the instance menu. */
export type InstanceDialog = keyof typeof INSTANCE_DIALOGS;

import { useState } from 'react';

import { ApiError, messageBesideFields } from '../../api/api-error';
import { renameInstance } from '../../api/instance-changes';
import { nameProblem } from '../../format/names';
import { useInstanceChange } from '../../hooks/use-instance-change';
import { FormDialog } from '../form-dialog';
import { NameField } from '../name-field';
import type { InstanceDialogProps } from './instance-dialog-props';

export function RenameDialog({ instance, onClose }: InstanceDialogProps) {
  const [name, setName] = useState(instance.name);
  const rename = useInstanceChange(instance, renameInstance);
  const refused = rename.error instanceof ApiError ? rename.error : null;
  const problem = nameProblem(name);
  return (
    <FormDialog
      title={`Rename ${instance.name}`}
      summary="Its domain gets the new name too, and the guest is offered it as its host name at its next start. Disk, ports and MAC address stay."
      submitText="Rename"
      isBusy={rename.isPending}
      isBlocked={problem !== null || name === instance.name}
      refusal={messageBesideFields(rename.error, /^name$/)}
      onSubmit={() => rename.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    >
      <NameField
        id="rename-name"
        label="New name"
        value={name}
        error={problem ?? refused?.fieldMessage('name')}
        onChange={(next) => {
          setName(next);
          rename.reset();
        }}
      />
    </FormDialog>
  );
}

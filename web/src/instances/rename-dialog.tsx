import { useState } from 'react';

import { renameInstance } from './instance-changes';
import { nameProblem } from '../api/names';
import { useInstanceChange } from './use-instance-change';
import type { InstanceDialogProps } from './instance-dialog-props';
import { NameDialog } from './name-dialog';

export function RenameDialog({ instance, onClose }: InstanceDialogProps) {
  const [name, setName] = useState(instance.name);
  const rename = useInstanceChange(instance, renameInstance);
  return (
    <NameDialog
      title={`Rename ${instance.name}`}
      summary="Its domain gets the new name too, and the guest is offered it as its host name at its next start. Disk, ports and MAC address stay."
      submitText="Rename"
      nameLabel="New name"
      name={name}
      onName={setName}
      problem={nameProblem(name)}
      isBlocked={name === instance.name}
      change={rename}
      onSubmit={() => rename.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

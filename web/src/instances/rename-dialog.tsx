import { useState } from 'react';

import { validateInstanceName } from '../api/names';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { NameDialog } from './name-dialog';
import { renameInstance } from './requests';

/** The dialog to rename an instance. */
export function RenameDialog({ instance, onClose }: InstanceDialogProps) {
  const [name, setName] = useState(instance.name);
  const rename = useInstanceMutation(instance, renameInstance);
  return (
    <NameDialog
      title={`Rename ${instance.name}`}
      summary="This also renames the domain, and offers the new host name to the guest at its next start. The disk, ports and MAC address do not change."
      submitText="Rename"
      nameLabel="New name"
      name={name}
      onName={setName}
      nameError={validateInstanceName(name)}
      isSubmitDisabled={name === instance.name}
      mutation={rename}
      onSubmit={() => rename.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

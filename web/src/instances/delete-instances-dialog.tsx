import { Checkbox } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { wordToType } from './confirmations';
import { isLegal } from './instance-commands';
import { keptWords, losesDisk } from './instance-disks';
import { useInstanceCommand } from './use-instance-actions';
import { useNotifications } from '../ui/use-notifications';
import { useHost } from '../live/queries';
import { FormDialog } from '../ui/form-dialog';
import { TypeToConfirm } from '../ui/type-to-confirm';
import { DeletionSummary } from './deletion-summary';

interface Props {
  instances: InstanceDto[];
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteInstancesDialog({ instances, onClose, onDeleted }: Props) {
  const { run, busy } = useInstanceCommand();
  const { notify } = useNotifications();
  const { data: host } = useHost();
  const [keepsDisks, setKeepsDisks] = useState(false);
  const [typed, setTyped] = useState('');
  const deletable = instances.filter((instance) => isLegal(instance, 'delete'));
  const withDisk = deletable.filter(losesDisk);
  const [only] = deletable;
  const isOne = deletable.length === 1;
  // Letting adopted ones go loses nothing, and is counted all the same where something is lost beside it.
  const wanted = keepsDisks || wordToType(withDisk) === null ? null : wordToType(deletable);

  const confirm = async (): Promise<void> => {
    await run(keepsDisks ? 'deleteKeepingDisk' : 'delete', deletable);
    if (keepsDisks) notify({ variant: 'info', ...keptWords(withDisk, host?.pools) });
    onClose();
    onDeleted?.();
  };

  return (
    <FormDialog
      title={isOne && only ? `Delete ${only.name}?` : `Delete ${deletable.length} instances?`}
      summary={
        <DeletionSummary instances={instances} deletable={deletable} keepsDisks={keepsDisks} />
      }
      submitText="Delete"
      isDanger
      isBusy={busy}
      isBlocked={deletable.length === 0 || (wanted !== null && typed !== wanted)}
      refusal={null}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {withDisk.length > 0 && (
        <Checkbox
          id="delete-keep-disk"
          label={withDisk.length === 1 ? 'Keep its disk' : 'Keep their disks'}
          description={
            withDisk.length === 1
              ? 'Only the domain and the record go; the disk stays in the storage pool.'
              : 'Only the domains and the records go; the disks stay in the storage pool.'
          }
          isChecked={keepsDisks}
          onChange={(_event, on) => setKeepsDisks(on)}
        />
      )}
      {wanted !== null && <TypeToConfirm wanted={wanted} value={typed} onChange={setTyped} />}
    </FormDialog>
  );
}

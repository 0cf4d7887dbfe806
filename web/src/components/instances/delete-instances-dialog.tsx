import { List, ListItem } from '@patternfly/react-core';

import type { InstanceDto } from '../../api/types';
import { isLegal } from '../../format/instance-commands';
import { useInstanceCommand } from '../../hooks/use-instance-actions';
import { ConfirmDialog } from '../confirm-dialog';

interface Props {
  instances: InstanceDto[];
  onClose: () => void;
  onDeleted?: () => void;
}

const MAX_NAMED = 10;

export function DeleteInstancesDialog({ instances, onClose, onDeleted }: Props) {
  const { run, busy } = useInstanceCommand();
  const deletable = instances.filter((instance) => isLegal(instance, 'delete'));
  const active = deletable.filter(({ state }) => state !== 'stopped' && state !== 'failed');
  const [only] = deletable;
  const title =
    deletable.length === 1 && only
      ? `Delete ${only.name}?`
      : `Delete ${deletable.length} instances?`;

  const confirm = async (): Promise<void> => {
    await run('delete', deletable);
    onClose();
    onDeleted?.();
  };

  return (
    <ConfirmDialog
      title={title}
      confirmText="Delete"
      isBusy={busy}
      isBlocked={deletable.length === 0}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <p>Disks and port mappings go too. This cannot be undone.</p>
      {active.length > 0 && (
        <p>
          {deletable.length === 1
            ? 'It may be running; it is then stopped by force.'
            : `${active.length} may be running; those are stopped by force.`}
        </p>
      )}
      {deletable.length > 1 && (
        <List>
          {deletable.slice(0, MAX_NAMED).map(({ id, name }) => (
            <ListItem key={id}>{name}</ListItem>
          ))}
          {deletable.length > MAX_NAMED && (
            <ListItem>and {deletable.length - MAX_NAMED} more</ListItem>
          )}
        </List>
      )}
      {deletable.length < instances.length && (
        <p>{instances.length - deletable.length} cannot be deleted in their present state.</p>
      )}
    </ConfirmDialog>
  );
}

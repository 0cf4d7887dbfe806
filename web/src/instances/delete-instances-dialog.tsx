import { Checkbox, List, ListItem } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { useHost } from '../live/queries';
import { TypeToConfirm } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { useNotifications } from '../ui/notifications';
import { confirmationText } from './confirmations';
import { DiskPath, KeptDiskNote } from './disk-path';
import { isAllowed } from './instance-commands';
import { deletesDisk, describeKeptDisks, isAdopted } from './instance-disks';
import { useInstanceCommand } from './instance-mutations';

interface DeleteInstancesDialogProps {
  instances: InstanceDto[];
  onClose: () => void;
  onDeleted?: () => void;
}

/** The dialog to delete one or more instances. */
export function DeleteInstancesDialog({
  instances,
  onClose,
  onDeleted,
}: DeleteInstancesDialogProps) {
  const { run, busy } = useInstanceCommand();
  const { notify } = useNotifications();
  const { data: host } = useHost();
  const [keepsDisks, setKeepsDisks] = useState(false);
  const [typed, setTyped] = useState('');
  const deletable = instances.filter((instance) => isAllowed(instance, 'delete'));
  const withDisk = deletable.filter(deletesDisk);
  const [only] = deletable;
  const isOne = deletable.length === 1;
  // Releasing adopted instances deletes no data, but the number to type includes them.
  const textToType =
    keepsDisks || confirmationText(withDisk) === null ? null : confirmationText(deletable);

  const confirm = async (): Promise<void> => {
    await run(keepsDisks ? 'deleteKeepingDisk' : 'delete', deletable);
    if (keepsDisks) notify({ variant: 'info', ...describeKeptDisks(withDisk, host?.pools) });
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
      isSubmitDisabled={deletable.length === 0 || (textToType !== null && typed !== textToType)}
      error={null}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {withDisk.length > 0 && (
        <Checkbox
          id="delete-keep-disk"
          label={withDisk.length === 1 ? 'Keep the disk' : 'Keep the disks'}
          description={
            withDisk.length === 1
              ? 'Delete only the domain and the record. The disk stays in the storage pool.'
              : 'Delete only the domains and the records. The disks stay in the storage pool.'
          }
          isChecked={keepsDisks}
          onChange={(_event, on) => setKeepsDisks(on)}
        />
      )}
      {textToType !== null && <TypeToConfirm text={textToType} value={typed} onChange={setTyped} />}
    </FormDialog>
  );
}

interface DeletionSummaryProps {
  /** The selected instances. */
  instances: InstanceDto[];
  /** Those of them that can be deleted. */
  deletable: InstanceDto[];
  keepsDisks: boolean;
}

const MAX_NAMED = 10;
const INACTIVE_STATES = new Set(['stopped', 'failed', 'crashed', 'missing']);

/** Lists what is deleted, what stays, and which instances are not deleted. */
function DeletionSummary({ instances, deletable, keepsDisks }: DeletionSummaryProps) {
  const isProtected = instances.filter((instance) => instance.isProtected);
  const others = instances.length - deletable.length - isProtected.length;
  const adopted = deletable.filter(isAdopted);
  const own = deletable.filter((instance) => !isAdopted(instance));
  return (
    <>
      {own.length > 0 && <DeletedData instances={own} keepsDisks={keepsDisks} />}
      <ForceWarning instances={own} />
      {deletable.length > 1 && <Names instances={deletable} />}
      {adopted.length > 0 && (
        <p className="ps-break">
          Adopted instances are released, and keep their domains and disks: {joinNames(adopted)}
        </p>
      )}
      {isProtected.length > 0 && (
        <p className="ps-break">
          Protected instances are not deleted: {joinNames(isProtected)}. To delete them, turn off
          the protection on their pages first.
        </p>
      )}
      {others > 0 && (
        <p>
          {others} {others === 1 ? 'instance' : 'instances'} cannot be deleted in the current state.
        </p>
      )}
    </>
  );
}

function DeletedData({ instances, keepsDisks }: { instances: InstanceDto[]; keepsDisks: boolean }) {
  const withDisk = instances.filter(deletesDisk);
  const [only] = withDisk;
  if (!keepsDisks || !only) {
    return <p>This also deletes disks and port mappings, and cannot be undone.</p>;
  }
  return (
    <>
      <p>
        This also deletes port mappings, tags and notes.{' '}
        {withDisk.length === 1 ? 'The disk stays:' : 'The disks stay:'}
      </p>
      <div>
        {withDisk.slice(0, MAX_NAMED).map((instance) => (
          <DiskPath key={instance.id} instance={instance} />
        ))}
        {withDisk.length > MAX_NAMED && <span>and {withDisk.length - MAX_NAMED} more</span>}
      </div>
      <KeptDiskNote instances={withDisk} />
    </>
  );
}

function ForceWarning({ instances }: { instances: InstanceDto[] }) {
  const active = instances.filter(({ state }) => !INACTIVE_STATES.has(state));
  if (active.length === 0) return null;
  return (
    <p>
      {instances.length === 1
        ? 'If it is running, it is forced off first.'
        : `${active.length} of them may be running, and are forced off first.`}
    </p>
  );
}

function Names({ instances }: { instances: InstanceDto[] }) {
  return (
    <List className="ps-break">
      {instances.slice(0, MAX_NAMED).map(({ id, name }) => (
        <ListItem key={id}>{name}</ListItem>
      ))}
      {instances.length > MAX_NAMED && <ListItem>and {instances.length - MAX_NAMED} more</ListItem>}
    </List>
  );
}

function joinNames(instances: InstanceDto[]): string {
  const names = instances.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = instances.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

import { List, ListItem } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../../api/types';
import { wordToType } from '../../format/confirmations';
import { isLegal } from '../../format/instance-commands';
import { useInstanceCommand } from '../../hooks/use-instance-actions';
import { FormDialog } from '../form-dialog';
import { TypeToConfirm } from '../type-to-confirm';

interface Props {
  instances: InstanceDto[];
  onClose: () => void;
  onDeleted?: () => void;
}

const MAX_NAMED = 10;

export function DeleteInstancesDialog({ instances, onClose, onDeleted }: Props) {
  const { run, busy } = useInstanceCommand();
  const [typed, setTyped] = useState('');
  const deletable = instances.filter((instance) => isLegal(instance, 'delete'));
  const isProtected = instances.filter((instance) => instance.isProtected);
  const others = instances.length - deletable.length - isProtected.length;
  const [only] = deletable;
  const wanted = wordToType(deletable);
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
    <FormDialog
      title={title}
      summary={
        <>
          <p>Disks and port mappings go too. This cannot be undone.</p>
          <ForceWarning instances={deletable} />
          {deletable.length > 1 && <Names instances={deletable} />}
          {isProtected.length > 0 && (
            <p className="ps-break">
              Protected, and not deleted: {namesInWords(isProtected)}. Switch the protection off on
              the instance’s page first.
            </p>
          )}
          {others > 0 && <p>{others} cannot be deleted in their present state.</p>}
        </>
      }
      submitText="Delete"
      isDanger
      isBusy={busy}
      isBlocked={deletable.length === 0 || (wanted !== null && typed !== wanted)}
      refusal={null}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {wanted !== null && <TypeToConfirm wanted={wanted} value={typed} onChange={setTyped} />}
    </FormDialog>
  );
}

const AT_REST = new Set(['stopped', 'failed', 'crashed', 'missing']);

function ForceWarning({ instances }: { instances: InstanceDto[] }) {
  const active = instances.filter(({ state }) => !AT_REST.has(state));
  if (active.length === 0) return null;
  return (
    <p>
      {instances.length === 1
        ? 'It may be running; it is then stopped by force.'
        : `${active.length} may be running; those are stopped by force.`}
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

function namesInWords(instances: InstanceDto[]): string {
  const names = instances.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = instances.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

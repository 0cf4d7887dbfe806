import { Button, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { DeleteInstancesDialog } from './delete-instances-dialog';
import { type InstanceCommand, isAllowed } from './instance-commands';
import { useInstanceCommand } from './instance-mutations';

interface Props {
  selected: InstanceDto[];
  onClear: () => void;
}

/** The actions on the selected instances; an action skips instances for which it is not legal. */
export function BulkActions({ selected, onClear }: Props) {
  const { run, busy } = useInstanceCommand();
  const [deleting, setDeleting] = useState(false);
  const targetsOf = (command: InstanceCommand): InstanceDto[] =>
    selected.filter((instance) => isAllowed(instance, command));
  const button = (command: InstanceCommand, title: string) => {
    const targets = targetsOf(command);
    return (
      <ToolbarItem>
        <Button
          variant="secondary"
          isDisabled={busy || targets.length === 0}
          onClick={() => void run(command, targets)}
        >
          {title}
        </Button>
      </ToolbarItem>
    );
  };
  return (
    <ToolbarGroup role="group" aria-label="Selected instances">
      <ToolbarItem alignSelf="center">
        <strong className="ps-nowrap">{selected.length} selected</strong>
      </ToolbarItem>
      {button('start', 'Start')}
      {button('stop', 'Stop')}
      <ToolbarItem>
        <Button
          variant="secondary"
          isDanger
          isDisabled={
            targetsOf('delete').length === 0 && !selected.some(({ isProtected }) => isProtected)
          }
          onClick={() => setDeleting(true)}
        >
          Delete
        </Button>
      </ToolbarItem>
      <ToolbarItem>
        <Button variant="link" onClick={onClear}>
          Clear selection
        </Button>
      </ToolbarItem>
      {deleting && (
        <DeleteInstancesDialog instances={selected} onClose={() => setDeleting(false)} />
      )}
    </ToolbarGroup>
  );
}

import { Button, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { DeleteInstancesDialog } from './delete-instances-dialog';
import { isLegal, type InstanceCommand } from './instance-commands';
import { useInstanceCommand } from './use-instance-actions';

interface Props {
  selected: InstanceDto[];
  onClear: () => void;
}

/** What can be done with all chosen instances at once; those that it is not legal for are left alone. */
export function BulkActions({ selected, onClear }: Props) {
  const { run, busy } = useInstanceCommand();
  const [deleting, setDeleting] = useState(false);
  const legalFor = (command: InstanceCommand): InstanceDto[] =>
    selected.filter((instance) => isLegal(instance, command));
  const button = (command: InstanceCommand, title: string) => {
    const targets = legalFor(command);
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
            legalFor('delete').length === 0 && !selected.some(({ isProtected }) => isProtected)
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

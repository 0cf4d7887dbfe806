import {
  Button,
  Divider,
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuToggle,
  Tooltip,
} from '@patternfly/react-core';
import { EllipsisVIcon, PlayIcon, RedoIcon, StopIcon } from '@patternfly/react-icons';
import { useState, type ReactNode } from 'react';

import type { InstanceDto } from '../../api/types';
import { isLegal, type InstanceCommand } from '../../format/instance-commands';
import { useInstanceCommand } from '../../hooks/use-instance-actions';
import { useMayChange } from '../../hooks/use-session';
import { PortsDialog } from '../ports/ports-dialog';
import { DeleteInstancesDialog } from './delete-instances-dialog';

interface Props {
  instance: InstanceDto;
  onDeleted?: () => void;
}

/** Start, stop and restart at hand, everything else in a menu; what the state forbids is greyed out. */
export function InstanceActions({ instance, onDeleted }: Props) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [dialog, setDialog] = useState<'ports' | 'delete' | null>(null);
  const { run, busy } = useInstanceCommand();
  const mayChange = useMayChange();
  const { name, state } = instance;

  const can = (command: InstanceCommand): boolean =>
    mayChange && !busy && isLegal(instance, command);
  const ask = (command: InstanceCommand): void => void run(command, [instance]);
  const isPaused = instance.actions.includes('resume');

  const button = (command: InstanceCommand, title: string, icon: ReactNode) => (
    <Tooltip content={title}>
      <Button
        variant="plain"
        aria-label={`${title} ${name}`}
        icon={icon}
        isAriaDisabled={!can(command)}
        onClick={() => ask(command)}
      />
    </Tooltip>
  );

  return (
    <div className="ps-row-actions">
      {isPaused ? button('resume', 'Resume', <PlayIcon />) : button('start', 'Start', <PlayIcon />)}
      {button('stop', 'Stop', <StopIcon />)}
      {button('restart', 'Restart', <RedoIcon />)}
      <Dropdown
        isOpen={menuOpen}
        onOpenChange={setMenuOpen}
        onSelect={() => setMenuOpen(false)}
        popperProps={{ position: 'right', appendTo: () => document.body }}
        toggle={(ref) => (
          <MenuToggle
            ref={ref}
            variant="plain"
            aria-label={`More actions for ${name}`}
            isExpanded={menuOpen}
            onClick={() => setMenuOpen(!menuOpen)}
            icon={<EllipsisVIcon />}
          />
        )}
      >
        <DropdownList>
          <DropdownItem isDisabled={!can('forceStop')} onClick={() => ask('forceStop')}>
            Force stop
          </DropdownItem>
          <DropdownItem
            isDisabled={!can(isPaused ? 'resume' : 'pause')}
            onClick={() => ask(isPaused ? 'resume' : 'pause')}
          >
            {isPaused ? 'Resume' : 'Pause'}
          </DropdownItem>
          <DropdownItem
            isDisabled={!mayChange || state === 'trashed' || state === 'failed'}
            onClick={() => setDialog('ports')}
          >
            Edit ports
          </DropdownItem>
          <Divider component="li" />
          <DropdownItem isDanger isDisabled={!can('delete')} onClick={() => setDialog('delete')}>
            Delete
          </DropdownItem>
        </DropdownList>
      </Dropdown>
      {dialog === 'ports' && <PortsDialog instance={instance} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && (
        <DeleteInstancesDialog
          instances={[instance]}
          onClose={() => setDialog(null)}
          onDeleted={onDeleted}
        />
      )}
    </div>
  );
}

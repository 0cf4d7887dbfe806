import { Button, Tooltip } from '@patternfly/react-core';
import { PlayIcon, RedoIcon, StopIcon } from '@patternfly/react-icons';
import { type ReactNode, useState } from 'react';

import type { InstanceDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { canForget, type InstanceCommand, isAllowed } from './instance-commands';
import { INSTANCE_DIALOGS, type InstanceDialog } from './instance-dialogs';
import { InstanceMenu } from './instance-menu';
import { useInstanceCommand } from './instance-mutations';

interface Props {
  instance: InstanceDto;
  /** Whether the page already shows a notice with the actions for a missing instance. */
  hasNotice?: boolean;
  onDeleted?: () => void;
}

/** Buttons to start, stop and restart, and a menu with the other actions. Illegal actions are disabled. */
export function InstanceActions({ instance, hasNotice = false, onDeleted }: Props) {
  const [dialog, setDialog] = useState<InstanceDialog | null>(null);
  const { run, busy } = useInstanceCommand();
  const canEdit = useCanEdit();

  const can = (command: InstanceCommand): boolean =>
    canEdit && !busy && isAllowed(instance, command);
  const send = (command: InstanceCommand): void => void run(command, [instance]);
  const { name, state, actions } = instance;
  const isPaused = actions.includes('resume');
  const Dialog = dialog && INSTANCE_DIALOGS[dialog];

  const button = (command: InstanceCommand, title: string, icon: ReactNode) => (
    <Tooltip content={title}>
      <Button
        variant="plain"
        aria-label={`${title} ${name}`}
        icon={icon}
        isAriaDisabled={!can(command)}
        onClick={() => send(command)}
      />
    </Tooltip>
  );

  const powerButtons = (
    <>
      {isPaused ? button('resume', 'Resume', <PlayIcon />) : button('start', 'Start', <PlayIcon />)}
      {button('stop', 'Stop', <StopIcon />)}
      {button('restart', 'Restart', <RedoIcon />)}
    </>
  );

  // A missing instance has no power actions.
  const isRedefinable = actions.includes('redefine');
  const missingButton = (
    <Button
      variant="secondary"
      size="sm"
      aria-label={`${isRedefinable ? 'Define again' : 'Forget'} ${name}`}
      isDisabled={!canEdit || !(isRedefinable || canForget(instance))}
      onClick={() => setDialog(isRedefinable ? 'redefine' : 'forget')}
    >
      {isRedefinable ? 'Define again' : 'Forget'}
    </Button>
  );

  return (
    <div className="ps-row-actions">
      {state !== 'missing' ? powerButtons : !hasNotice && missingButton}
      <InstanceMenu
        instance={instance}
        canEdit={canEdit}
        can={can}
        onCommand={send}
        onDialog={setDialog}
      />
      {Dialog && (
        <Dialog instance={instance} onClose={() => setDialog(null)} onDeleted={onDeleted} />
      )}
    </div>
  );
}

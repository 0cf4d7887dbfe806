import { Button, Tooltip } from '@patternfly/react-core';
import { PlayIcon, RedoIcon, StopIcon } from '@patternfly/react-icons';
import { useState, type ReactNode } from 'react';

import type { InstanceDto } from '../api/types';
import { canForget, isLegal, type InstanceCommand } from './instance-commands';
import { useInstanceCommand } from './use-instance-actions';
import { useMayChange } from '../session/use-session';
import { INSTANCE_DIALOGS, type InstanceDialog } from './instance-dialogs';
import { InstanceMenu } from './instance-menu';

interface Props {
  instance: InstanceDto;
  /** The place says by itself what can be done with one that is missing. */
  hasNotice?: boolean;
  onDeleted?: () => void;
}

/** Start, stop and restart at hand, everything else in a menu; what the state forbids is greyed out. */
export function InstanceActions({ instance, hasNotice = false, onDeleted }: Props) {
  const [dialog, setDialog] = useState<InstanceDialog | null>(null);
  const { run, busy } = useInstanceCommand();
  const mayChange = useMayChange();

  const can = (command: InstanceCommand): boolean =>
    mayChange && !busy && isLegal(instance, command);
  const ask = (command: InstanceCommand): void => void run(command, [instance]);
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
        onClick={() => ask(command)}
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

  // Without a domain there is nothing to start; these are the ways on.
  const isRedefinable = actions.includes('redefine');
  const missingButton = (
    <Button
      variant="secondary"
      size="sm"
      aria-label={`${isRedefinable ? 'Define again' : 'Forget'} ${name}`}
      isDisabled={!mayChange || !(isRedefinable || canForget(instance))}
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
        mayChange={mayChange}
        can={can}
        onCommand={ask}
        onDialog={setDialog}
      />
      {Dialog && (
        <Dialog instance={instance} onClose={() => setDialog(null)} onDeleted={onDeleted} />
      )}
    </div>
  );
}

import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { EllipsisVIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import type { InstanceAction, InstanceDto } from '../api/types';
import { canForget, type InstanceCommand } from './instance-commands';
import { isAdopted } from './instance-disks';
import type { InstanceDialog } from './instance-dialogs';

interface Props {
  instance: InstanceDto;
  mayChange: boolean;
  can: (command: InstanceCommand) => boolean;
  onCommand: (command: InstanceCommand) => void;
  onDialog: (dialog: InstanceDialog) => void;
}

type DialogAction = Extract<InstanceAction, InstanceDialog>;

const CHANGES: { action: DialogAction; title: string }[] = [
  { action: 'rename', title: 'Rename' },
  { action: 'resize', title: 'Change flavour' },
  { action: 'grow', title: 'Grow the disk' },
];

const COPIES: { action: DialogAction; title: string }[] = [
  { action: 'clone', title: 'Clone' },
  { action: 'publish', title: 'Publish as image' },
  { action: 'rebuild', title: 'Rebuild' },
];

/** What the disks of an adopted domain are not there for. */
const OWN_DISK_ONLY: readonly DialogAction[] = ['grow', 'clone', 'publish', 'rebuild'];

/** What is not at hand as a button; what the state forbids is greyed out. */
export function InstanceMenu({ instance, mayChange, can, onCommand, onDialog }: Props) {
  const [open, setOpen] = useState(false);
  const { name, state, actions, refusals, isPersistent, hasSavedState, isProtected } = instance;
  const isMissing = state === 'missing';
  const isRedefinable = (isMissing && !isAdopted(instance)) || !isPersistent;
  const isPaused = actions.includes('resume');

  // What can never be done with it is not shown.
  const offered = (group: typeof CHANGES) =>
    group.filter(({ action }) => !isAdopted(instance) || !OWN_DISK_ONLY.includes(action));
  const items = (group: typeof CHANGES) =>
    offered(group).map(({ action, title }) => (
      <DropdownItem
        key={action}
        isDisabled={!mayChange || !actions.includes(action)}
        description={
          mayChange && refusals[action] && <span className="ps-menu-note">{refusals[action]}</span>
        }
        onClick={() => onDialog(action)}
      >
        {title}
      </DropdownItem>
    ));

  const protectedNote = isProtected && (
    <span className="ps-menu-note">Protected: switch that off on its page first</span>
  );

  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right', preventOverflow: true, appendTo: () => document.body }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label={`More actions for ${name}`}
          isExpanded={open}
          onClick={() => setOpen(!open)}
          icon={<EllipsisVIcon />}
        />
      )}
    >
      <DropdownList>
        {isRedefinable && (
          <>
            {items([{ action: 'redefine', title: 'Define again' }])}
            <Divider component="li" />
          </>
        )}
        {hasSavedState && (
          <>
            {items([{ action: 'discardSavedState', title: 'Discard the saved state' }])}
            <Divider component="li" />
          </>
        )}
        <DropdownItem isDisabled={!can('forceStop')} onClick={() => onCommand('forceStop')}>
          Force stop
        </DropdownItem>
        <DropdownItem
          isDisabled={!can(isPaused ? 'resume' : 'pause')}
          onClick={() => onCommand(isPaused ? 'resume' : 'pause')}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </DropdownItem>
        <Divider component="li" />
        {items(CHANGES)}
        <DropdownItem
          isDisabled={!mayChange || state === 'trashed' || state === 'failed'}
          onClick={() => onDialog('ports')}
        >
          Edit ports
        </DropdownItem>
        <Divider component="li" />
        {items(COPIES)}
        {offered(COPIES).length > 0 && <Divider component="li" />}
        {(isMissing || isAdopted(instance)) && (
          <DropdownItem
            isDisabled={!mayChange || !canForget(instance)}
            description={isAdopted(instance) && protectedNote}
            onClick={() => onDialog('forget')}
          >
            Forget
          </DropdownItem>
        )}
        {!isAdopted(instance) && (
          <DropdownItem
            isDanger={can('delete')}
            isDisabled={!can('delete')}
            description={protectedNote}
            onClick={() => onDialog('delete')}
          >
            Delete
          </DropdownItem>
        )}
      </DropdownList>
    </Dropdown>
  );
}

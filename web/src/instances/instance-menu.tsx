import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { EllipsisVIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import type { InstanceAction, InstanceDto } from '../api/types';
import { canForget, type InstanceCommand, isReleasable } from './instance-commands';
import type { InstanceDialog } from './instance-dialogs';
import { isAdopted } from './instance-disks';

interface Props {
  instance: InstanceDto;
  canEdit: boolean;
  can: (command: InstanceCommand) => boolean;
  onCommand: (command: InstanceCommand) => void;
  onDialog: (dialog: InstanceDialog) => void;
}

type DialogAction = Extract<InstanceAction, InstanceDialog>;

const CHANGES: { action: DialogAction; title: string }[] = [
  { action: 'rename', title: 'Rename' },
  { action: 'resize', title: 'Change flavour' },
  { action: 'grow', title: 'Grow disk' },
];

const COPIES: { action: DialogAction; title: string }[] = [
  { action: 'clone', title: 'Clone' },
  { action: 'publish', title: 'Publish as image' },
  { action: 'rebuild', title: 'Rebuild' },
  { action: 'detach', title: 'Make independent of image' },
];

/** Actions that require a disk of picostack, which an adopted domain does not have. */
const OWN_DISK_ONLY: readonly DialogAction[] = ['grow', 'clone', 'publish', 'rebuild', 'detach'];

/** The menu of actions without a button. Illegal actions are disabled, with the reason. */
export function InstanceMenu({ instance, canEdit, can, onCommand, onDialog }: Props) {
  const [open, setOpen] = useState(false);
  const { name, state, actions, refusals, isPersistent, hasSavedState, isProtected } = instance;
  const isMissing = state === 'missing';
  const isRedefinable = (isMissing && !isAdopted(instance)) || !isPersistent;
  const isPaused = actions.includes('resume');

  // Actions that never apply to the instance are hidden.
  const offered = (group: typeof CHANGES) =>
    group.filter(
      ({ action }) =>
        (!isAdopted(instance) || !OWN_DISK_ONLY.includes(action)) &&
        (action !== 'detach' || instance.image !== null),
    );
  const items = (group: typeof CHANGES) =>
    offered(group).map(({ action, title }) => (
      <DropdownItem
        key={action}
        isDisabled={!canEdit || !actions.includes(action)}
        description={
          canEdit && refusals[action] && <span className="ps-menu-note">{refusals[action]}</span>
        }
        onClick={() => onDialog(action)}
      >
        {title}
      </DropdownItem>
    ));

  const protectedNote = isProtected && (
    <span className="ps-menu-note">Turn off the protection on the instance page first</span>
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
            {items([{ action: 'discardSavedState', title: 'Discard saved state' }])}
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
          isDisabled={!canEdit || state === 'trashed' || state === 'failed'}
          onClick={() => onDialog('ports')}
        >
          Edit ports
        </DropdownItem>
        <Divider component="li" />
        {items(COPIES)}
        {offered(COPIES).length > 0 && <Divider component="li" />}
        {(isMissing || isAdopted(instance)) && (
          <DropdownItem
            isDisabled={!canEdit || !canForget(instance)}
            description={isAdopted(instance) && protectedNote}
            onClick={() => onDialog('forget')}
          >
            {isReleasable(instance) ? 'Release' : 'Forget'}
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

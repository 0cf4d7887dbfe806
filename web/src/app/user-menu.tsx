import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { UserIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import type { SessionDto } from '../api/types';
import { useUploads } from '../images/uploads';
import { ChangePasswordDialog } from '../session/change-password-dialog';
import { useSignOut } from '../session/session';
import { ConfirmDialog } from '../ui/form-dialog';
import { useNotifications } from '../ui/notifications';

/** The menu of the signed-in user. */
export function UserMenu({ session }: { session: SessionDto }) {
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'password' | 'uploads' | null>(null);
  const { notifyError } = useNotifications();
  const uploads = useUploads();
  const signOut = useSignOut();

  const leave = (): void =>
    signOut.mutate(undefined, { onError: (error) => notifyError('Could not sign out', error) });

  return (
    <>
      <Dropdown
        isOpen={open}
        onOpenChange={setOpen}
        onSelect={() => setOpen(false)}
        popperProps={{ position: 'right' }}
        toggle={(ref) => (
          <MenuToggle
            ref={ref}
            variant="plainText"
            aria-label={`Account of ${session.name}`}
            isExpanded={open}
            onClick={() => setOpen(!open)}
            icon={<UserIcon />}
          >
            <span className="ps-account-name">{session.name}</span>
          </MenuToggle>
        )}
      >
        <DropdownList>
          <DropdownItem isDisabled description={`Role: ${session.role}`}>
            {session.name}
          </DropdownItem>
          <Divider component="li" />
          <DropdownItem onClick={() => setDialog('password')}>Change password</DropdownItem>
          <DropdownItem onClick={() => (uploads.list.length > 0 ? setDialog('uploads') : leave())}>
            Sign out
          </DropdownItem>
        </DropdownList>
      </Dropdown>
      {dialog === 'password' && <ChangePasswordDialog onClose={() => setDialog(null)} />}
      {dialog === 'uploads' && (
        <ConfirmDialog
          title="Cancel uploads and sign out?"
          confirmText="Cancel uploads and sign out"
          onClose={() => setDialog(null)}
          onConfirm={() => {
            for (const upload of uploads.list) uploads.cancel(upload.imageId);
            leave();
          }}
        >
          Files are still being uploaded. Signing out cancels these uploads.
        </ConfirmDialog>
      )}
    </>
  );
}

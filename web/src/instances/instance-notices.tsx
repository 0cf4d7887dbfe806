import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { DiscardSavedStateDialog } from './discard-saved-state-dialog';
import { ForgetDialog } from './forget-dialog';
import { canForget } from './instance-commands';
import { isAdopted } from './instance-disks';
import { RedefineDialog } from './redefine-dialog';

interface Props {
  instance: InstanceDto;
  onForgotten: () => void;
}

/** Explains unusual states of an instance, such as a missing domain, with the actions that resolve them. */
export function InstanceNotices({ instance, onForgotten }: Props) {
  const [dialog, setDialog] = useState<'redefine' | 'forget' | 'discard' | null>(null);
  const canEdit = useCanEdit();
  const close = (): void => setDialog(null);
  return (
    <>
      {instance.state === 'missing' && (
        <Alert
          isInline
          variant="warning"
          title="The domain is missing"
          actionLinks={
            canEdit && (
              <>
                {instance.actions.includes('redefine') && (
                  <AlertActionLink onClick={() => setDialog('redefine')}>
                    Define again
                  </AlertActionLink>
                )}
                {canForget(instance) && (
                  <AlertActionLink onClick={() => setDialog('forget')}>Forget</AlertActionLink>
                )}
              </>
            )
          }
        >
          {isAdopted(instance) ? (
            <p>
              Another program, such as virsh, undefined it. picostack cannot define an adopted
              domain again. If you define it with the same UUID, it reappears here. picostack does
              not touch its disks.
            </p>
          ) : (
            <p>
              Another program, such as virsh, undefined it. picostack still has its record, port
              mappings and disk, and can define it again.
            </p>
          )}
        </Alert>
      )}
      {instance.isActive && !instance.isPersistent && (
        <Alert
          isInline
          variant="warning"
          title="The domain has no definition"
          actionLinks={
            canEdit &&
            instance.actions.includes('redefine') && (
              <AlertActionLink onClick={() => setDialog('redefine')}>Define again</AlertActionLink>
            )
          }
        >
          <p>
            Another program, such as virsh, undefined it while it was running. The domain disappears
            when it stops. To stop or restart it here, define it again first.
          </p>
        </Alert>
      )}
      {instance.isActive && instance.state === 'crashed' && (
        <Alert isInline variant="danger" title="The guest crashed">
          <p>
            QEMU keeps the memory of the guest, for example for a memory dump. Stop or restart the
            instance to continue.
          </p>
        </Alert>
      )}
      {instance.hasSavedState && (
        <Alert
          isInline
          variant="info"
          title="The memory is saved to disk"
          actionLinks={
            canEdit &&
            instance.actions.includes('discardSavedState') && (
              <AlertActionLink onClick={() => setDialog('discard')}>
                Discard saved state
              </AlertActionLink>
            )
          }
        >
          <p>The next start resumes the guest from there.</p>
        </Alert>
      )}
      {dialog === 'discard' && <DiscardSavedStateDialog instance={instance} onClose={close} />}
      {dialog === 'redefine' && <RedefineDialog instance={instance} onClose={close} />}
      {dialog === 'forget' && (
        <ForgetDialog instance={instance} onClose={close} onDeleted={onForgotten} />
      )}
    </>
  );
}

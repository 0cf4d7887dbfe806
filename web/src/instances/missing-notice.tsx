import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../api/types';
import { canForget } from './instance-commands';
import { isAdopted } from './instance-disks';
import { useMayChange } from '../session/use-session';
import { DiscardSavedStateDialog } from './discard-saved-state-dialog';
import { ForgetDialog } from './forget-dialog';
import { RedefineDialog } from './redefine-dialog';

interface Props {
  instance: InstanceDto;
  onForgotten: () => void;
}

/** What happened to an instance whose domain is gone, or is without a definition, or is saved; and the ways on. */
export function MissingNotice({ instance, onForgotten }: Props) {
  const [dialog, setDialog] = useState<'redefine' | 'forget' | 'discard' | null>(null);
  const mayChange = useMayChange();
  const close = (): void => setDialog(null);
  return (
    <>
      {instance.state === 'missing' && (
        <Alert
          isInline
          variant="warning"
          title="Its domain is gone"
          actionLinks={
            mayChange && (
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
              It was undefined outside of picostack, by virsh or another program. It was adopted, so
              picostack cannot define it again: where it is defined with the same UUID, it is here
              again. Its disks are wherever its owner left them.
            </p>
          ) : (
            <p>
              It was undefined outside of picostack, by virsh or another program. picostack still
              has its record and its port mappings, and leaves its disk where it is: it can be
              defined again as it was.
            </p>
          )}
        </Alert>
      )}
      {instance.isActive && !instance.isPersistent && (
        <Alert
          isInline
          variant="warning"
          title="Its domain has no definition"
          actionLinks={
            mayChange &&
            instance.actions.includes('redefine') && (
              <AlertActionLink onClick={() => setDialog('redefine')}>Define again</AlertActionLink>
            )
          }
        >
          <p>
            It was undefined while it runs, by virsh or another program: it is gone for good when it
            stops. It cannot be stopped or restarted here until it is defined again.
          </p>
        </Alert>
      )}
      {instance.isActive && instance.state === 'crashed' && (
        <Alert isInline variant="danger" title="Its guest crashed">
          <p>
            QEMU keeps the memory of the guest, for example to dump it, until it is stopped. Stop it
            or restart it to go on.
          </p>
        </Alert>
      )}
      {instance.hasSavedState && (
        <Alert
          isInline
          variant="info"
          title="Its memory is saved to disk"
          actionLinks={
            mayChange &&
            instance.actions.includes('discardSavedState') && (
              <AlertActionLink onClick={() => setDialog('discard')}>
                Discard the saved state
              </AlertActionLink>
            )
          }
        >
          <p>The next start resumes the guest where it was saved.</p>
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

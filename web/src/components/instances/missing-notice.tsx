import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useState } from 'react';

import type { InstanceDto } from '../../api/types';
import { canForget } from '../../format/instance-commands';
import { isAdopted } from '../../format/instance-disks';
import { useMayChange } from '../../hooks/use-session';
import { ForgetDialog } from './forget-dialog';
import { RedefineDialog } from './redefine-dialog';

interface Props {
  instance: InstanceDto;
  onForgotten: () => void;
}

/** What happened to an instance whose domain is gone, and the ways on. */
export function MissingNotice({ instance, onForgotten }: Props) {
  const [dialog, setDialog] = useState<'redefine' | 'forget' | null>(null);
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
      {dialog === 'redefine' && <RedefineDialog instance={instance} onClose={close} />}
      {dialog === 'forget' && (
        <ForgetDialog instance={instance} onClose={close} onDeleted={onForgotten} />
      )}
    </>
  );
}

import { errorMessage } from '../api/api-error';
import { FormDialog } from '../ui/form-dialog';
import { DiskPath } from './disk-path';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { redefineInstance } from './requests';

/** Defines the domain of an instance again, after someone undefined it. */
export function RedefineDialog({ instance, onClose }: InstanceDialogProps) {
  const redefine = useInstanceMutation(instance, redefineInstance);
  return (
    <FormDialog
      title={`Define ${instance.name} again`}
      summary={
        instance.isActive ? (
          <p>
            This defines the domain with its current settings, so that it still exists after it
            stops. The running guest is not affected. Changes that were pending for its next start
            are lost.
          </p>
        ) : (
          <>
            <p>
              This defines the domain as picostack last read it, including changes by virsh, with
              its disk:
            </p>
            <DiskPath instance={instance} />
            <p>The instance is then stopped. If it had a VNC password, set it again.</p>
          </>
        )
      }
      submitText="Define again"
      isBusy={redefine.isPending}
      error={redefine.error && errorMessage(redefine.error)}
      onSubmit={() => redefine.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

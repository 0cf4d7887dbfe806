import { messageOf } from '../api/api-error';
import { redefineInstance } from './instance-changes';
import { useInstanceChange } from './use-instance-change';
import { FormDialog } from '../ui/form-dialog';
import { DiskPath } from './disk-path';
import type { InstanceDialogProps } from './instance-dialog-props';

/** Gives a missing instance its domain back, and one that was undefined while it runs its definition. */
export function RedefineDialog({ instance, onClose }: InstanceDialogProps) {
  const redefine = useInstanceChange(instance, redefineInstance);
  return (
    <FormDialog
      title={`Define ${instance.name} again`}
      summary={
        instance.isActive ? (
          <p>
            What it runs with becomes its definition, so that it is there again after it stops. The
            guest goes on untouched. What was changed of the old definition for its next start is
            not kept.
          </p>
        ) : (
          <>
            <p>
              Its domain is defined as it was when it was last read, with what was changed by virsh,
              on the disk that it had:
            </p>
            <DiskPath instance={instance} />
            <p>It is stopped then. A VNC password is not kept, and has to be set anew.</p>
          </>
        )
      }
      submitText="Define again"
      isBusy={redefine.isPending}
      refusal={redefine.error && messageOf(redefine.error)}
      onSubmit={() => redefine.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

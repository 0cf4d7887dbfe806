import { messageOf } from '../api/api-error';
import { discardSavedState } from './instance-changes';
import { useInstanceChange } from './use-instance-change';
import { FormDialog } from '../ui/form-dialog';
import type { InstanceDialogProps } from './instance-dialog-props';

/** Asks before the memory that is saved to disk is deleted. */
export function DiscardSavedStateDialog({ instance, onClose }: InstanceDialogProps) {
  const discard = useInstanceChange(instance, discardSavedState);
  return (
    <FormDialog
      title={`Discard the saved state of ${instance.name}?`}
      summary={
        <>
          <p>
            Its memory is saved to disk. What the guest had not written to its own disk is lost, as
            if the plug had been pulled.
          </p>
          <p>Its next start boots it. To resume it instead, start it.</p>
        </>
      }
      submitText="Discard"
      isDanger
      isBusy={discard.isPending}
      refusal={discard.error && messageOf(discard.error)}
      onSubmit={() => discard.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

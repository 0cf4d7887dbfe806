import { errorMessage } from '../api/api-error';
import { FormDialog } from '../ui/form-dialog';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { discardSavedState } from './requests';

/** Asks for confirmation before the saved memory is deleted. */
export function DiscardSavedStateDialog({ instance, onClose }: InstanceDialogProps) {
  const discard = useInstanceMutation(instance, discardSavedState);
  return (
    <FormDialog
      title={`Discard the saved state of ${instance.name}?`}
      summary={
        <>
          <p>
            This deletes the saved memory of the guest. Data that the guest had not yet written to
            its disk is lost, as in a power failure.
          </p>
          <p>The next start boots the guest. To resume it instead, start the instance now.</p>
        </>
      }
      submitText="Discard"
      isDanger
      isBusy={discard.isPending}
      error={discard.error && errorMessage(discard.error)}
      onSubmit={() => discard.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

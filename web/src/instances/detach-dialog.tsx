import { errorMessage } from '../api/api-error';
import { FormDialog } from '../ui/form-dialog';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { detachInstance } from './requests';

/** The dialog to make an instance independent of its image. */
export function DetachDialog({ instance, onClose }: InstanceDialogProps) {
  const detach = useInstanceMutation(instance, detachInstance);
  return (
    <FormDialog
      title={`Make ${instance.name} independent of its image?`}
      summary={
        <>
          <p>
            Its disk shares data with the image {instance.image?.name}. This copies the shared data
            into the disk, so that the image can be deleted. A running guest continues.
          </p>
          <p>The disk then takes as much space as the guest has written, and the image contains.</p>
        </>
      }
      submitText="Make independent"
      isBusy={detach.isPending}
      error={detach.error && errorMessage(detach.error)}
      onSubmit={() => detach.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

import { errorMessage } from '../api/api-error';
import { useHost } from '../live/queries';
import { FormDialog } from '../ui/form-dialog';
import { useNotifications } from '../ui/notifications';
import { DiskPath, KeptDiskNote } from './disk-path';
import { isReleasable } from './instance-commands';
import { describeKeptDisks } from './instance-disks';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { forgetInstance } from './requests';

/** Deletes the record of a missing instance, or releases an adopted one. */
export function ForgetDialog({ instance, onClose, onDeleted }: InstanceDialogProps) {
  const forget = useInstanceMutation(instance, forgetInstance);
  const { notify } = useNotifications();
  const { data: host } = useHost();
  const { name, state } = instance;
  const isRelease = isReleasable(instance);

  // Runs even if the instance, and this dialog with it, disappears before the response arrives.
  const submit = async (): Promise<void> => {
    try {
      await forget.mutateAsync();
    } catch {
      // The dialog shows the error.
      return;
    }
    if (instance.diskVolume !== null) {
      notify({ variant: 'info', ...describeKeptDisks([instance], host?.pools) });
    }
    if (isRelease) {
      notify({
        variant: 'success',
        title: `Released ${name}`,
        detail: 'Its domain and disks did not change.',
        link: { to: '/domains', text: 'Other domains' },
      });
    }
    onClose();
    onDeleted?.();
  };

  return (
    <FormDialog
      title={isRelease ? `Release ${name}?` : `Forget ${name}?`}
      summary={
        <>
          {isRelease ? (
            <p>
              The domain and its disks stay
              {state === 'running' && ', and the guest continues to run'}. The domain moves to
              “Other domains”, where you can adopt it again.
            </p>
          ) : (
            <p>The domain no longer exists. This deletes the record of the instance.</p>
          )}
          <p>This also deletes tags, notes and port mappings. Events stay in the log.</p>
          {instance.diskVolume !== null && (
            <>
              <p>The disk stays:</p>
              <DiskPath instance={instance} />
              <KeptDiskNote instances={[instance]} />
            </>
          )}
        </>
      }
      submitText={isRelease ? 'Release' : 'Forget'}
      isDanger
      isBusy={forget.isPending}
      error={forget.error && errorMessage(forget.error)}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
}

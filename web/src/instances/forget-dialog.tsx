import { messageOf } from '../api/api-error';
import { forgetInstance } from './instances';
import { isAdopted, keptWords } from './instance-disks';
import { useInstanceChange } from './use-instance-change';
import { useNotifications } from '../ui/use-notifications';
import { useHost } from '../live/queries';
import { FormDialog } from '../ui/form-dialog';
import { DiskPath } from './disk-path';
import { KeptDiskNote } from './kept-disk-note';
import type { InstanceDialogProps } from './instance-dialog-props';

/** Drops the record of an instance whose domain is gone, or lets an adopted domain go. */
export function ForgetDialog({ instance, onClose, onDeleted }: InstanceDialogProps) {
  const forget = useInstanceChange(instance, forgetInstance);
  const { notify } = useNotifications();
  const { data: host } = useHost();
  const { name, state } = instance;
  const isThere = isAdopted(instance) && state !== 'missing';

  // Also where the instance, and this dialog with it, is gone before the answer is here.
  const submit = async (): Promise<void> => {
    try {
      await forget.mutateAsync();
    } catch {
      // The dialog shows it.
      return;
    }
    if (instance.diskVolume !== null) {
      notify({ variant: 'info', ...keptWords([instance], host?.pools) });
    }
    if (isThere) {
      notify({
        variant: 'success',
        title: `${name} is released`,
        detail: 'Its domain and its disks stay as they are.',
        link: { to: '/domains', text: 'Other domains' },
      });
    }
    onClose();
    onDeleted?.();
  };

  return (
    <FormDialog
      title={`Forget ${name}?`}
      summary={
        <>
          {isThere ? (
            <p>
              It was adopted, and is released as it is: its domain and its disks stay
              {state === 'running' ? ', and it runs on' : ''}. It is listed with the other domains
              then, and can be adopted again.
            </p>
          ) : (
            <p>Its domain is gone already. picostack drops what it knows of it.</p>
          )}
          <p>Its tags, notes and port mappings go. Its events stay in the log.</p>
          {instance.diskVolume !== null && (
            <>
              <p>Its disk stays:</p>
              <DiskPath instance={instance} />
              <KeptDiskNote instances={[instance]} />
            </>
          )}
        </>
      }
      submitText="Forget"
      isDanger
      isBusy={forget.isPending}
      refusal={forget.error && messageOf(forget.error)}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
}

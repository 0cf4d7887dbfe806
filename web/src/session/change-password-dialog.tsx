import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';

import { fieldError, formError } from '../api/api-error';
import { FieldHelp } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { useNotifications } from '../ui/notifications';
import { useChangePassword } from './session';

/** The dialog to change the own password. */
export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const { notify } = useNotifications();
  const change = useChangePassword();
  const differs = repeated !== '' && repeated !== next;
  const ready = current !== '' && next !== '' && repeated === next;

  const submit = (): void =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          notify({ variant: 'success', title: 'Password changed' });
          onClose();
        },
      },
    );

  return (
    <FormDialog
      title="Change password"
      submitText="Change password"
      isBusy={change.isPending}
      isSubmitDisabled={!ready}
      error={formError(change.error, /^(current|new)Password$/)}
      onSubmit={submit}
      onClose={onClose}
    >
      <PasswordField
        id="current-password"
        label="Current password"
        autoComplete="current-password"
        autoFocus
        value={current}
        onValue={setCurrent}
        error={fieldError(change.error, 'currentPassword')}
      />
      <PasswordField
        id="new-password"
        label="New password"
        autoComplete="new-password"
        value={next}
        onValue={setNext}
        error={fieldError(change.error, 'newPassword')}
      />
      <PasswordField
        id="new-password-again"
        label="Confirm new password"
        autoComplete="new-password"
        value={repeated}
        onValue={setRepeated}
        error={differs ? 'The passwords do not match.' : undefined}
      />
    </FormDialog>
  );
}

interface PasswordFieldProps {
  id: string;
  label: string;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

function PasswordField({ label, onValue, error, ...input }: PasswordFieldProps) {
  return (
    <FormGroup label={label} fieldId={input.id}>
      <TextInput {...input} type="password" onChange={(_event, value) => onValue(value)} />
      <FieldHelp error={error} />
    </FormGroup>
  );
}

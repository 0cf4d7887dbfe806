import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';

import { messageBesideFields, messageOfField } from '../api/api-error';
import { useNotifications } from '../ui/use-notifications';
import { useChangePassword } from './use-session';
import { FieldHelp } from '../ui/field-help';
import { FormDialog } from '../ui/form-dialog';

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const { notify } = useNotifications();
  const change = useChangePassword();
  const differs = again !== '' && again !== next;
  const ready = current !== '' && next !== '' && again === next;

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
      isBlocked={!ready}
      refusal={messageBesideFields(change.error, /^(current|new)Password$/)}
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
        error={messageOfField(change.error, 'currentPassword')}
      />
      <PasswordField
        id="new-password"
        label="New password"
        autoComplete="new-password"
        value={next}
        onValue={setNext}
        error={messageOfField(change.error, 'newPassword')}
      />
      <PasswordField
        id="new-password-again"
        label="New password, again"
        autoComplete="new-password"
        value={again}
        onValue={setAgain}
        error={differs ? 'The two are not the same.' : undefined}
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

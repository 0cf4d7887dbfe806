import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';

import { messageBesideFields, messageOfField } from '../api/api-error';
import { useNotifications } from '../hooks/use-notifications';
import { useChangePassword } from '../hooks/use-session';
import { FieldHelp } from './field-help';
import { FormDialog } from './form-dialog';

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
      <FormGroup label="Current password" fieldId="current-password">
        <TextInput
          id="current-password"
          type="password"
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={(_event, value) => setCurrent(value)}
        />
        <FieldHelp error={messageOfField(change.error, 'currentPassword')} />
      </FormGroup>
      <FormGroup label="New password" fieldId="new-password">
        <TextInput
          id="new-password"
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={(_event, value) => setNext(value)}
        />
        <FieldHelp error={messageOfField(change.error, 'newPassword')} />
      </FormGroup>
      <FormGroup label="New password, again" fieldId="new-password-again">
        <TextInput
          id="new-password-again"
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={(_event, value) => setAgain(value)}
        />
        <FieldHelp error={differs ? 'The two are not the same.' : undefined} />
      </FormGroup>
    </FormDialog>
  );
}

import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useState, type SubmitEvent } from 'react';

import { ApiError, messageOf } from '../api/api-error';
import { useNotifications } from '../hooks/use-notifications';
import { useChangePassword } from '../hooks/use-session';
import { FieldHelp } from './field-help';

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const { notify } = useNotifications();
  const change = useChangePassword();
  const error = change.error instanceof ApiError ? change.error : null;
  const differs = again !== '' && again !== next;
  const ready = current !== '' && next !== '' && again === next;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!ready || change.isPending) return;
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          notify({ variant: 'success', title: 'Password changed' });
          onClose();
        },
      },
    );
  };

  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="password-title">
      <ModalHeader title="Change password" labelId="password-title" />
      <ModalBody>
        <Form id="password-form" onSubmit={submit}>
          {change.error && error?.fieldErrors.length === 0 && (
            <Alert isInline isLiveRegion variant="danger" title={messageOf(change.error)} />
          )}
          <FormGroup label="Current password" fieldId="current-password">
            <TextInput
              id="current-password"
              type="password"
              autoComplete="current-password"
              autoFocus
              value={current}
              onChange={(_event, value) => setCurrent(value)}
            />
            <FieldHelp error={error?.fieldMessage('currentPassword')} />
          </FormGroup>
          <FormGroup label="New password" fieldId="new-password">
            <TextInput
              id="new-password"
              type="password"
              autoComplete="new-password"
              value={next}
              onChange={(_event, value) => setNext(value)}
            />
            <FieldHelp error={error?.fieldMessage('newPassword')} />
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
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="password-form"
          isDisabled={!ready || change.isPending}
          isLoading={change.isPending}
        >
          Change password
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

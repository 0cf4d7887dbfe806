import type { ReactNode } from 'react';

import { fieldError, formError } from '../api/api-error';
import type { InstanceDto } from '../api/types';
import { NameField } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { isOn } from './instance-sizes';

interface Mutation {
  error: Error | null;
  isPending: boolean;
  reset: () => void;
}

interface NameDialogProps {
  title: string;
  summary: ReactNode;
  submitText: string;
  nameLabel?: string;
  name: string;
  onName: (name: string) => void;
  /** The error of the name, without the server's checks. */
  nameError: string | null;
  isSubmitDisabled?: boolean;
  mutation: Mutation;
  /** The other fields of the form, which show their own errors. */
  otherFields?: string[];
  children?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog with a name field. */
export function NameDialog(props: NameDialogProps) {
  const { title, summary, submitText, nameLabel, name, onName, nameError, mutation } = props;
  const { isSubmitDisabled = false, otherFields = [], children, onSubmit, onClose } = props;
  const fields = new RegExp(`^(${['name', ...otherFields].join('|')})$`);
  return (
    <FormDialog
      title={title}
      summary={summary}
      submitText={submitText}
      isBusy={mutation.isPending}
      isSubmitDisabled={nameError !== null || isSubmitDisabled}
      error={formError(mutation.error, fields)}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <NameField
        id="dialog-name"
        label={nameLabel}
        value={name}
        error={nameError ?? fieldError(mutation.error, 'name')}
        onChange={(next) => {
          onName(next);
          // The server's error was about the previous name.
          mutation.reset();
        }}
      />
      {children}
    </FormDialog>
  );
}

interface RunningGuestNoteProps {
  instance: InstanceDto;
  /** What is created: "clone". */
  result: string;
}

/** Warns that the disk is copied while the guest is running. */
export function RunningGuestNote({ instance, result }: RunningGuestNoteProps) {
  if (!isOn(instance)) return null;
  return (
    <p>
      The guest continues to run. Without a guest agent, the disk of the {result} is in the state
      after a power failure. To avoid this, stop the guest first.
    </p>
  );
}

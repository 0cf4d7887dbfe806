import type { ReactNode } from 'react';

import { messageBesideFields, messageOfField } from '../api/api-error';
import { FormDialog } from '../ui/form-dialog';
import { NameField } from '../ui/name-field';

interface Change {
  error: Error | null;
  isPending: boolean;
  reset: () => void;
}

interface Props {
  title: string;
  summary: ReactNode;
  submitText: string;
  nameLabel?: string;
  name: string;
  onName: (name: string) => void;
  /** What is wrong with the name, as far as it can be told here. */
  problem: string | null;
  /** A name that is right, and still cannot be asked for. */
  isBlocked?: boolean;
  /** What is asked of the server. */
  change: Change;
  /** The fields of the form beside the name, which show by themselves what is said of them. */
  otherFields?: string[];
  children?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog that asks for a change with a name in it. */
export function NameDialog(props: Props) {
  const { title, summary, submitText, nameLabel, name, onName, problem, change } = props;
  const { isBlocked = false, otherFields = [], children, onSubmit, onClose } = props;
  const fields = new RegExp(`^(${['name', ...otherFields].join('|')})$`);
  return (
    <FormDialog
      title={title}
      summary={summary}
      submitText={submitText}
      isBusy={change.isPending}
      isBlocked={problem !== null || isBlocked}
      refusal={messageBesideFields(change.error, fields)}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <NameField
        id="dialog-name"
        label={nameLabel}
        value={name}
        error={problem ?? messageOfField(change.error, 'name')}
        onChange={(next) => {
          onName(next);
          // What the server said of the former name does not hold for this one.
          change.reset();
        }}
      />
      {children}
    </FormDialog>
  );
}

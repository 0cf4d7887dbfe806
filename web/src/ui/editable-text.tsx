import { Alert, Button, TextArea, TextInput } from '@patternfly/react-core';
import { PencilAltIcon } from '@patternfly/react-icons';
import { type ReactNode, type SubmitEvent, useId, useState } from 'react';

import { ApiError, errorMessage } from '../api/api-error';
import { FieldHelp } from './fields';

interface Props {
  /** The name of the text in lower case: "description". */
  label: string;
  value: string;
  /** The text while it is not being edited. */
  children: ReactNode;
  helperText?: string;
  maxLength: number;
  isMultiline?: boolean;
  isReadOnly: boolean;
  isBusy: boolean;
  error: Error | null;
  validate?: (text: string) => string | null;
  onEdit: () => void;
  /** Calls `done` after the text is saved. */
  onSave: (text: string, done: () => void) => void;
}

/** A text with inline editing. */
export function EditableText(props: Props) {
  const { label, value, children, isReadOnly, onEdit } = props;
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor {...props} onClose={() => setEditing(false)} />;
  return (
    <div className="ps-editable">
      <div className="ps-heading">
        {value === '' ? <span className="ps-subtle">None</span> : children}
      </div>
      {!isReadOnly && (
        <Button
          variant="plain"
          className="ps-inline-copy"
          aria-label={`Edit ${label}`}
          icon={<PencilAltIcon />}
          onClick={() => {
            onEdit();
            setEditing(true);
          }}
        />
      )}
    </div>
  );
}

/** The server's message about a concurrent change mentions the ETag. */
function saveErrorMessage(error: Error): string {
  const isConflict = error instanceof ApiError && error.code === 'preconditionFailed';
  if (!isConflict) return errorMessage(error);
  return 'Someone else changed this instance. Cancel, check the current value, and edit it again.';
}

function Editor(props: Props & { onClose: () => void }) {
  const { label, value, helperText, maxLength, isMultiline, isBusy, error, validate } = props;
  const { onSave, onClose } = props;
  const [text, setText] = useState(value);
  const id = useId();
  const problem = validate?.(text) ?? null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!problem && !isBusy) onSave(text, onClose);
  };
  const field = {
    id,
    'aria-label': label.charAt(0).toUpperCase() + label.slice(1),
    autoFocus: true,
    maxLength,
    value: text,
    validated: problem ? ('error' as const) : ('default' as const),
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Escape') onClose();
    },
  };
  return (
    <form onSubmit={submit}>
      {error && (
        <Alert isInline isPlain isLiveRegion variant="danger" title={saveErrorMessage(error)} />
      )}
      {isMultiline ? (
        <TextArea
          {...field}
          rows={6}
          resizeOrientation="vertical"
          onChange={(_event, next) => setText(next)}
        />
      ) : (
        <TextInput {...field} autoComplete="off" onChange={(_event, next) => setText(next)} />
      )}
      <FieldHelp error={problem} helperText={helperText} />
      <div className="ps-editor-buttons">
        <Button type="submit" size="sm" isLoading={isBusy} isDisabled={isBusy || problem !== null}>
          Save
        </Button>
        <Button variant="link" size="sm" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

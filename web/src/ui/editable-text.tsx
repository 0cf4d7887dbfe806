import { Alert, Button, TextArea, TextInput } from '@patternfly/react-core';
import { PencilAltIcon } from '@patternfly/react-icons';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';

import { ApiError, messageOf } from '../api/api-error';
import { FieldHelp } from './field-help';

interface Props {
  /** What it is, in lower case: "description". */
  label: string;
  value: string;
  /** How it looks while nobody edits it. */
  children: ReactNode;
  hint?: string;
  maxLength: number;
  isMultiline?: boolean;
  isReadOnly: boolean;
  isBusy: boolean;
  error: Error | null;
  problemOf?: (text: string) => string | null;
  onBegin: () => void;
  /** Calls `done` once it is saved. */
  onSave: (text: string, done: () => void) => void;
}

/** A text that is edited in its place. */
export function EditableText(props: Props) {
  const { label, value, children, isReadOnly, onBegin } = props;
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor {...props} onClose={() => setEditing(false)} />;
  return (
    <div className="ps-editable">
      <div className="ps-heading">
        {value === '' ? <span className="ps-subtle">none</span> : children}
      </div>
      {!isReadOnly && (
        <Button
          variant="plain"
          className="ps-inline-copy"
          aria-label={`Edit the ${label}`}
          icon={<PencilAltIcon />}
          onClick={() => {
            onBegin();
            setEditing(true);
          }}
        />
      )}
    </div>
  );
}

/** The server's words on a change in between are for programs. */
function refusalOf(error: Error): string {
  const isLate = error instanceof ApiError && error.code === 'preconditionFailed';
  if (!isLate) return messageOf(error);
  return 'It was changed meanwhile, by somebody else. Cancel, look at what it is now, and edit it again.';
}

function Editor(props: Props & { onClose: () => void }) {
  const { label, value, hint, maxLength, isMultiline, isBusy, error, problemOf } = props;
  const { onSave, onClose } = props;
  const [text, setText] = useState(value);
  const id = useId();
  const problem = problemOf?.(text) ?? null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!problem && !isBusy) onSave(text, onClose);
  };
  const field = {
    id,
    'aria-label': `The ${label}`,
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
      {error && <Alert isInline isPlain isLiveRegion variant="danger" title={refusalOf(error)} />}
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
      <FieldHelp error={problem} hint={hint} />
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

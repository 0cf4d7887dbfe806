import { FormGroup, TextInput } from '@patternfly/react-core';

import { FieldHelp } from './field-help';

interface Props {
  id: string;
  label?: string;
  value: string;
  error?: string | null;
  hint?: string;
  onChange: (name: string) => void;
}

/** The field of a name; what is typed into it is no word for a spelling checker. */
export function NameField({ id, label = 'Name', value, error, hint, onChange }: Props) {
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        validated={error ? 'error' : 'default'}
        onChange={(_event, name) => onChange(name)}
      />
      <FieldHelp error={error} hint={hint} />
    </FormGroup>
  );
}

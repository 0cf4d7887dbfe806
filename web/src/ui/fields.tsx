import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';

interface FieldHelpProps {
  error?: string | null;
  helperText?: string;
}

/** The line under a field: its error, or else a helper text. */
export function FieldHelp({ error, helperText }: FieldHelpProps) {
  const text = error ?? helperText;
  if (!text) return null;
  return (
    <FormHelperText>
      <HelperText isLiveRegion>
        <HelperTextItem variant={error ? 'error' : 'default'}>{text}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

interface NameFieldProps {
  id: string;
  label?: string;
  value: string;
  error?: string | null;
  helperText?: string;
  onChange: (name: string) => void;
}

/** The field for the name of an instance or image. */
export function NameField({
  id,
  label = 'Name',
  value,
  error,
  helperText,
  onChange,
}: NameFieldProps) {
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
      <FieldHelp error={error} helperText={helperText} />
    </FormGroup>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  error?: string | null;
  helperText?: string;
  placeholder?: string;
  maxLength?: number;
  /** The text is a whole number. */
  isNumber?: boolean;
  isRequired?: boolean;
  isReadOnly?: boolean;
  onChange: (value: string) => void;
}

/** A field for a line of text, with its error or a helper text. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, error, helperText, placeholder, maxLength, onChange } = props;
  const { isNumber = false, isRequired = false, isReadOnly = false } = props;
  return (
    <FormGroup label={label} fieldId={id} isRequired={isRequired}>
      <TextInput
        id={id}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        inputMode={isNumber ? 'numeric' : 'text'}
        placeholder={placeholder}
        maxLength={maxLength}
        readOnlyVariant={isReadOnly ? 'default' : undefined}
        value={value}
        validated={error ? 'error' : 'default'}
        onChange={(_event, next) => onChange(next)}
      />
      <FieldHelp error={error} helperText={helperText} />
    </FormGroup>
  );
}

interface TypeToConfirmProps {
  /** The text that the user must type. */
  text: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks the user to type a text before data is deleted. */
export function TypeToConfirm({ text, value, onChange }: TypeToConfirmProps) {
  return (
    <FormGroup
      fieldId="type-to-confirm"
      label={
        <>
          Type <strong className="ps-break">{text}</strong> to confirm
        </>
      }
    >
      <TextInput
        id="type-to-confirm"
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(_event, typed) => onChange(typed)}
      />
    </FormGroup>
  );
}

import { FormGroup, TextInput } from '@patternfly/react-core';

interface Props {
  /** What must be typed. */
  wanted: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks for a word to be typed before something is lost for good. */
export function TypeToConfirm({ wanted, value, onChange }: Props) {
  return (
    <FormGroup
      fieldId="type-to-confirm"
      label={
        <>
          Type <strong className="ps-break">{wanted}</strong> to go on
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

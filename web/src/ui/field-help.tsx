import { FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';

interface Props {
  error?: string | null;
  hint?: string;
}

/** The line under a field: what is wrong with it, else a hint. */
export function FieldHelp({ error, hint }: Props) {
  const text = error ?? hint;
  if (!text) return null;
  return (
    <FormHelperText>
      <HelperText isLiveRegion>
        <HelperTextItem variant={error ? 'error' : 'default'}>{text}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

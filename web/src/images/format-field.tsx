import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';

import type { ImageFormat } from '../api/types';
import { FieldHelp } from '../ui/fields';
import { IMAGE_FORMATS } from './image-formats';

interface Props {
  id: string;
  value: ImageFormat;
  error?: string | null;
  helperText?: string;
  onChange: (format: ImageFormat) => void;
}

/** The field for the format of a file. */
export function FormatField({ id, value, error, helperText, onChange }: Props) {
  return (
    <FormGroup label="Format" fieldId={id}>
      <FormSelect
        id={id}
        value={value}
        onChange={(_event, chosen) => onChange(IMAGE_FORMATS[chosen]?.format ?? 'qcow2')}
      >
        {Object.entries(IMAGE_FORMATS).map(([format, { label }]) => (
          <FormSelectOption key={format} value={format} label={label} />
        ))}
      </FormSelect>
      <FieldHelp error={error} helperText={helperText} />
    </FormGroup>
  );
}

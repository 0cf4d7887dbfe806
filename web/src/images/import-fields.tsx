import { validateImageName } from '../api/names';
import { ApiError } from '../api/api-error';
import type { ImageFormat } from '../api/types';
import { TextField } from '../ui/fields';
import { CompressionField } from './compression-field';
import { FormatField } from './format-field';
import { OvaDiskField } from './ova-disk-field';

/** What the user changed. */
export interface ChangedFields {
  name?: string;
  format?: ImageFormat;
  ovaDisk?: string;
  isCompressed?: boolean;
}

/** Apply changed fields to a draft, whose name is suggested until the user enters one. */
export function withFields<Draft extends { isNameEdited: boolean }>(
  draft: Draft,
  changed: ChangedFields,
): Draft {
  const { name } = changed;
  return {
    ...draft,
    ...changed,
    isNameEdited: name === undefined ? draft.isNameEdited : name !== '',
  };
}

interface Props {
  name: string;
  format: ImageFormat;
  ovaDisk: string;
  isCompressed: boolean;
  isNameFixed: boolean;
  /** The error of the last request. */
  failure: unknown;
  onChange: (changed: ChangedFields) => void;
}

/** The name of an image that the server imports, the format of its source, and how it is stored. */
export function ImportFields(props: Props) {
  const { name, format, ovaDisk, isCompressed, isNameFixed, failure, onChange } = props;
  const refused = failure instanceof ApiError ? failure : null;
  const nameError = name === '' ? null : validateImageName(name);
  return (
    <div className="ps-form-pair">
      <TextField
        id="import-name"
        label="Name"
        isRequired
        isReadOnly={isNameFixed}
        value={name}
        error={nameError ?? refused?.fieldMessage('name')}
        onChange={(value) => onChange({ name: value })}
      />
      <FormatField
        id="import-format"
        value={format}
        error={refused?.fieldMessage('format')}
        helperText="Of the disk, if the file is compressed. The server checks it."
        onChange={(value) => onChange({ format: value })}
      />
      <OvaDiskField
        id="import-ova-disk"
        format={format}
        value={ovaDisk}
        error={refused?.fieldMessage('ovaDisk')}
        onChange={(value) => onChange({ ovaDisk: value })}
      />
      <CompressionField
        id="import-compress"
        format={format}
        isCompressed={isCompressed}
        onChange={(value) => onChange({ isCompressed: value })}
      />
    </div>
  );
}

import type { ImageFormat } from '../api/types';
import { TextField } from '../ui/fields';
import { ovaDiskOf } from './ova-disk';

interface Props {
  id: string;
  format: ImageFormat;
  value: string;
  /** The server's refusal. */
  error?: string | null;
  onChange: (value: string) => void;
}

/** The field for the disk of an OVA; nothing for other formats. */
export function OvaDiskField({ id, format, value, error, onChange }: Props) {
  if (format !== 'ova') return null;
  const isWrong = ovaDiskOf(format, value) === null;
  return (
    <TextField
      id={id}
      label="Disk of the OVA"
      isNumber
      placeholder="The only one"
      value={value}
      error={isWrong ? 'Enter a number from 1 to 256.' : error}
      helperText="Needed if it has several: 1 is the first. The error of an import without it lists them."
      onChange={onChange}
    />
  );
}

import { Checkbox } from '@patternfly/react-core';

import type { ImageFormat } from '../api/types';

interface Props {
  id: string;
  format: ImageFormat;
  isCompressed: boolean;
  onChange: (isCompressed: boolean) => void;
}

/** The choice to compress an image; nothing for an installer. */
export function CompressionField({ id, format, isCompressed, onChange }: Props) {
  if (format === 'iso') return null;
  return (
    <Checkbox
      id={id}
      label="Compress"
      description="Takes less space on the host. Creating the image takes longer, and instances read it slower."
      isChecked={isCompressed}
      onChange={(_event, checked) => onChange(checked)}
    />
  );
}

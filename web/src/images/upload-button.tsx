import { Button, type ButtonProps } from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import { UploadDialog } from './upload-dialog';

export function UploadButton({ variant = 'primary' }: Pick<ButtonProps, 'variant'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} icon={<UploadIcon />} onClick={() => setOpen(true)}>
        Upload image
      </Button>
      {open && <UploadDialog onClose={() => setOpen(false)} />}
    </>
  );
}

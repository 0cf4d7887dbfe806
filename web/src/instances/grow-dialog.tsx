import {
  FormGroup,
  InputGroup,
  InputGroupItem,
  InputGroupText,
  TextInput,
} from '@patternfly/react-core';
import { formatBytes } from '@picostack/api-client/formats';
import { useState } from 'react';

import { fieldError, formError } from '../api/api-error';
import { FieldHelp } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { isOn, suggestDiskGiB, validateDiskSize } from './instance-sizes';
import { growInstance } from './requests';

/** The dialog to grow the disk of an instance. */
export function GrowDialog({ instance, onClose }: InstanceDialogProps) {
  const { name, diskSizeBytes } = instance;
  const [size, setSize] = useState(() => String(suggestDiskGiB(diskSizeBytes)));
  const grow = useInstanceMutation(instance, growInstance);
  const problem = validateDiskSize(size, diskSizeBytes);
  return (
    <FormDialog
      title={`Grow the disk of ${name}`}
      summary={`${
        isOn(instance)
          ? 'The guest sees the larger disk immediately.'
          : 'The disk grows immediately.'
      } Grow the partitions and file systems inside the guest. A disk cannot shrink.`}
      submitText="Grow"
      isBusy={grow.isPending}
      isSubmitDisabled={problem !== null}
      error={formError(grow.error, /^diskGiB$/)}
      onSubmit={() => grow.mutate(Number(size), { onSuccess: onClose })}
      onClose={onClose}
    >
      <FormGroup label="New size" fieldId="grow-size">
        <InputGroup className="ps-short-input">
          <InputGroupItem isFill>
            <TextInput
              id="grow-size"
              inputMode="numeric"
              autoFocus
              autoComplete="off"
              value={size}
              validated={problem ? 'error' : 'default'}
              onChange={(_event, next) => {
                setSize(next);
                grow.reset();
              }}
            />
          </InputGroupItem>
          <InputGroupText className="ps-nowrap">GiB</InputGroupText>
        </InputGroup>
        <FieldHelp
          error={problem ?? fieldError(grow.error, 'diskGiB')}
          helperText={`Current size: ${formatBytes(diskSizeBytes)}`}
        />
      </FormGroup>
    </FormDialog>
  );
}

import {
  FormGroup,
  InputGroup,
  InputGroupItem,
  InputGroupText,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';

import { messageBesideFields, messageOfField } from '../api/api-error';
import { growInstance } from './instance-changes';
import { diskSizeProblem, isOn, suggestDiskGiB } from './instance-sizes';
import { formatBytes } from '../ui/sizes';
import { useInstanceChange } from './use-instance-change';
import { FieldHelp } from '../ui/field-help';
import { FormDialog } from '../ui/form-dialog';
import type { InstanceDialogProps } from './instance-dialog-props';

export function GrowDialog({ instance, onClose }: InstanceDialogProps) {
  const { name, diskSizeBytes } = instance;
  const [size, setSize] = useState(() => String(suggestDiskGiB(diskSizeBytes)));
  const grow = useInstanceChange(instance, growInstance);
  const problem = diskSizeProblem(size, diskSizeBytes);
  return (
    <FormDialog
      title={`Grow the disk of ${name}`}
      summary={`${
        isOn(instance) ? 'The guest sees the larger disk at once.' : 'The disk grows at once.'
      } Partitions and file systems on it are the guest's own to grow. A disk never shrinks again.`}
      submitText="Grow"
      isBusy={grow.isPending}
      isBlocked={problem !== null}
      refusal={messageBesideFields(grow.error, /^diskGiB$/)}
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
          error={problem ?? messageOfField(grow.error, 'diskGiB')}
          hint={`It has ${formatBytes(diskSizeBytes)} now.`}
        />
      </FormGroup>
    </FormDialog>
  );
}

import { Checkbox, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';

import { suggestCloneName, validateInstanceName } from '../api/names';
import type { CloneInstanceDto } from '../api/types';
import { useInstances } from '../live/queries';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { NameDialog, RunningGuestNote } from './name-dialog';
import { cloneInstance } from './requests';

/** The dialog to clone an instance. */
export function CloneDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: instances = [] } = useInstances();
  const { image } = instance;
  const [name, setName] = useState(() =>
    suggestCloneName(instance.name, new Set(instances.map((each) => each.name))),
  );
  const [mode, setMode] = useState<CloneInstanceDto['mode']>(image ? 'linked' : 'full');
  const [start, setStart] = useState(true);
  const clone = useInstanceMutation(instance, cloneInstance);
  return (
    <NameDialog
      title={`Clone ${instance.name}`}
      summary={
        <>
          <p>
            The clone gets a copy of the disk, the size, the description and the tags. It has its
            own MAC address, and its guest ports are mapped to free host ports.
          </p>
          <RunningGuestNote instance={instance} result="clone" />
        </>
      }
      submitText="Clone"
      name={name}
      onName={setName}
      nameError={validateInstanceName(name)}
      mutation={clone}
      onSubmit={() => clone.mutate({ name, mode, start }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <FormGroup label="Clone type" role="radiogroup" fieldId="clone-mode" isStack>
        <Radio
          id="clone-linked"
          name="clone-mode"
          label="Linked"
          description={
            image
              ? `Fast and small. Copies only the changes since the launch, and shares the image ${image.name}.`
              : 'Not available, because the disk has no backing image.'
          }
          isDisabled={!image}
          isChecked={mode === 'linked'}
          onChange={() => setMode('linked')}
        />
        <Radio
          id="clone-full"
          name="clone-mode"
          label="Full"
          description="Copies the whole disk. The clone does not depend on an image, but cannot be rebuilt."
          isChecked={mode === 'full'}
          onChange={() => setMode('full')}
        />
      </FormGroup>
      <Checkbox
        id="clone-start"
        label="Start after creation"
        isChecked={start}
        onChange={(_event, on) => setStart(on)}
      />
    </NameDialog>
  );
}

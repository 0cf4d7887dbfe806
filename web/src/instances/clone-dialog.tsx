import { Checkbox, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';

import { cloneInstance } from './instance-changes';
import type { CloneInstanceDto } from '../api/types';
import { nameProblem, suggestCloneName } from '../api/names';
import { useInstanceChange } from './use-instance-change';
import { useInstances } from '../live/queries';
import { GuestGoesOn } from './guest-goes-on';
import type { InstanceDialogProps } from './instance-dialog-props';
import { NameDialog } from './name-dialog';

export function CloneDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: instances = [] } = useInstances();
  const { image } = instance;
  const [name, setName] = useState(() =>
    suggestCloneName(instance.name, new Set(instances.map((each) => each.name))),
  );
  const [mode, setMode] = useState<CloneInstanceDto['mode']>(image ? 'linked' : 'full');
  const [start, setStart] = useState(true);
  const clone = useInstanceChange(instance, cloneInstance);
  return (
    <NameDialog
      title={`Clone ${instance.name}`}
      summary={
        <>
          <p>
            Makes a new instance with a copy of the disk, its size, description and tags. It gets a
            MAC address of its own, and the same guest ports on free host ports.
          </p>
          <GuestGoesOn instance={instance} made="copy" />
        </>
      }
      submitText="Clone"
      name={name}
      onName={setName}
      problem={nameProblem(name)}
      change={clone}
      onSubmit={() => clone.mutate({ name, mode, start }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <FormGroup label="Kind of copy" role="radiogroup" fieldId="clone-mode" isStack>
        <Radio
          id="clone-linked"
          name="clone-mode"
          label="Linked"
          description={
            image
              ? `Quick and small: copies only what was written since, and shares the image ${image.name}.`
              : 'Not possible: its disk stands alone, so there is no image to share.'
          }
          isDisabled={!image}
          isChecked={mode === 'linked'}
          onChange={() => setMode('linked')}
        />
        <Radio
          id="clone-full"
          name="clone-mode"
          label="Full"
          description="Copies everything: its disk stands alone and needs no image, but cannot be rebuilt."
          isChecked={mode === 'full'}
          onChange={() => setMode('full')}
        />
      </FormGroup>
      <Checkbox
        id="clone-start"
        label="Start it right away"
        isChecked={start}
        onChange={(_event, on) => setStart(on)}
      />
    </NameDialog>
  );
}

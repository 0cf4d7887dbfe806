import { Checkbox, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, messageBesideFields } from '../../api/api-error';
import { cloneInstance } from '../../api/instance-changes';
import type { CloneInstanceDto } from '../../api/types';
import { isOn } from '../../format/instance-sizes';
import { nameProblem, suggestCloneName } from '../../format/names';
import { useInstanceChange } from '../../hooks/use-instance-change';
import { useInstances } from '../../hooks/use-server-lists';
import { FormDialog } from '../form-dialog';
import { NameField } from '../name-field';
import type { InstanceDialogProps } from './instance-dialog-props';

export function CloneDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: instances = [] } = useInstances();
  const { image } = instance;
  const [name, setName] = useState(() =>
    suggestCloneName(instance.name, new Set(instances.map((each) => each.name))),
  );
  const [mode, setMode] = useState<CloneInstanceDto['mode']>(image ? 'linked' : 'full');
  const [start, setStart] = useState(true);
  const clone = useInstanceChange(instance, cloneInstance);
  const refused = clone.error instanceof ApiError ? clone.error : null;
  const problem = nameProblem(name);
  return (
    <FormDialog
      title={`Clone ${instance.name}`}
      summary={
        <>
          <p>
            Makes a new instance with a copy of the disk, its size, description and tags. It gets a
            MAC address of its own, and the same guest ports on free host ports.
          </p>
          {isOn(instance) && (
            <p>
              The guest goes on. Without a guest agent the copy is what a power cut would leave; to
              be sure, stop the guest first.
            </p>
          )}
        </>
      }
      submitText="Clone"
      isBusy={clone.isPending}
      isBlocked={problem !== null}
      refusal={messageBesideFields(clone.error, /^name$/)}
      onSubmit={() => clone.mutate({ name, mode, start }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <NameField
        id="clone-name"
        value={name}
        error={problem ?? refused?.fieldMessage('name')}
        onChange={(next) => {
          setName(next);
          clone.reset();
        }}
      />
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
    </FormDialog>
  );
}

import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';

import { messageOfField } from '../api/api-error';
import { publishInstance } from './instance-changes';
import { imageNameProblem, suggestImageName } from '../api/names';
import { useInstanceChange } from './use-instance-change';
import { useImages } from '../live/queries';
import { FieldHelp } from '../ui/field-help';
import { GuestGoesOn } from './guest-goes-on';
import type { InstanceDialogProps } from './instance-dialog-props';
import { NameDialog } from './name-dialog';

export function PublishDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: images = [] } = useImages();
  const [name, setName] = useState(() =>
    suggestImageName(instance.name, new Set(images.map((image) => image.name))),
  );
  const [description, setDescription] = useState('');
  const publish = useInstanceChange(instance, publishInstance);
  const words = description.trim();
  return (
    <NameDialog
      title={`Publish ${instance.name} as an image`}
      summary={
        <>
          <p>
            Makes a new image of what is on its disk, from which others can be launched. Clean the
            guest first of what they must not share: host keys, machine id, logs.
          </p>
          <GuestGoesOn instance={instance} made="image" />
        </>
      }
      submitText="Publish"
      nameLabel="Name of the image"
      name={name}
      onName={setName}
      problem={imageNameProblem(name)}
      change={publish}
      otherFields={['description']}
      onSubmit={() =>
        publish.mutate(words ? { name, description: words } : { name }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <FormGroup label="Description" fieldId="publish-description">
        <TextInput
          id="publish-description"
          maxLength={1000}
          value={description}
          onChange={(_event, next) => setDescription(next)}
        />
        <FieldHelp error={messageOfField(publish.error, 'description')} />
      </FormGroup>
    </NameDialog>
  );
}

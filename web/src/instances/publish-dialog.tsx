import { FormGroup, TextInput } from '@patternfly/react-core';
import { LIMITS } from '@picostack/api-client/limits';
import { useState } from 'react';

import { fieldError } from '../api/api-error';
import { suggestImageName, validateImageName } from '../api/names';
import { compressionOf } from '../images/compression';
import { CompressionField } from '../images/compression-field';
import { useImages } from '../live/queries';
import { FieldHelp } from '../ui/fields';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { NameDialog, RunningGuestNote } from './name-dialog';
import { publishInstance } from './requests';

/** The dialog to publish an instance as an image. */
export function PublishDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: images = [] } = useImages();
  const [name, setName] = useState(() =>
    suggestImageName(instance.name, new Set(images.map((image) => image.name))),
  );
  const [description, setDescription] = useState('');
  const [isCompressed, setCompressed] = useState(false);
  const publish = useInstanceMutation(instance, publishInstance);
  const trimmed = description.trim();
  return (
    <NameDialog
      title={`Publish ${instance.name} as image`}
      summary={
        <>
          <p>
            Creates an image from the disk, to launch other instances. First remove everything from
            the guest that they must not share, such as host keys, the machine ID and logs.
          </p>
          <RunningGuestNote instance={instance} result="image" />
        </>
      }
      submitText="Publish"
      nameLabel="Image name"
      name={name}
      onName={setName}
      nameError={validateImageName(name)}
      mutation={publish}
      otherFields={['description']}
      onSubmit={() =>
        publish.mutate(
          {
            name,
            ...(trimmed && { description: trimmed }),
            ...compressionOf('qcow2', isCompressed),
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <FormGroup label="Description" fieldId="publish-description">
        <TextInput
          id="publish-description"
          maxLength={LIMITS.PublishInstanceDto.description.maxLength}
          value={description}
          onChange={(_event, next) => setDescription(next)}
        />
        <FieldHelp error={fieldError(publish.error, 'description')} />
      </FormGroup>
      <CompressionField
        id="publish-compress"
        format="qcow2"
        isCompressed={isCompressed}
        onChange={setCompressed}
      />
    </NameDialog>
  );
}

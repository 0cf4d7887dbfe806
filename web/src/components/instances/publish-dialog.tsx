import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, messageBesideFields } from '../../api/api-error';
import { publishInstance } from '../../api/instance-changes';
import { isOn } from '../../format/instance-sizes';
import { imageNameProblem, suggestImageName } from '../../format/names';
import { useInstanceChange } from '../../hooks/use-instance-change';
import { useImages } from '../../hooks/use-server-lists';
import { FieldHelp } from '../field-help';
import { FormDialog } from '../form-dialog';
import { NameField } from '../name-field';
import type { InstanceDialogProps } from './instance-dialog-props';

export function PublishDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: images = [] } = useImages();
  const [name, setName] = useState(() =>
    suggestImageName(instance.name, new Set(images.map((image) => image.name))),
  );
  const [description, setDescription] = useState('');
  const publish = useInstanceChange(instance, publishInstance);
  const refused = publish.error instanceof ApiError ? publish.error : null;
  const problem = imageNameProblem(name);
  const words = description.trim();
  return (
    <FormDialog
      title={`Publish ${instance.name} as an image`}
      summary={
        <>
          <p>
            Makes a new image of what is on its disk, from which others can be launched. Clean the
            guest first of what they must not share: host keys, machine id, logs.
          </p>
          {isOn(instance) && (
            <p>
              The guest goes on. Without a guest agent the image is what a power cut would leave; to
              be sure, stop the guest first.
            </p>
          )}
        </>
      }
      submitText="Publish"
      isBusy={publish.isPending}
      isBlocked={problem !== null}
      refusal={messageBesideFields(publish.error, /^(name|description)$/)}
      onSubmit={() =>
        publish.mutate(words ? { name, description: words } : { name }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <NameField
        id="publish-name"
        label="Name of the image"
        value={name}
        error={problem ?? refused?.fieldMessage('name')}
        onChange={(next) => {
          setName(next);
          publish.reset();
        }}
      />
      <FormGroup label="Description" fieldId="publish-description">
        <TextInput
          id="publish-description"
          maxLength={1000}
          value={description}
          onChange={(_event, next) => setDescription(next)}
        />
        <FieldHelp error={refused?.fieldMessage('description')} />
      </FormGroup>
    </FormDialog>
  );
}

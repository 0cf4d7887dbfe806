import { Checkbox, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, messageBesideFields, messageOfField } from '../api/api-error';
import { rebuildInstance } from './instance-changes';
import { wordToType } from './confirmations';
import { readyImages } from '../launch/launch-draft';
import { useInstanceChange } from './use-instance-change';
import { useImages } from '../live/queries';
import { FieldHelp } from '../ui/field-help';
import { FormDialog } from '../ui/form-dialog';
import { TypeToConfirm } from '../ui/type-to-confirm';
import type { InstanceDialogProps } from './instance-dialog-props';

export function RebuildDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: images = [], error: loadError } = useImages();
  const [imageId, setImageId] = useState(instance.image?.id ?? '');
  const [typed, setTyped] = useState('');
  const [discards, setDiscards] = useState(false);
  const [asksToDiscard, setAsksToDiscard] = useState(false);
  const rebuild = useInstanceChange(instance, rebuildInstance);
  const wanted = wordToType([instance]);

  const submit = (): void =>
    rebuild.mutate(
      { image: imageId, discardSnapshots: discards },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'snapshotsWouldGo') {
            setAsksToDiscard(true);
          }
        },
      },
    );

  return (
    <FormDialog
      title={`Rebuild ${instance.name}?`}
      summary="It gets a new disk from the image: everything that is on its disk is lost for good. Its name, size, ports and MAC address stay."
      submitText="Rebuild"
      isDanger
      isBusy={rebuild.isPending}
      isBlocked={imageId === '' || (wanted !== null && typed !== wanted)}
      refusal={messageBesideFields(rebuild.error ?? loadError, /^image$/)}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormGroup label="Image" fieldId="rebuild-image">
        <FormSelect
          id="rebuild-image"
          value={imageId}
          onChange={(_event, id) => {
            setImageId(id);
            rebuild.reset();
          }}
        >
          {instance.image === null && (
            <FormSelectOption value="" label="Choose an image" isPlaceholder />
          )}
          {readyImages(images).map(({ id, name }) => (
            <FormSelectOption
              key={id}
              value={id}
              label={id === instance.image?.id ? `${name} (the same)` : name}
            />
          ))}
        </FormSelect>
        <FieldHelp error={messageOfField(rebuild.error, 'image')} />
      </FormGroup>
      {asksToDiscard && (
        <Checkbox
          id="rebuild-discard"
          label="Its snapshots, checkpoints and saved memory may go too"
          isChecked={discards}
          onChange={(_event, on) => setDiscards(on)}
        />
      )}
      {wanted !== null && <TypeToConfirm wanted={wanted} value={typed} onChange={setTyped} />}
    </FormDialog>
  );
}

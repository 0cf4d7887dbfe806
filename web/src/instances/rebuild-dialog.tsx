import { Checkbox, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, fieldError, formError } from '../api/api-error';
import { launchableImages } from '../images/launchable';
import { useImages } from '../live/queries';
import { FieldHelp, TypeToConfirm } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { confirmationText } from './confirmations';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { rebuildInstance } from './requests';

/** The dialog to rebuild an instance from an image. */
export function RebuildDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: images = [], error: loadError } = useImages();
  const [imageId, setImageId] = useState(instance.image?.id ?? '');
  const [typed, setTyped] = useState('');
  const [discardSnapshots, setDiscardSnapshots] = useState(false);
  const [needsDiscard, setNeedsDiscard] = useState(false);
  const rebuild = useInstanceMutation(instance, rebuildInstance);
  const textToType = confirmationText([instance]);

  const submit = (): void =>
    rebuild.mutate(
      { image: imageId, discardSnapshots },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'snapshotsWouldGo') {
            setNeedsDiscard(true);
          }
        },
      },
    );

  return (
    <FormDialog
      title={`Rebuild ${instance.name}?`}
      summary="This replaces the disk with a new one from the image, and permanently deletes all data on the current disk. The name, size, ports and MAC address do not change."
      submitText="Rebuild"
      isDanger
      isBusy={rebuild.isPending}
      isSubmitDisabled={imageId === '' || (textToType !== null && typed !== textToType)}
      error={formError(rebuild.error ?? loadError, /^image$/)}
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
          {launchableImages(images).map(({ id, name }) => (
            <FormSelectOption
              key={id}
              value={id}
              label={id === instance.image?.id ? `${name} (current)` : name}
            />
          ))}
        </FormSelect>
        <FieldHelp error={fieldError(rebuild.error, 'image')} />
      </FormGroup>
      {needsDiscard && (
        <Checkbox
          id="rebuild-discard"
          label="Also delete its snapshots, checkpoints and saved memory"
          isChecked={discardSnapshots}
          onChange={(_event, checked) => setDiscardSnapshots(checked)}
        />
      )}
      {textToType !== null && <TypeToConfirm text={textToType} value={typed} onChange={setTyped} />}
    </FormDialog>
  );
}

import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';

import { fieldError, formError } from '../api/api-error';
import { sortFlavours } from '../launch/flavours';
import { useFlavours } from '../live/queries';
import { FieldHelp } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { formatFlavour } from '../ui/sizes';
import { type InstanceDialogProps, useInstanceMutation } from './instance-mutations';
import { describeResize, suggestFlavour, validateFlavour } from './instance-sizes';
import { resizeInstance } from './requests';

/** The dialog to change the flavour of an instance. */
export function ResizeDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: flavours = [], error: loadError } = useFlavours();
  const [chosen, setChosen] = useState<string>();
  const resize = useInstanceMutation(instance, resizeInstance);
  const sorted = sortFlavours(flavours);
  const flavour = sorted.find(({ id }) => id === chosen) ?? suggestFlavour(instance, sorted);
  const problem = flavour ? validateFlavour(instance, flavour) : null;
  return (
    <FormDialog
      title={`Change the flavour of ${instance.name}`}
      summary={
        flavour && !problem
          ? describeResize(instance, flavour)
          : `The current size is ${formatFlavour(instance)}.`
      }
      submitText="Change flavour"
      isBusy={resize.isPending}
      isSubmitDisabled={!flavour || problem !== null}
      error={formError(resize.error ?? loadError, /^flavour$/)}
      onSubmit={() => flavour && resize.mutate(flavour.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <FormGroup label="Flavour" fieldId="resize-flavour">
        <FormSelect
          id="resize-flavour"
          value={flavour?.id}
          onChange={(_event, id) => {
            setChosen(id);
            resize.reset();
          }}
        >
          {sorted.map((each) => (
            <FormSelectOption
              key={each.id}
              value={each.id}
              label={`${each.name}: ${formatFlavour(each)}${each.diskGiB === null ? '' : ` · disk ${each.diskGiB} GiB`}`}
            />
          ))}
        </FormSelect>
        <FieldHelp error={fieldError(resize.error, 'flavour')} helperText={problem ?? undefined} />
      </FormGroup>
    </FormDialog>
  );
}

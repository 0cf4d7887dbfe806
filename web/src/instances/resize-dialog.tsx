import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';

import { messageBesideFields, messageOfField } from '../api/api-error';
import { resizeInstance } from './instance-changes';
import { sortFlavours } from '../launch/flavours';
import { describeResize, flavourProblem, suggestFlavour } from './instance-sizes';
import { formatFlavour } from '../ui/sizes';
import { useInstanceChange } from './use-instance-change';
import { useFlavours } from '../live/queries';
import { FieldHelp } from '../ui/field-help';
import { FormDialog } from '../ui/form-dialog';
import type { InstanceDialogProps } from './instance-dialog-props';

export function ResizeDialog({ instance, onClose }: InstanceDialogProps) {
  const { data: flavours = [], error: loadError } = useFlavours();
  const [chosen, setChosen] = useState<string>();
  const resize = useInstanceChange(instance, resizeInstance);
  const sorted = sortFlavours(flavours);
  const flavour = sorted.find(({ id }) => id === chosen) ?? suggestFlavour(instance, sorted);
  const problem = flavour ? flavourProblem(instance, flavour) : null;
  return (
    <FormDialog
      title={`Change the flavour of ${instance.name}`}
      summary={
        flavour && !problem
          ? describeResize(instance, flavour)
          : `It has ${formatFlavour(instance)} now.`
      }
      submitText="Change flavour"
      isBusy={resize.isPending}
      isBlocked={!flavour || problem !== null}
      refusal={messageBesideFields(resize.error ?? loadError, /^flavour$/)}
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
        <FieldHelp error={messageOfField(resize.error, 'flavour')} hint={problem ?? undefined} />
      </FormGroup>
    </FormDialog>
  );
}

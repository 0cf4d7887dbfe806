import { Switch } from '@patternfly/react-core';

import type { InstanceDto } from '../api/types';
import { FieldHelp } from '../ui/field-help';
import { useInstanceUpdate } from './use-instance-update';
import { useNotifications } from '../ui/use-notifications';
import { useMayChange } from '../session/use-session';

interface Props {
  instance: InstanceDto;
  field: 'isProtected' | 'autostart';
  label: string;
  hint?: string;
}

/** A yes or no of an instance that is changed by a press. */
export function InstanceSwitch({ instance, field, label, hint }: Props) {
  const update = useInstanceUpdate(instance);
  const { notifyError } = useNotifications();
  const mayChange = useMayChange();
  // Moves at once, and back where the server refuses.
  const isOn = update.isPending ? update.variables[field] : instance[field];
  return (
    <>
      <Switch
        id={`switch-${field}`}
        label={label}
        isChecked={isOn}
        isDisabled={!mayChange || update.isPending}
        onChange={(_event, on) =>
          update.mutate(
            { [field]: on },
            { onError: (error) => notifyError(`Could not change ${instance.name}`, error) },
          )
        }
      />
      <FieldHelp hint={hint} />
    </>
  );
}

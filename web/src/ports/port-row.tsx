import { Button, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { MinusCircleIcon } from '@patternfly/react-icons';

import type { PortDraft, PortDraftErrors } from './port-drafts';
import { FieldHelp } from '../ui/field-help';

interface Props {
  draft: PortDraft;
  errors: PortDraftErrors;
  onChange: (draft: PortDraft) => void;
  onRemove?: () => void;
}

/** The fields of one mapping that is being typed. */
export function PortRow({ draft, errors, onChange, onRemove }: Props) {
  const { guestPort, hostPort, protocol } = draft;
  const named = guestPort || 'new';
  return (
    <div className="ps-port-row" role="group" aria-label={`Mapping of port ${named}`}>
      <FormSelect
        aria-label="Protocol"
        value={protocol}
        onChange={(_event, value) =>
          onChange({ ...draft, protocol: value === 'udp' ? 'udp' : 'tcp' })
        }
      >
        <FormSelectOption value="tcp" label="TCP" />
        <FormSelectOption value="udp" label="UDP" />
      </FormSelect>
      <div>
        <TextInput
          aria-label="Guest port"
          inputMode="numeric"
          value={guestPort}
          validated={errors.guestPort ? 'error' : 'default'}
          onChange={(_event, value) => onChange({ ...draft, guestPort: value })}
        />
        <FieldHelp error={errors.guestPort} />
      </div>
      <div>
        <TextInput
          aria-label="Host port"
          inputMode="numeric"
          placeholder="Auto"
          value={hostPort}
          validated={errors.hostPort ? 'error' : 'default'}
          onChange={(_event, value) => onChange({ ...draft, hostPort: value })}
        />
        <FieldHelp error={errors.hostPort} />
      </div>
      {onRemove && (
        <Button
          variant="plain"
          aria-label={`Remove the mapping of port ${named}`}
          icon={<MinusCircleIcon />}
          onClick={onRemove}
        />
      )}
    </div>
  );
}

/** The headings over rows of mappings. */
export function PortRowHeadings() {
  return (
    <div className="ps-port-row ps-small ps-subtle" aria-hidden="true">
      <span>Protocol</span>
      <span>Guest port</span>
      <span>Host port</span>
    </div>
  );
}

import { Button, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { MinusCircleIcon } from '@patternfly/react-icons';

import { FieldHelp } from '../ui/fields';
import type { PortDraft, PortDraftErrors } from './port-drafts';

interface Props {
  draft: PortDraft;
  errors: PortDraftErrors;
  onChange: (draft: PortDraft) => void;
  onRemove?: () => void;
}

/** The fields of a port mapping. */
export function PortRow({ draft, errors, onChange, onRemove }: Props) {
  const { guestPort, hostPort, protocol } = draft;
  const label = guestPort === '' ? 'new mapping' : `mapping of port ${guestPort}`;
  return (
    <div className="ps-port-row" role="group" aria-label={`Fields of ${label}`}>
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
          aria-label={`Remove ${label}`}
          icon={<MinusCircleIcon />}
          onClick={onRemove}
        />
      )}
    </div>
  );
}

/** The column headings of rows of mappings. */
export function PortRowHeadings() {
  return (
    <div className="ps-port-row ps-small ps-subtle" aria-hidden="true">
      <span>Protocol</span>
      <span>Guest port</span>
      <span>Host port</span>
    </div>
  );
}

import { Button, List, ListItem } from '@patternfly/react-core';
import { useId, useState } from 'react';

import { errorMessage } from '../api/api-error';
import type { ForeignDiskDto, ForeignDomainDto } from '../api/types';
import { FormDialog } from '../ui/form-dialog';
import { useAdopt } from './domains';

/** A button that opens the adoption dialog; if the domain cannot be adopted, the reason is below it. */
export function AdoptButton({ domain }: { domain: ForeignDomainDto }) {
  const [open, setOpen] = useState(false);
  const reasonId = useId();
  const { name, canAdopt, reason } = domain;
  return (
    <div className="ps-adopt">
      <Button
        variant="secondary"
        size="sm"
        aria-label={`Adopt ${name}`}
        aria-describedby={reason === null ? undefined : reasonId}
        isAriaDisabled={!canAdopt}
        onClick={() => setOpen(true)}
      >
        Adopt
      </Button>
      {reason !== null && (
        <span id={reasonId} className="ps-subtle ps-small ps-break">
          {reason}
        </span>
      )}
      {open && <AdoptDialog domain={domain} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface Props {
  domain: ForeignDomainDto;
  onClose: () => void;
}

/** Explains the adoption of a domain, and requests it. */
function AdoptDialog({ domain, onClose }: Props) {
  const adopt = useAdopt();
  const { id, name, state, disks } = domain;
  return (
    <FormDialog
      title={`Adopt ${name}`}
      summary={
        <>
          <p>
            The domain becomes an instance that you can start and stop here, with tags, notes and
            events. {state === 'running' && 'It continues to run. '}picostack only adds its own
            metadata to the domain XML.
          </p>
          {disks.length > 0 && (
            <div>
              {disks.length === 1 ? 'Its disk stays in place:' : 'Its disks stay in place:'}
              <DiskSources disks={disks} />
            </div>
          )}
          <List>
            <ListItem>You can map ports if its first network interface has the type user.</ListItem>
            <ListItem>
              You cannot grow, clone, publish or rebuild it, because picostack did not create its
              disks.
            </ListItem>
            <ListItem>You can release it at any time. The domain and its disks stay.</ListItem>
          </List>
        </>
      }
      submitText="Adopt"
      isBusy={adopt.isPending}
      error={adopt.error && errorMessage(adopt.error)}
      onSubmit={() => adopt.mutate(id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** The disks of a domain: target device and source. */
export function DiskSources({ disks }: { disks: ForeignDiskDto[] }) {
  return (
    <div>
      {disks.map(({ target, source }) => (
        <div key={target} className="ps-small ps-disk">
          <span className="ps-subtle">{target}</span>
          {source === null ? (
            <span className="ps-subtle">Empty</span>
          ) : (
            <span className="ps-mono ps-break">{source}</span>
          )}
        </div>
      ))}
    </div>
  );
}

import { Button } from '@patternfly/react-core';
import { useId, useState } from 'react';

import type { ForeignDomainDto } from '../api/types';
import { AdoptDialog } from './adopt-dialog';

/** Asks to adopt a domain; where that cannot be, the reason stands below it. */
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

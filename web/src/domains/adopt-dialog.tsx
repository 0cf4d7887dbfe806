import { List, ListItem } from '@patternfly/react-core';

import { messageOf } from '../api/api-error';
import type { ForeignDomainDto } from '../api/types';
import { useAdopt } from './use-domains';
import { FormDialog } from '../ui/form-dialog';
import { DiskSources } from './disk-sources';

interface Props {
  domain: ForeignDomainDto;
  onClose: () => void;
}

/** Says what adopting a domain means, and does it. */
export function AdoptDialog({ domain, onClose }: Props) {
  const adopt = useAdopt();
  const { id, name, state, disks } = domain;
  return (
    <FormDialog
      title={`Adopt ${name}`}
      summary={
        <>
          <p>
            It becomes an instance: it is shown, started and stopped here, and has tags, notes and
            events. {state === 'running' && 'It runs on meanwhile. '}Nothing of it is changed but
            picostack’s mark in its metadata.
          </p>
          {disks.length > 0 && (
            <div>
              {disks.length === 1
                ? 'Its disk stays where it is:'
                : 'Its disks stay where they are:'}
              <DiskSources disks={disks} />
            </div>
          )}
          <List>
            <ListItem>Ports can be mapped if its first network card is of type user.</ListItem>
            <ListItem>
              Its disks are not picostack’s own: it cannot be grown, cloned, published or rebuilt.
            </ListItem>
            <ListItem>
              It can be forgotten again at any time: that lets it go as it is, with its disks.
            </ListItem>
          </List>
        </>
      }
      submitText="Adopt"
      isBusy={adopt.isPending}
      refusal={adopt.error && messageOf(adopt.error)}
      onSubmit={() => adopt.mutate(id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

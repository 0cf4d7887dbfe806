import { Alert, Button, Form } from '@patternfly/react-core';
import { MinusCircleIcon, PlusCircleIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type SubmitEvent } from 'react';

import { ApiError, messageOf } from '../api/api-error';
import type { InstanceDto } from '../api/types';
import { draftErrors, emptyDraft, isRight, toCreatePort } from './port-drafts';
import { useDefaultUser } from './use-default-user';
import { useAddPort, useRemovePort } from './use-ports';
import { useMayChange } from '../session/use-session';
import { PortLine } from './port-line';
import { PortRow, PortRowHeadings } from './port-row';

/** The mappings of an instance; each change takes effect at once, also while the guest runs. */
export function PortsEditor({ instance }: { instance: InstanceDto }) {
  const [draft, setDraft] = useState(emptyDraft);
  const [tried, setTried] = useState(false);
  const add = useAddPort(instance.id);
  const remove = useRemovePort(instance.id);
  const mayChange = useMayChange();
  const user = useDefaultUser(instance);
  const error = add.error ?? remove.error;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isRight(draft) || add.isPending) return;
    remove.reset();
    add.mutate(toCreatePort(draft), {
      onSuccess: () => {
        setDraft(emptyDraft());
        setTried(false);
      },
    });
  };

  const own = tried ? draftErrors(draft) : {};
  const refused = add.error instanceof ApiError ? add.error : null;
  return (
    <>
      {error && <Alert isInline isLiveRegion variant="danger" title={messageOf(error)} />}
      <Table
        role="table"
        aria-label={`Ports of ${instance.name}`}
        variant="compact"
        gridBreakPoint=""
        className="ps-table ps-middle"
        borders={false}
      >
        <Thead>
          <Tr>
            <Th>Address</Th>
            <Th>Now</Th>
            <Th screenReaderText="Remove" />
          </Tr>
        </Thead>
        <Tbody>
          {instance.ports.map((port) => (
            <Tr key={port.id}>
              <Td dataLabel="Address">
                <PortLine port={port} user={user} />
              </Td>
              <Td dataLabel="Now">{port.active ? 'Open' : 'Opens when it runs'}</Td>
              <Td>
                <Button
                  variant="plain"
                  aria-label={`Remove the mapping of port ${port.guestPort}`}
                  icon={<MinusCircleIcon />}
                  isDisabled={!mayChange || remove.isPending}
                  onClick={() => remove.mutate(port.id)}
                />
              </Td>
            </Tr>
          ))}
          {instance.ports.length === 0 && (
            <Tr>
              <Td colSpan={3}>No ports are mapped: nothing outside reaches this guest.</Td>
            </Tr>
          )}
        </Tbody>
      </Table>
      {mayChange && (
        <Form onSubmit={submit} aria-label="Add a port" className="ps-add-port">
          <div>
            <PortRowHeadings />
            <PortRow
              draft={draft}
              errors={{
                guestPort: own.guestPort ?? refused?.fieldMessage('guestPort'),
                hostPort: own.hostPort ?? refused?.fieldMessage('hostPort'),
              }}
              onChange={setDraft}
            />
          </div>
          <div>
            <Button
              type="submit"
              variant="secondary"
              icon={<PlusCircleIcon />}
              isLoading={add.isPending}
              isDisabled={add.isPending}
            >
              Add port
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}

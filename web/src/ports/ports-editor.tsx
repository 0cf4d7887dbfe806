import {
  Alert,
  Button,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { MinusCircleIcon, PlusCircleIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { ApiError, errorMessage } from '../api/api-error';
import { client, unwrap } from '../api/client';
import type { CreatePortMappingDto, InstanceDto, PortMappingDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { useCanEdit } from '../session/session';
import { emptyPortDraft, isPortDraftValid, toCreatePort, validatePortDraft } from './port-drafts';
import { PortLine, useDefaultUser } from './port-list';
import { PortRow, PortRowHeadings } from './port-row';

/** The dialog with the port mappings of an instance. */
export function PortsDialog({ instance, onClose }: { instance: InstanceDto; onClose: () => void }) {
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="ports-title">
      <ModalHeader title={`Ports of ${instance.name}`} labelId="ports-title" />
      <ModalBody>
        <PortsEditor instance={instance} />
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </Modal>
  );
}

/** A table to add and remove port mappings. Changes apply immediately, even if the guest is running. */
export function PortsEditor({ instance }: { instance: InstanceDto }) {
  const [draft, setDraft] = useState(emptyPortDraft);
  const [submitted, setSubmitted] = useState(false);
  const add = useAddPort(instance.id);
  const remove = useRemovePort(instance.id);
  const canEdit = useCanEdit();
  const user = useDefaultUser(instance);
  const error = add.error ?? remove.error;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (!isPortDraftValid(draft) || add.isPending) return;
    remove.reset();
    add.mutate(toCreatePort(draft), {
      onSuccess: () => {
        setDraft(emptyPortDraft());
        setSubmitted(false);
      },
    });
  };

  const draftErrors = submitted ? validatePortDraft(draft) : {};
  const serverError = add.error instanceof ApiError ? add.error : null;
  return (
    <>
      {error && <Alert isInline isLiveRegion variant="danger" title={errorMessage(error)} />}
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
            <Th>Status</Th>
            <Th screenReaderText="Remove" />
          </Tr>
        </Thead>
        <Tbody>
          {instance.ports.map((port) => (
            <Tr key={port.id}>
              <Td dataLabel="Address">
                <PortLine port={port} user={user} />
              </Td>
              <Td dataLabel="Status">{port.active ? 'Open' : 'Opens when the instance starts'}</Td>
              <Td>
                <Button
                  variant="plain"
                  aria-label={`Remove mapping of port ${port.guestPort}`}
                  icon={<MinusCircleIcon />}
                  isDisabled={!canEdit || remove.isPending}
                  onClick={() => remove.mutate(port.id)}
                />
              </Td>
            </Tr>
          ))}
          {instance.ports.length === 0 && (
            <Tr>
              <Td colSpan={3}>No port mappings. The guest is not reachable from outside.</Td>
            </Tr>
          )}
        </Tbody>
      </Table>
      {canEdit && (
        <Form onSubmit={submit} aria-label="Add a port" className="ps-add-port">
          <div>
            <PortRowHeadings />
            <PortRow
              draft={draft}
              errors={{
                guestPort: draftErrors.guestPort ?? serverError?.fieldMessage('guestPort'),
                hostPort: draftErrors.hostPort ?? serverError?.fieldMessage('hostPort'),
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

async function addPort(instanceId: string, body: CreatePortMappingDto): Promise<PortMappingDto> {
  const params = { path: { id: instanceId } };
  return unwrap(client.POST('/api/v1/instances/{id}/ports', { params, body }));
}

async function removePort(instanceId: string, portId: string): Promise<void> {
  const params = { path: { id: instanceId, portId } };
  await unwrap(client.DELETE('/api/v1/instances/{id}/ports/{portId}', { params }));
}

function useAddPort(instanceId: string) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (body: CreatePortMappingDto) => addPort(instanceId, body),
    onSettled: () => cache.instances.refetch(instanceId),
  });
}

function useRemovePort(instanceId: string) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (portId: string) => removePort(instanceId, portId),
    onSettled: () => cache.instances.refetch(instanceId),
  });
}

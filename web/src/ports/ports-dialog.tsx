import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';

import type { InstanceDto } from '../api/types';
import { PortsEditor } from './ports-editor';

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

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  confirmText: string;
  children: ReactNode;
  isBusy?: boolean;
  isBlocked?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: Props) {
  const { title, confirmText, children, isBusy = false, isBlocked = false } = props;
  const { onConfirm, onClose } = props;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="confirm-title">
      <ModalHeader title={title} labelId="confirm-title" titleIconVariant="warning" />
      <ModalBody>{children}</ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={isBusy}
          isDisabled={isBusy || isBlocked}
          onClick={onConfirm}
        >
          {confirmText}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

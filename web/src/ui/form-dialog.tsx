import {
  Alert,
  Button,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { type ReactNode, useId } from 'react';

interface FormDialogProps {
  title: string;
  /** What the dialog does, in a sentence or two; omitted if the title says it. */
  summary?: ReactNode;
  submitText: string;
  size?: 'small' | 'medium';
  isDanger?: boolean;
  isBusy: boolean;
  isSubmitDisabled?: boolean;
  error: string | null;
  children?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog with a form: a summary, its fields, and the error of the request. */
export function FormDialog(props: FormDialogProps) {
  const { title, summary, submitText, size = 'small', isDanger = false } = props;
  const { isBusy, isSubmitDisabled = false, error, children, onSubmit, onClose } = props;
  const id = useId();
  return (
    <Modal isOpen variant={size} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader
        title={title}
        labelId={`${id}-title`}
        titleIconVariant={isDanger ? 'warning' : undefined}
      />
      <ModalBody>
        {error && <Alert isInline isLiveRegion variant="danger" title={error} />}
        {summary && <div className="ps-summary">{summary}</div>}
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy && !isSubmitDisabled) onSubmit();
          }}
        >
          {children}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={`${id}-form`}
          variant={isDanger ? 'danger' : 'primary'}
          isLoading={isBusy}
          isDisabled={isBusy || isSubmitDisabled}
        >
          {submitText}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

interface ConfirmDialogProps {
  title: string;
  confirmText: string;
  children: ReactNode;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks for confirmation before a change that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirmText, children, isBusy = false, onConfirm, onClose } = props;
  return (
    <FormDialog
      title={title}
      summary={children}
      submitText={confirmText}
      isDanger
      isBusy={isBusy}
      error={null}
      onSubmit={onConfirm}
      onClose={onClose}
    />
  );
}

import {
  Alert,
  Button,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  /** What it will do, in a sentence or two; left out where the title says it all. */
  summary?: ReactNode;
  submitText: string;
  size?: 'small' | 'medium';
  isDanger?: boolean;
  isBusy: boolean;
  isBlocked?: boolean;
  /** What the server said against it. */
  refusal: string | null;
  children?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** The frame of every dialog that asks for something: what it does, its fields, and what the server said against it. */
export function FormDialog(props: Props) {
  const { title, summary, submitText, size = 'small', isDanger = false } = props;
  const { isBusy, isBlocked = false, refusal, children, onSubmit, onClose } = props;
  const id = useId();
  return (
    <Modal isOpen variant={size} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader
        title={title}
        labelId={`${id}-title`}
        titleIconVariant={isDanger ? 'warning' : undefined}
      />
      <ModalBody>
        {refusal && <Alert isInline isLiveRegion variant="danger" title={refusal} />}
        {summary && <div className="ps-summary">{summary}</div>}
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy && !isBlocked) onSubmit();
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
          isDisabled={isBusy || isBlocked}
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

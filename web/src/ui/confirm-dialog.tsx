import type { ReactNode } from 'react';

import { FormDialog } from './form-dialog';

interface Props {
  title: string;
  confirmText: string;
  children: ReactNode;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: Props) {
  const { title, confirmText, children, isBusy = false, onConfirm, onClose } = props;
  return (
    <FormDialog
      title={title}
      summary={children}
      submitText={confirmText}
      isDanger
      isBusy={isBusy}
      refusal={null}
      onSubmit={onConfirm}
      onClose={onClose}
    />
  );
}

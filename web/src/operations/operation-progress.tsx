import { Button, Progress } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';

import { client, unwrap } from '../api/client';
import type { OperationDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { useCanEdit } from '../session/session';
import { useNotifications } from '../ui/notifications';
import { describeTransfer } from '../ui/transfer';
import { operationStep, operationTitle } from './operation-texts';

/** The progress and current step of an operation, with a cancel button if it can be cancelled. */
export function OperationProgress({ operation }: { operation: OperationDto }) {
  const { progress, canCancel } = operation;
  const cancel = useCancelOperation(operation);
  const canEdit = useCanEdit();
  const title = operationTitle(operation);
  const isCancelling = cancel.isPending || cancel.isSuccess;
  return (
    <div className="ps-operation">
      <Progress
        id={`operation-${operation.id}`}
        size="sm"
        title={title}
        isTitleTruncated
        className={progress === null ? 'ps-unmeasured' : undefined}
        measureLocation={progress === null ? 'none' : 'outside'}
        value={progress === null ? undefined : Math.round(progress * 100)}
        helperText={isCancelling ? 'Cancelling and undoing its changes' : stepText(operation)}
      />
      {canCancel && canEdit && (
        <Button
          variant="link"
          size="sm"
          aria-label={`Cancel: ${title}`}
          isDisabled={isCancelling}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      )}
    </div>
  );
}

/** The step, with its bytes, rate and time left if it transfers an image. */
function stepText(operation: OperationDto): string {
  const transfer = operation.transfer ? describeTransfer(operation.transfer) : '';
  return [operationStep(operation), transfer].filter(Boolean).join(': ');
}

/** Cancel an operation; the event stream reports the result. */
export function useCancelOperation(operation: OperationDto) {
  const cache = useLiveCache();
  const { notifyError } = useNotifications();
  return useMutation({
    mutationFn: () =>
      unwrap(
        client.POST('/api/v1/operations/{id}/cancel', { params: { path: { id: operation.id } } }),
      ),
    onSuccess: (cancelled) => cache.updateOperation(cancelled),
    onError: (error) => notifyError(`Could not cancel "${operationTitle(operation)}"`, error),
  });
}

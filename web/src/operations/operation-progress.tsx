import { Button, Progress } from '@patternfly/react-core';

import type { OperationDto } from '../api/types';
import { operationStep, operationTitle } from './operation-texts';
import { useCancelOperation } from './use-cancel-operation';
import { useMayChange } from '../session/use-session';

/** How far an operation is, what it does now, and a way out where there is one. */
export function OperationProgress({ operation }: { operation: OperationDto }) {
  const { progress, canCancel } = operation;
  const cancel = useCancelOperation(operation);
  const mayChange = useMayChange();
  const title = operationTitle(operation);
  const isAsked = cancel.isPending || cancel.isSuccess;
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
        helperText={
          isAsked ? 'Being cancelled: what it did so far is undone' : operationStep(operation)
        }
      />
      {canCancel && mayChange && (
        <Button
          variant="link"
          size="sm"
          aria-label={`Cancel: ${title}`}
          isDisabled={isAsked}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      )}
    </div>
  );
}

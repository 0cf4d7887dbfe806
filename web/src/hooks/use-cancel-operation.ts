import { useMutation } from '@tanstack/react-query';

import { cancelOperation } from '../api/operations';
import type { OperationDto } from '../api/types';
import { operationTitle } from '../format/operations';
import { useLiveCache } from './use-live-cache';
import { useNotifications } from './use-notifications';

/** Asks an operation to end; how it ended comes by the stream. */
export function useCancelOperation(operation: OperationDto) {
  const cache = useLiveCache();
  const { notifyError } = useNotifications();
  return useMutation({
    mutationFn: () => cancelOperation(operation.id),
    onSuccess: (answer) => cache.acceptOperation(answer),
    onError: (error) => notifyError(`Could not cancel: ${operationTitle(operation)}`, error),
  });
}

import { useMutation } from '@tanstack/react-query';

import { cancelOperation } from '../live/operation-requests';
import type { OperationDto } from '../api/types';
import { operationTitle } from './operation-texts';
import { useLiveCache } from '../live/use-live-cache';
import { useNotifications } from '../ui/use-notifications';

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

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

import { queryKeys } from '../api/query-client';
import type { OperationDto, SessionDto } from '../api/types';
import { useNotifications } from '../ui/notifications';
import { operationFailure } from './operation-texts';

/** Return a function that notifies the user once about each of their own operations that failed. */
export function useFailureNotifications(): (operation: OperationDto) => void {
  const client = useQueryClient();
  const { notify } = useNotifications();
  const notified = useRef(new Set<string>());
  return useCallback(
    (operation: OperationDto) => {
      if (operation.status !== 'failed' || notified.current.has(operation.id)) return;
      const session = client.getQueryData<SessionDto | null>(queryKeys.session);
      if (operation.actor !== session?.name) return;
      notified.current.add(operation.id);
      notify({ variant: 'danger', ...operationFailure(operation) });
    },
    [client, notify],
  );
}

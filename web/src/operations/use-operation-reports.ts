import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

import { queryKeys } from '../api/query-keys';
import type { OperationDto, SessionDto } from '../api/types';
import { operationFailure } from './operation-texts';
import { useNotifications } from '../ui/use-notifications';

/** Tells the person about their own operations that failed, each once. */
export function useOperationReports(): (operation: OperationDto) => void {
  const client = useQueryClient();
  const { notify } = useNotifications();
  const told = useRef(new Set<string>());
  return useCallback(
    (operation: OperationDto) => {
      if (operation.status !== 'failed' || told.current.has(operation.id)) return;
      const session = client.getQueryData<SessionDto | null>(queryKeys.session);
      if (operation.actor !== session?.name) return;
      told.current.add(operation.id);
      notify({ variant: 'danger', ...operationFailure(operation) });
    },
    [client, notify],
  );
}

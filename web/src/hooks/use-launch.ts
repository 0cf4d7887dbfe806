import { useMutation } from '@tanstack/react-query';

import { createInstance } from '../api/instances';
import type { CreateInstanceDto } from '../api/types';
import { useLiveCache } from './use-live-cache';

export function useLaunch() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (body: CreateInstanceDto) => createInstance(body),
    onSuccess: (operation) => {
      cache.acceptOperation(operation);
      cache.instances.reread(operation.resource.id);
    },
  });
}

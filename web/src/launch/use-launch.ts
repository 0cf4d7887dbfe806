import { useMutation } from '@tanstack/react-query';

import { createInstance } from '../instances/instances';
import type { CreateInstanceDto, InstanceDto } from '../api/types';
import { useLiveCache } from '../live/use-live-cache';

interface Launch {
  body: CreateInstanceDto;
  /** What to show from the moment that the server says it makes the instance. */
  preview: Omit<InstanceDto, 'id'> | null;
}

export function useLaunch() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: ({ body }: Launch) => createInstance(body),
    onMutate: ({ preview }) => {
      if (preview) cache.expectInstance(preview);
    },
    onSuccess: (operation) => {
      cache.acceptOperation(operation);
      cache.instances.reread(operation.resource.id);
    },
    onSettled: (_operation, _error, { body }) => cache.forgetExpected(body.name),
  });
}

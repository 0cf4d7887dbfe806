import { useMutation } from '@tanstack/react-query';

import { addPort, removePort } from '../instances/instances';
import type { CreatePortMappingDto } from '../api/types';
import { useLiveCache } from '../live/use-live-cache';

export function useAddPort(instanceId: string) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (body: CreatePortMappingDto) => addPort(instanceId, body),
    onSettled: () => cache.instances.reread(instanceId),
  });
}

export function useRemovePort(instanceId: string) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (portId: string) => removePort(instanceId, portId),
    onSettled: () => cache.instances.reread(instanceId),
  });
}

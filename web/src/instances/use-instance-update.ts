import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

import { readInstanceTag, updateInstance } from './instance-changes';
import type { InstanceDto, UpdateInstanceDto } from '../api/types';
import { useLiveCache } from '../live/use-live-cache';

/** Changes what is written about an instance; from `begin` on, another person's change in between is not undone. */
export function useInstanceUpdate(instance: InstanceDto) {
  const cache = useLiveCache();
  const tag = useRef<Promise<string | undefined>>(undefined);
  const update = useMutation({
    mutationFn: async (body: UpdateInstanceDto) =>
      updateInstance(instance.id, body, await tag.current),
    onSuccess: (changed) => cache.instances.accept(changed),
    onError: () => cache.instances.reread(instance.id),
  });
  const begin = (): void => {
    update.reset();
    tag.current = readInstanceTag(instance.id);
    // Told when it is saved; one who gives up needs no word of it.
    tag.current.catch(() => undefined);
  };
  return { ...update, begin };
}

import { useMutation } from '@tanstack/react-query';

import type { InstanceDto, OperationDto } from '../api/types';
import { useLiveCache } from '../live/use-live-cache';

/** Asks for one change of an instance; its progress shows by itself, its refusal is the dialog's to show. */
export function useInstanceChange<Wish>(
  instance: InstanceDto,
  ask: (id: string, wish: Wish) => Promise<OperationDto>,
) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (wish: Wish) => ask(instance.id, wish),
    onSuccess: (operation) => cache.acceptOperation(operation),
    // The refusal may mean that what is shown is out of date.
    onError: () => cache.instances.reread(instance.id),
  });
}

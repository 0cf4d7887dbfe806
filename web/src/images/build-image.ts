import { useMutation, useQuery } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { BuildImageDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { buildImage, readRecipes } from './requests';

/** Query which images the server can build. */
export function useRecipes() {
  return useQuery({
    queryKey: queryKeys.recipes,
    queryFn: ({ signal }) => readRecipes(signal),
  });
}

/** A mutation that starts to build an image. */
export function useBuildImage() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (body: BuildImageDto) => buildImage(body),
    onSuccess: (operation) => {
      cache.updateOperation(operation);
      cache.images.refetch(operation.resource.id);
    },
  });
}

import { useMutation } from '@tanstack/react-query';

import { deleteImage } from './images';
import type { ImageDto } from '../api/types';
import { useLiveCache } from '../live/use-live-cache';

export function useDeleteImage() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (image: ImageDto) => deleteImage(image.id),
    onSuccess: (_answer, image) => cache.images.drop(image.id),
    onError: (_error, image) => cache.images.reread(image.id),
  });
}

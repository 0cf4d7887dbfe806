import type { InstanceDto } from '../api/types';
import { useImages } from '../live/queries';

/** The name under which people sign in to guests of the instance's image, when the image says it. */
export function useDefaultUser(instance: InstanceDto): string | null {
  const { data: images } = useImages();
  return images?.find(({ id }) => id === instance.image?.id)?.defaultUser ?? null;
}

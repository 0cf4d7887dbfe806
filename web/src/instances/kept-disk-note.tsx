import type { InstanceDto } from '../api/types';

/** What a kept disk holds on to. */
export function KeptDiskNote({ instances }: { instances: InstanceDto[] }) {
  const images = [...new Set(instances.map(({ image }) => image?.name).filter(Boolean))];
  if (images.length === 0) return null;
  return (
    <p className="ps-break">
      {images.length === 1 ? `The image ${images[0]}` : `The images ${images.join(', ')}`} cannot be
      deleted while {instances.length === 1 ? 'it stands' : 'they stand'}: a clone reads from its
      image.
    </p>
  );
}

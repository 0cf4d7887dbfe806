import type { ImageDto } from '../api/types';
import { countOf } from './texts';

/** Explains what happens to an image that gets a new version. */
export function NewVersionNote({ image }: { image: ImageDto }) {
  const { name, cloneCount } = image;
  return (
    <p className="ps-break">
      When the new version is ready, it takes over the name {name}.{' '}
      {cloneCount === 0
        ? 'The current version is then deleted.'
        : `The current version stays until the last of its ${countOf(cloneCount, 'instance')} is gone.`}
    </p>
  );
}

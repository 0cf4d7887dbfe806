import type { ImageDto } from '../api/types';

/** Return why no instance of an image can be launched; null if one can. */
export function launchObstacle({
  status,
  lastError,
  kind,
}: Pick<ImageDto, 'status' | 'lastError' | 'kind'>): string | null {
  switch (status) {
    case 'ready':
      // The only error of a ready image is that its file is missing or was changed.
      if (lastError !== null) return lastError;
      return kind === 'installer'
        ? 'It is an installation CD. Instances are launched from disks.'
        : null;
    case 'importing':
      return 'The image is still being imported.';
    case 'failed':
      return 'The import of the image failed.';
    case 'deleting':
      return 'The image is being deleted.';
  }
}

/** Return the images of which an instance can be launched, sorted by name. */
export function launchableImages(images: ImageDto[]): ImageDto[] {
  return images
    .filter((image) => launchObstacle(image) === null)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

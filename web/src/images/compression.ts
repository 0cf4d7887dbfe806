import type { CreateImageDto, ImageFormat } from '../api/types';

/** The request's part for the choice to compress an image. An installer is never compressed. */
export function compressionOf(
  format: ImageFormat,
  isCompressed: boolean,
): Pick<CreateImageDto, 'compression'> {
  return isCompressed && format !== 'iso' ? { compression: 'zstd' } : {};
}

import type { ImageDto } from '../../src/images/dto.js';
import type { Api } from './api.js';
import { tinyImage } from './tiny-image-file.js';

export { tinyImage, type TinyImageFile } from './tiny-image-file.js';

/** Upload the tiny image with the name `tiny`. */
export async function registerTiny(api: Api): Promise<ImageDto> {
  const { bytes, sha256 } = await tinyImage();
  const { id } = await api.expectImage({
    name: 'tiny',
    format: 'raw',
    sha256,
    defaultUser: 'root',
    minMemoryMiB: 256,
    defaultPorts: [{ protocol: 'tcp', guestPort: 80 }],
  });
  return api.ask('PUT', `/images/${id}/content`, bytes);
}

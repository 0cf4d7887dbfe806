import { formatBytes } from '@picostack/api-client/formats';

import type { ImageDto } from '../api/types';

/** Explain why a file cannot continue an interrupted upload; null if it can. */
export function resumeObstacle(
  { upload }: Pick<ImageDto, 'upload'>,
  file: Pick<File, 'name' | 'size'>,
): string | null {
  if (!upload) return 'The upload is complete, or was cancelled.';
  const { fileName, lengthBytes } = upload;
  if (fileName !== null && file.name !== fileName) {
    return `The upload began with ${fileName}, and this file is ${file.name}. Choose the same file.`;
  }
  if (file.size === lengthBytes) return null;
  return `The upload has ${formatBytes(lengthBytes)} (${lengthBytes} bytes), and this file has ${formatBytes(file.size)} (${file.size} bytes). Choose the same file.`;
}

import { ApiError, errorOfBody } from './api-error';
import { apiUrl, segment } from './http';
import type { ImageDto } from './types';

interface SendOptions {
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
}

/**
 * Streams a file into an image's volume. XMLHttpRequest, because fetch tells no progress of what it sends
 * and streams request bodies only over HTTP/2.
 */
export async function sendImageContent(
  id: string,
  file: Blob,
  { signal, onProgress }: SendOptions,
): Promise<ImageDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const finish = (settle: () => void): void => {
      signal.removeEventListener('abort', stop);
      settle();
    };
    request.open('PUT', apiUrl(`/images/${segment(id)}/content`, { sizeBytes: file.size }));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () =>
      finish(() => {
        if (request.status >= 200 && request.status < 300) {
          const image: ImageDto = JSON.parse(request.responseText);
          resolve(image);
        } else {
          reject(errorOfBody(request.status, request.responseText));
        }
      }),
    );
    request.addEventListener('error', () =>
      finish(() =>
        reject(
          new ApiError(0, {
            code: 'uploadBroken',
            detail:
              'The connection broke during the upload. Delete this image and upload it again.',
          }),
        ),
      ),
    );
    request.addEventListener('abort', () =>
      finish(() => reject(new ApiError(0, { code: 'uploadCancelled', detail: 'Cancelled.' }))),
    );
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

import { ApiError, errorOfAnswer, parseBody } from '../api/api-error';

interface SendOptions {
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
}

/** The code of an upload whose connection ended before the server's answer came. */
export const UPLOAD_BROKEN = 'uploadBroken';

/**
 * Streams a file into an image's volume. XMLHttpRequest, because fetch tells no progress of what it sends
 * and streams request bodies only over HTTP/2.
 */
export async function sendImageContent(
  id: string,
  file: Blob,
  { signal, onProgress }: SendOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const fail = (code: string, detail: string): void => reject(new ApiError(0, { code, detail }));

    request.open('PUT', `/api/v1/images/${encodeURIComponent(id)}/content`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(errorOfAnswer(request.status, parseBody(request.responseText)));
    });
    request.addEventListener('error', () =>
      fail(UPLOAD_BROKEN, 'The connection broke during the upload. Upload the file again.'),
    );
    request.addEventListener('abort', () => fail('uploadCancelled', 'Cancelled.'));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

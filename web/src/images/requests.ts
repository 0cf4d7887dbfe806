import { parseJson, requestError, toApiError } from '../api/api-error';
import { BASE_PATH } from '../api/base-path';
import { client, unwrap } from '../api/client';
import { readAllPages } from '@picostack/api-client';
import type { CatalogueEntryDto, CreateImageDto, ImageDto, RemoteFileDto } from '../api/types';

/** Create an image whose content is uploaded later. */
export async function createImage(body: CreateImageDto): Promise<ImageDto> {
  const image = await unwrap(client.POST('/api/v1/images', { body }));
  // The server returns an operation if the body has a `path`, which this page never sends.
  if ('kind' in image) throw new Error('Expected an image, but the server returned an operation.');
  return image;
}

/** Start to import an image from a URL; the server downloads it. */
export async function importImage(body: CreateImageDto & { url: string }): Promise<void> {
  await unwrap(client.POST('/api/v1/images', { body }));
}

/** Describe the file at a URL, without downloading it. */
export function lookUpFile(url: string): Promise<RemoteFileDto> {
  return unwrap(client.POST('/api/v1/images/lookup', { body: { url } }));
}

/** Read the catalogue of cloud images. */
export function readCatalogue(signal?: AbortSignal): Promise<CatalogueEntryDto[]> {
  return readAllPages((page) => {
    const query = { sort: 'title', ...page };
    return unwrap(client.GET('/api/v1/catalogue', { params: { query }, signal }));
  });
}

/** Delete an image and its file. */
export async function deleteImage(id: string): Promise<void> {
  await unwrap(client.DELETE('/api/v1/images/{id}', { params: { path: { id } } }));
}

/** Return why the server refused the content of an image; null if there is no event about it. */
export async function readImportFailure(id: string): Promise<string | null> {
  const query = { kind: 'image.failed' as const, resourceId: id, limit: 1 };
  const page = await unwrap(client.GET('/api/v1/events', { params: { query } }));
  return page.items[0]?.cause ?? null;
}

interface SendOptions {
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
}

/** The error code of an upload whose connection closed before the response arrived. */
export const UPLOAD_INTERRUPTED = 'uploadInterrupted';

/**
 * Upload the content of an image. This uses XMLHttpRequest, because fetch reports no upload progress and streams request
 * bodies only over HTTP/2.
 */
export async function sendImageContent(
  id: string,
  file: Blob,
  { signal, onProgress }: SendOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const fail = (code: string, detail: string): void => reject(requestError(code, detail));

    request.open('PUT', `${BASE_PATH}/api/v1/images/${encodeURIComponent(id)}/content`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(toApiError(request.status, parseJson(request.responseText)));
    });
    request.addEventListener('error', () =>
      fail(UPLOAD_INTERRUPTED, 'The connection was lost during the upload. Upload the file again.'),
    );
    request.addEventListener('abort', () => fail('uploadCancelled', 'The upload was cancelled.'));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

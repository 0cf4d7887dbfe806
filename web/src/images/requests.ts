import { DetailedError, Upload } from 'tus-js-client';

import { type ApiError, parseJson, requestError, toApiError } from '../api/api-error';
import { BASE_PATH } from '../api/base-path';
import { client, unwrap } from '../api/client';
import { readAllPages } from '@picostack/api-client';
import type {
  BuildImageDto,
  CatalogueEntryDto,
  CreateImageDto,
  ImageDto,
  ImageRecipeDto,
  OperationDto,
  RemoteFileDto,
  StorageVolumesDto,
  UpdateImageDto,
} from '../api/types';

/** Create an image whose content is uploaded later. */
export async function createImage(body: CreateImageDto): Promise<ImageDto> {
  const image = await unwrap(client.POST('/api/v1/images', { body }));
  // The server returns an operation if the body has a `path`, which this page never sends.
  if ('canCancel' in image)
    throw new Error('Expected an image, but the server returned an operation.');
  return image;
}

/** Start to import an image from a URL, a file on the host or a volume of libvirt; the server reads it. */
export async function importImage(body: CreateImageDto): Promise<void> {
  await unwrap(client.POST('/api/v1/images', { body }));
}

/** Describe the file at a URL, without downloading it. */
export function lookUpFile(url: string): Promise<RemoteFileDto> {
  return unwrap(client.POST('/api/v1/images/lookup', { body: { url } }));
}

/** Read the volumes of libvirt that can become images. */
export function readVolumes(signal?: AbortSignal): Promise<StorageVolumesDto> {
  return unwrap(client.GET('/api/v1/storage/volumes', { signal }));
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

/** Return the ETag of the editable fields of an image. */
export async function readImageEtag(id: string): Promise<string | undefined> {
  const call = client.GET('/api/v1/images/{id}', { params: { path: { id } } });
  await unwrap(call);
  return (await call).response.headers.get('etag') ?? undefined;
}

/** Update the editable fields of an image; with an ETag, only if nobody else changed them since. */
export async function updateImage(
  id: string,
  body: UpdateImageDto,
  etag?: string,
): Promise<ImageDto> {
  const header = etag === undefined ? {} : { 'If-Match': etag };
  return unwrap(client.PATCH('/api/v1/images/{id}', { params: { path: { id }, header }, body }));
}

/** A format that an image can be downloaded in. */
export type DownloadFormat = 'qcow2' | 'raw' | 'zst';

/**
 * Check that an image can be downloaded. The browser then downloads it from the URL itself.
 * @returns the URL of the content
 */
export async function findDownload(id: string, format: DownloadFormat): Promise<string> {
  const params = { path: { id }, query: { format } };
  const controller = new AbortController();
  // Only the headers are read: a refusal would otherwise be saved as the file.
  await unwrap(
    client.GET('/api/v1/images/{id}/content', {
      params,
      parseAs: 'stream',
      signal: controller.signal,
    }),
  );
  controller.abort();
  return `${BASE_PATH}/api/v1/images/${encodeURIComponent(id)}/content?format=${format}`;
}

/** Make the clones of an image independent, and then delete it. */
export async function retireImage(id: string): Promise<OperationDto> {
  const params = { path: { id }, query: { makeIndependent: 'true' as const } };
  const operation = await unwrap(client.DELETE('/api/v1/images/{id}', { params }));
  // The server returns nothing only without `makeIndependent`.
  if (!operation) throw new Error('Expected an operation, but the server returned nothing.');
  return operation;
}

/**
 * Read the whole file of an image, and compare its checksum.
 * @param acceptChange record the checksum of a file that has changed, instead of refusing it
 */
export function verifyImage(id: string, acceptChange: boolean): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/images/{id}/verify', { params, body: { acceptChange } }));
}

/** Return why the server refused the content of an image; null if there is no event about it. */
export async function readImportFailure(id: string): Promise<string | null> {
  const query = { kind: 'image.failed' as const, resourceId: id, limit: 1 };
  const page = await unwrap(client.GET('/api/v1/events', { params: { query } }));
  return page.items[0]?.cause ?? null;
}

/** Read which images the server can build. */
export async function readRecipes(signal?: AbortSignal): Promise<ImageRecipeDto[]> {
  return (await unwrap(client.GET('/api/v1/images/builds', { signal }))).items;
}

/** Build an image on the host of the server. */
export function buildImage(body: BuildImageDto): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/images/builds', { body }));
}

const TUS_VERSION = { 'Tus-Resumable': '1.0.0' };

/** Create the upload of an image. */
export async function createUpload(id: string, file: File): Promise<void> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const header = {
    ...TUS_VERSION,
    'Upload-Length': String(file.size),
    'Upload-Metadata': `filename ${name}`,
  };
  await unwrap(client.POST('/api/v1/images/{id}/upload', { params: { path: { id }, header } }));
}

/** Cancel an upload that is not complete, and delete its image. */
export async function cancelUpload(id: string): Promise<void> {
  const params = { path: { id }, header: TUS_VERSION };
  await unwrap(client.DELETE('/api/v1/images/{id}/upload', { params }));
}

/** Wait for the operation that imports the content of an image. @returns whether it succeeded */
export async function waitForImport(id: string): Promise<boolean> {
  const query = { resourceId: id, limit: 1 };
  const page = await unwrap(client.GET('/api/v1/operations', { params: { query } }));
  let operation = page.items[0];
  while (operation && ['queued', 'running'].includes(operation.status)) {
    const params = { path: { id: operation.id }, header: { Prefer: 'wait=30' } };
    operation = await unwrap(client.GET('/api/v1/operations/{id}', { params }));
  }
  return operation?.status === 'succeeded';
}

interface SendOptions {
  signal: AbortSignal;
  /** Called with the number of bytes that the server has or is being sent. */
  onProgress: (sentBytes: number) => void;
  /** Called when the connection is lost, before the next attempt. */
  onInterrupted: () => void;
}

/** The waits between attempts to continue. They start again after every byte that arrives. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 5_000, ...Array.from({ length: 60 }, () => 10_000)];

/**
 * Send the bytes of a file that the server does not have. A lost connection and a restart of the server only interrupt this.
 * The browser reads the file while it sends it, so its size does not matter.
 */
export async function sendFile(
  id: string,
  file: File,
  { signal, onProgress, onInterrupted }: SendOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl: `${BASE_PATH}/api/v1/images/${encodeURIComponent(id)}/upload`,
      headers: { Accept: 'application/json' },
      retryDelays: RETRY_DELAYS_MS,
      // The server knows which image the upload belongs to.
      storeFingerprintForResuming: false,
      onProgress,
      onShouldRetry: (error) => {
        const again = passes(error.originalResponse?.getStatus() ?? 0);
        if (again) onInterrupted();
        return again;
      },
      onSuccess: () => resolve(),
      onError: (error) => reject(toUploadError(error)),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(requestError('uploadCancelled', 'The upload was cancelled.'));
    });
    upload.start();
  });
}

/** Whether an upload can continue after a response: there was none, or the server or a proxy is starting, or is behind. */
function passes(status: number): boolean {
  return [0, 408, 409, 502, 503, 504].includes(status);
}

function toUploadError(error: Error): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response) return toApiError(response.getStatus(), parseJson(response.getBody()));
  return requestError(
    'uploadInterrupted',
    'The connection was lost during the upload. Choose the file again to continue.',
    error,
  );
}

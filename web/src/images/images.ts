import { client, dataOf, PAGE_SIZE, readAll } from '../api/client';
import type { CreateImageDto, ImageDto } from '../api/types';

export async function readImages(signal?: AbortSignal): Promise<ImageDto[]> {
  return readAll((offset) => {
    const query = { sort: 'name', limit: PAGE_SIZE, offset };
    return dataOf(client.GET('/api/v1/images', { params: { query }, signal }));
  });
}

export async function readImage(id: string, signal?: AbortSignal): Promise<ImageDto> {
  return dataOf(client.GET('/api/v1/images/{id}', { params: { path: { id } }, signal }));
}

/** Records an image that waits for its content. */
export async function createImage(body: CreateImageDto): Promise<ImageDto> {
  const answer = await dataOf(client.POST('/api/v1/images', { body }));
  // The answer to a body with a `path`, which this page never sends.
  if ('kind' in answer) throw new Error('The server imports the image by itself.');
  return answer;
}

export async function deleteImage(id: string): Promise<void> {
  await dataOf(client.DELETE('/api/v1/images/{id}', { params: { path: { id } } }));
}

/** Why an image's content was refused; null when the server does not say. */
export async function readRefusal(id: string): Promise<string | null> {
  const query = { kind: 'image.failed' as const, resourceId: id, limit: 1 };
  const page = await dataOf(client.GET('/api/v1/events', { params: { query } }));
  return page.items[0]?.cause ?? null;
}

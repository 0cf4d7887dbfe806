import { readAll, segment, send, sendJson } from './http';
import type { CreateImageDto, ImageDto } from './types';

export async function readImages(signal?: AbortSignal): Promise<ImageDto[]> {
  return readAll<ImageDto>('/images', { sort: 'name' }, signal);
}

export async function readImage(id: string, signal?: AbortSignal): Promise<ImageDto> {
  return sendJson<ImageDto>('GET', `/images/${segment(id)}`, { signal });
}

/** Records an image that waits for its content. */
export async function createImage(body: CreateImageDto): Promise<ImageDto> {
  return sendJson<ImageDto>('POST', '/images', { body });
}

export async function deleteImage(id: string): Promise<void> {
  await send('DELETE', `/images/${segment(id)}`);
}

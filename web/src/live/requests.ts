import { readAllPages } from '@picostack/api-client';

import { client, unwrap } from '../api/client';
import type { FlavourDto, HostDto, ImageDto, InstanceDto, OperationDto } from '../api/types';

/** Read all instances. */
export async function readInstances(signal?: AbortSignal): Promise<InstanceDto[]> {
  return readAllPages((page) => {
    const query = { sort: 'name', ...page };
    return unwrap(client.GET('/api/v1/instances', { params: { query }, signal }));
  });
}

/** Read an instance. */
export async function readInstance(id: string, signal?: AbortSignal): Promise<InstanceDto> {
  return unwrap(client.GET('/api/v1/instances/{id}', { params: { path: { id } }, signal }));
}

/** Read all images. */
export async function readImages(signal?: AbortSignal): Promise<ImageDto[]> {
  return readAllPages((page) => {
    const query = { sort: 'name', ...page };
    return unwrap(client.GET('/api/v1/images', { params: { query }, signal }));
  });
}

/** Read an image. */
export async function readImage(id: string, signal?: AbortSignal): Promise<ImageDto> {
  return unwrap(client.GET('/api/v1/images/{id}', { params: { path: { id } }, signal }));
}

/** Read all flavours. */
export async function readFlavours(signal?: AbortSignal): Promise<FlavourDto[]> {
  return readAllPages((query) =>
    unwrap(client.GET('/api/v1/flavours', { params: { query }, signal })),
  );
}

/** Read the state of the host. */
export async function readHost(signal?: AbortSignal): Promise<HostDto> {
  return unwrap(client.GET('/api/v1/host', { signal }));
}

/** Read the operations that are queued or running. */
export async function readOpenOperations(signal?: AbortSignal): Promise<OperationDto[]> {
  const readByStatus = (status: 'queued' | 'running'): Promise<OperationDto[]> =>
    readAllPages((page) => {
      const query = { status, ...page };
      return unwrap(client.GET('/api/v1/operations', { params: { query }, signal }));
    });
  // An operation that starts between the two requests is in both responses; the newer one says that it is running.
  const queued = await readByStatus('queued');
  const running = await readByStatus('running');
  const runningIds = new Set(running.map(({ id }) => id));
  return [...running, ...queued.filter(({ id }) => !runningIds.has(id))];
}

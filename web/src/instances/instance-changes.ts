import { client, dataOf } from '../api/client';
import type {
  CloneInstanceDto,
  InstanceDto,
  OperationDto,
  PublishInstanceDto,
  RebuildInstanceDto,
  UpdateInstanceDto,
} from '../api/types';

export async function renameInstance(id: string, name: string): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/rename', { params, body: { name } }));
}

export async function resizeInstance(id: string, flavour: string): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/resize', { params, body: { flavour } }));
}

export async function growInstance(id: string, diskGiB: number): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/grow', { params, body: { diskGiB } }));
}

export async function cloneInstance(id: string, body: CloneInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/clone', { params, body }));
}

export async function publishInstance(id: string, body: PublishInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/publish', { params, body }));
}

export async function rebuildInstance(id: string, body: RebuildInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/rebuild', { params, body }));
}

/** Gives a missing instance its domain back. */
export async function redefineInstance(id: string): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/instances/{id}/redefine', { params: { path: { id } } }));
}

export async function discardSavedState(id: string): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/discard-saved-state', { params }));
}

/** What an instance's changeable fields were, for an edit that must not undo another person's. */
export async function readInstanceTag(id: string): Promise<string | undefined> {
  const call = client.GET('/api/v1/instances/{id}', { params: { path: { id } } });
  await dataOf(call);
  return (await call).response.headers.get('etag') ?? undefined;
}

/** Changes what is written about an instance; with a tag only if nobody else did since. */
export async function updateInstance(
  id: string,
  body: UpdateInstanceDto,
  tag?: string,
): Promise<InstanceDto> {
  const header = tag === undefined ? {} : { 'If-Match': tag };
  const params = { path: { id }, header };
  return dataOf(client.PATCH('/api/v1/instances/{id}', { params, body }));
}

import { client, unwrap } from '../api/client';
import type {
  CloneInstanceDto,
  EventDto,
  InstanceDto,
  OperationDto,
  PublishInstanceDto,
  RebuildInstanceDto,
  UpdateInstanceDto,
} from '../api/types';

/** Delete an instance with its disk; force off a running guest first. */
export async function deleteInstance(id: string): Promise<OperationDto> {
  const params = { path: { id }, query: { force: 'true' as const } };
  return unwrap(client.DELETE('/api/v1/instances/{id}', { params }));
}

/** Like {@link deleteInstance}, but keep the disk in the storage pool. */
export async function deleteKeepingDisk(id: string): Promise<OperationDto> {
  const query = { force: 'true' as const, keepDisk: 'true' as const };
  return unwrap(client.DELETE('/api/v1/instances/{id}', { params: { path: { id }, query } }));
}

/** Delete the record of a missing instance, or release an adopted one. This does not affect a running guest. */
export async function forgetInstance(id: string): Promise<OperationDto> {
  const params = { path: { id }, query: { keepDisk: 'true' as const } };
  return unwrap(client.DELETE('/api/v1/instances/{id}', { params }));
}

/** Start an instance. */
export async function startInstance(id: string): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/instances/{id}/start', { params: { path: { id } } }));
}

/** Stop an instance with the power button, or force it off. */
export async function stopInstance(id: string, force: boolean): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/stop', { params, body: { force } }));
}

/** Restart an instance with the power button. */
export async function restartInstance(id: string): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/restart', { params, body: { force: false } }));
}

/** Pause an instance. */
export async function pauseInstance(id: string): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/instances/{id}/pause', { params: { path: { id } } }));
}

/** Resume a paused instance. */
export async function resumeInstance(id: string): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/instances/{id}/resume', { params: { path: { id } } }));
}

/** Read the domain XML. */
export async function readInstanceXml(id: string, signal?: AbortSignal): Promise<string> {
  const params = { path: { id } };
  return unwrap(client.GET('/api/v1/instances/{id}/xml', { params, parseAs: 'text', signal }));
}

/** Read the events of an instance, newest first. */
export async function readInstanceEvents(id: string, signal?: AbortSignal): Promise<EventDto[]> {
  const params = { path: { id } };
  const page = await unwrap(client.GET('/api/v1/instances/{id}/events', { params, signal }));
  return page.items;
}

/** Rename an instance and its domain. */
export async function renameInstance(id: string, name: string): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/rename', { params, body: { name } }));
}

/** Change the flavour of an instance. */
export async function resizeInstance(id: string, flavour: string): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/resize', { params, body: { flavour } }));
}

/** Grow the disk of an instance. */
export async function growInstance(id: string, diskGiB: number): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/grow', { params, body: { diskGiB } }));
}

/** Clone an instance. */
export async function cloneInstance(id: string, body: CloneInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/clone', { params, body }));
}

/** Create an image from the disk of an instance. */
export async function publishInstance(id: string, body: PublishInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/publish', { params, body }));
}

/** Replace the disk of an instance with a new one from an image. */
export async function rebuildInstance(id: string, body: RebuildInstanceDto): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/rebuild', { params, body }));
}

/** Make an instance independent of its image. */
export async function detachInstance(id: string): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/instances/{id}/detach', { params: { path: { id } } }));
}

/** Define the domain of an instance again. */
export async function redefineInstance(id: string): Promise<OperationDto> {
  return unwrap(client.POST('/api/v1/instances/{id}/redefine', { params: { path: { id } } }));
}

/** Delete the saved memory of an instance. */
export async function discardSavedState(id: string): Promise<OperationDto> {
  const params = { path: { id } };
  return unwrap(client.POST('/api/v1/instances/{id}/discard-saved-state', { params }));
}

/** Return the ETag of the editable fields of an instance. */
export async function readInstanceEtag(id: string): Promise<string | undefined> {
  const call = client.GET('/api/v1/instances/{id}', { params: { path: { id } } });
  await unwrap(call);
  return (await call).response.headers.get('etag') ?? undefined;
}

/** Update the editable fields of an instance; with an ETag, only if nobody else changed them since. */
export async function updateInstance(
  id: string,
  body: UpdateInstanceDto,
  etag?: string,
): Promise<InstanceDto> {
  const header = etag === undefined ? {} : { 'If-Match': etag };
  const params = { path: { id }, header };
  return unwrap(client.PATCH('/api/v1/instances/{id}', { params, body }));
}

import { client, dataOf, PAGE_SIZE, readAll } from '../api/client';
import type {
  CreateInstanceDto,
  CreatePortMappingDto,
  EventDto,
  InstanceDto,
  OperationDto,
  PortMappingDto,
} from '../api/types';

export async function readInstances(signal?: AbortSignal): Promise<InstanceDto[]> {
  return readAll((offset) => {
    const query = { sort: 'name', limit: PAGE_SIZE, offset };
    return dataOf(client.GET('/api/v1/instances', { params: { query }, signal }));
  });
}

export async function readInstance(id: string, signal?: AbortSignal): Promise<InstanceDto> {
  return dataOf(client.GET('/api/v1/instances/{id}', { params: { path: { id } }, signal }));
}

export async function createInstance(body: CreateInstanceDto): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/instances', { body }));
}

/** Deletes an instance with its disk; one that runs is forced off first. */
export async function deleteInstance(id: string): Promise<OperationDto> {
  const params = { path: { id }, query: { force: 'true' as const } };
  return dataOf(client.DELETE('/api/v1/instances/{id}', { params }));
}

/** As {@link deleteInstance}, and its disk stays in the storage pool. */
export async function deleteKeepingDisk(id: string): Promise<OperationDto> {
  const query = { force: 'true' as const, keepDisk: 'true' as const };
  return dataOf(client.DELETE('/api/v1/instances/{id}', { params: { path: { id }, query } }));
}

/** Drops the record of one that is missing, or lets one that was adopted go: nothing is forced off for that. */
export async function forgetInstance(id: string): Promise<OperationDto> {
  const params = { path: { id }, query: { keepDisk: 'true' as const } };
  return dataOf(client.DELETE('/api/v1/instances/{id}', { params }));
}

export async function startInstance(id: string): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/instances/{id}/start', { params: { path: { id } } }));
}

export async function stopInstance(id: string, force: boolean): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/stop', { params, body: { force } }));
}

export async function restartInstance(id: string): Promise<OperationDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/restart', { params, body: { force: false } }));
}

export async function pauseInstance(id: string): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/instances/{id}/pause', { params: { path: { id } } }));
}

export async function resumeInstance(id: string): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/instances/{id}/resume', { params: { path: { id } } }));
}

export async function addPort(id: string, body: CreatePortMappingDto): Promise<PortMappingDto> {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/instances/{id}/ports', { params, body }));
}

export async function removePort(id: string, portId: string): Promise<void> {
  const params = { path: { id, portId } };
  await dataOf(client.DELETE('/api/v1/instances/{id}/ports/{portId}', { params }));
}

export async function readInstanceXml(id: string, signal?: AbortSignal): Promise<string> {
  const params = { path: { id } };
  return dataOf(client.GET('/api/v1/instances/{id}/xml', { params, parseAs: 'text', signal }));
}

/** What happened to an instance, newest first. */
export async function readInstanceEvents(id: string, signal?: AbortSignal): Promise<EventDto[]> {
  const params = { path: { id } };
  const page = await dataOf(client.GET('/api/v1/instances/{id}/events', { params, signal }));
  return page.items;
}

import { readAll, segment, send, sendJson } from './http';
import type {
  CreateInstanceDto,
  CreatePortDto,
  EventDto,
  InstanceDto,
  ListDto,
  OperationDto,
  PortMappingDto,
  PowerAction,
} from './types';

function path(idOrName: string): string {
  return `/instances/${segment(idOrName)}`;
}

export async function readInstances(signal?: AbortSignal): Promise<InstanceDto[]> {
  return readAll<InstanceDto>('/instances', { sort: 'name' }, signal);
}

export async function readInstance(idOrName: string, signal?: AbortSignal): Promise<InstanceDto> {
  return sendJson<InstanceDto>('GET', path(idOrName), { signal });
}

export async function createInstance(body: CreateInstanceDto): Promise<OperationDto> {
  return sendJson<OperationDto>('POST', '/instances', { body });
}

export async function deleteInstance(id: string, force: boolean): Promise<OperationDto> {
  return sendJson<OperationDto>('DELETE', path(id), { body: { force } });
}

export async function changePower(
  id: string,
  action: PowerAction,
  force: boolean,
): Promise<OperationDto> {
  return sendJson<OperationDto>('POST', `${path(id)}/${action}`, { body: force ? { force } : {} });
}

export async function addPort(id: string, body: CreatePortDto): Promise<PortMappingDto> {
  return sendJson<PortMappingDto>('POST', `${path(id)}/ports`, { body });
}

export async function removePort(id: string, portId: string): Promise<void> {
  await send('DELETE', `${path(id)}/ports/${segment(portId)}`);
}

export async function readInstanceXml(id: string, signal?: AbortSignal): Promise<string> {
  const response = await send('GET', `${path(id)}/xml`, { accept: 'application/xml', signal });
  return response.text();
}

export async function readInstanceEvents(id: string, signal?: AbortSignal): Promise<EventDto[]> {
  const list = await sendJson<ListDto<EventDto>>('GET', `${path(id)}/events`, {
    query: { limit: 100 },
    signal,
  });
  return list.items;
}

export async function readScreenshot(id: string, signal?: AbortSignal): Promise<Blob> {
  const response = await send('GET', `${path(id)}/screenshot`, { accept: 'image/png', signal });
  return response.blob();
}

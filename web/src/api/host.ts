import { sendJson } from './http';
import type { HostDto } from './types';

export async function readHost(signal?: AbortSignal): Promise<HostDto> {
  return sendJson<HostDto>('GET', '/host', { signal });
}

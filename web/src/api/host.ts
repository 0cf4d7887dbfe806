import { client, dataOf } from './client';
import type { HostDto } from './types';

export async function readHost(signal?: AbortSignal): Promise<HostDto> {
  return dataOf(client.GET('/api/v1/host', { signal }));
}

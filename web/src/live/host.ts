import { client, dataOf } from '../api/client';
import type { HostDto } from '../api/types';

export async function readHost(signal?: AbortSignal): Promise<HostDto> {
  return dataOf(client.GET('/api/v1/host', { signal }));
}

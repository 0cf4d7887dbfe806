import { client, dataOf, PAGE_SIZE } from './client';
import type { OperationDto } from './types';

/** The operations that are under way, so that a reloaded page knows them too. */
export async function readRunningOperations(signal?: AbortSignal): Promise<OperationDto[]> {
  const query = { status: 'running' as const, limit: PAGE_SIZE };
  const page = await dataOf(client.GET('/api/v1/operations', { params: { query }, signal }));
  return page.items;
}

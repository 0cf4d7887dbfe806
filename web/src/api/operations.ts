import { sendJson } from './http';
import type { ListDto, OperationDto } from './types';

/** The operations that are under way, so that a reloaded page knows them too. */
export async function readRunningOperations(signal?: AbortSignal): Promise<OperationDto[]> {
  const list = await sendJson<ListDto<OperationDto>>('GET', '/operations', {
    query: { status: 'running' },
    signal,
  });
  return list.items;
}

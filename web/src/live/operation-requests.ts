import { client, dataOf, PAGE_SIZE } from '../api/client';
import type { OperationDto } from '../api/types';

async function readByStatus(
  status: 'queued' | 'running',
  signal?: AbortSignal,
): Promise<OperationDto[]> {
  const query = { status, limit: PAGE_SIZE };
  const page = await dataOf(client.GET('/api/v1/operations', { params: { query }, signal }));
  return page.items;
}

/** The operations that are under way or wait for their turn, so that a reloaded page knows them too. */
export async function readOpenOperations(signal?: AbortSignal): Promise<OperationDto[]> {
  // One that begins between the two answers is in both, and is better known as running.
  const queued = await readByStatus('queued', signal);
  const running = await readByStatus('running', signal);
  const begun = new Set(running.map(({ id }) => id));
  return [...running, ...queued.filter(({ id }) => !begun.has(id))];
}

/** Asks for an end; what it did so far is undone. */
export async function cancelOperation(id: string): Promise<OperationDto> {
  return dataOf(client.POST('/api/v1/operations/{id}/cancel', { params: { path: { id } } }));
}

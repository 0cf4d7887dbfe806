import type { QueryClient } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { OperationDto } from '../api/types';
import { readOpenOperations } from './requests';

const OPEN_STATUSES = new Set(['queued', 'running']);
/** How many ended operations to remember; a late response is about a recent one. */
const MAX_ENDED = 1_000;

/** Check whether an operation is queued or running. */
export function isOpen(operation: OperationDto): boolean {
  return OPEN_STATUSES.has(operation.status);
}

/** Return the open operations with the newest version of one of them; without it if it ended. */
export function withOperation(list: OperationDto[], operation: OperationDto): OperationDto[] {
  const others = list.filter((other) => other.id !== operation.id);
  return isOpen(operation) ? [...others, operation] : others;
}

/**
 * The open operations in the query cache. The stream can report the end of an operation before the response to its
 * request arrives, so an ended operation is never added again.
 */
export class OpenOperations {
  readonly #client: QueryClient;
  readonly #ended = new Set<string>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  async read(signal: AbortSignal): Promise<OperationDto[]> {
    const open = await readOpenOperations(signal);
    return open.filter(({ id }) => !this.#ended.has(id));
  }

  update(operation: OperationDto): void {
    if (this.#ended.has(operation.id)) return;
    if (!isOpen(operation)) this.#rememberEnd(operation.id);
    this.#client.setQueryData<OperationDto[]>(queryKeys.operations, (list) =>
      withOperation(list ?? [], operation),
    );
  }

  #rememberEnd(id: string): void {
    this.#ended.add(id);
    if (this.#ended.size <= MAX_ENDED) return;
    const [oldest = id] = this.#ended;
    this.#ended.delete(oldest);
  }
}

import type { QueryClient } from '@tanstack/react-query';

import { readOpenOperations } from './operation-requests';
import { queryKeys } from '../api/query-keys';
import type { OperationDto } from '../api/types';

const OPEN_STATUSES = new Set(['queued', 'running']);
/** An answer is never as late as that many ends. */
const REMEMBERED_ENDS = 1_000;

export function isOpen(operation: OperationDto): boolean {
  return OPEN_STATUSES.has(operation.status);
}

/** Keeps the operations that are under way: the newest word of each, none that ended. */
export function withOperation(list: OperationDto[], operation: OperationDto): OperationDto[] {
  const others = list.filter((other) => other.id !== operation.id);
  return isOpen(operation) ? [...others, operation] : others;
}

/**
 * The operations under way in the query cache. The stream may tell of an end before the answer to the request
 * that began it is here; so what has ended stays so, whatever an older word says.
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

  accept(operation: OperationDto): void {
    if (this.#ended.has(operation.id)) return;
    if (!isOpen(operation)) this.#rememberEnd(operation.id);
    this.#client.setQueryData<OperationDto[]>(queryKeys.operations, (list) =>
      withOperation(list ?? [], operation),
    );
  }

  #rememberEnd(id: string): void {
    this.#ended.add(id);
    if (this.#ended.size <= REMEMBERED_ENDS) return;
    const [oldest = id] = this.#ended;
    this.#ended.delete(oldest);
  }
}

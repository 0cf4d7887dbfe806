import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { ApiError } from '../api/api-error';
import { RefetchQueue } from './refetch-queue';

interface Identified {
  id: string;
}

interface Known<T> {
  readAt: number;
  /** Null if the item was removed. */
  item: T | null;
}

/** Replace an item, or append it if it is new. */
export function upsert<T extends Identified>(items: T[], item: T): T[] {
  const index = items.findIndex((other) => other.id === item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}

/** Apply the reads of single items that started after the read of the list. */
export function mergeNewer<T extends Identified>(
  items: T[],
  known: ReadonlyMap<string, Known<T>>,
  listReadAt: number,
): T[] {
  let merged = items;
  for (const [id, { readAt, item }] of known) {
    if (readAt < listReadAt) continue;
    merged = item ? upsert(merged, item) : merged.filter((other) => other.id !== id);
  }
  return merged;
}

/**
 * A list in the query cache that messages of the event stream keep up to date. The response to a list request can be
 * older than a message that arrived meanwhile; then the newer item is kept.
 */
export class LiveCollection<T extends Identified> {
  readonly #client: QueryClient;
  readonly #key: QueryKey;
  readonly #known = new Map<string, Known<T>>();
  readonly #queue: RefetchQueue;
  #listReadAt = 0;

  constructor(client: QueryClient, key: QueryKey, readOne: (id: string) => Promise<T>) {
    this.#client = client;
    this.#key = key;
    this.#queue = new RefetchQueue(async (id) => {
      const readAt = performance.now();
      try {
        this.#put(id, { readAt, item: await readOne(id) });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        this.#put(id, { readAt, item: null });
      }
    });
  }

  async readList(read: () => Promise<T[]>): Promise<T[]> {
    const startedAt = performance.now();
    const items = await read();
    const merged = mergeNewer(items, this.#known, startedAt);
    this.#listReadAt = startedAt;
    for (const [id, { readAt }] of this.#known) if (readAt < startedAt) this.#known.delete(id);
    return merged;
  }

  refetch(id: string): void {
    this.#queue.request(id);
  }

  /** Add or replace an item without a request. */
  upsert(item: T): void {
    this.#put(item.id, { readAt: performance.now(), item });
  }

  remove(id: string): void {
    this.#put(id, { readAt: performance.now(), item: null });
  }

  #put(id: string, known: Known<T>): void {
    // A read that started before a deletion or before a newer list is out of date.
    if (known.readAt < Math.max(this.#known.get(id)?.readAt ?? 0, this.#listReadAt)) return;
    this.#known.set(id, known);
    this.#client.setQueryData<T[]>(this.#key, (items) => {
      if (!items) return items;
      const { item } = known;
      return item ? upsert(items, item) : items.filter((other) => other.id !== id);
    });
  }
}

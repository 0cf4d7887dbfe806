import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { ApiError } from '../api/api-error';
import { RereadQueue } from './reread-queue';

interface Identified {
  id: string;
}

interface Known<T> {
  at: number;
  /** null: gone. */
  item: T | null;
}

/** Puts an item in its place, or at the end when it is new. */
export function upsert<T extends Identified>(items: T[], item: T): T[] {
  const index = items.findIndex((other) => other.id === item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}

/** Lets single reads that began after a list's read win over the list. */
export function mergeNewer<T extends Identified>(
  items: T[],
  known: ReadonlyMap<string, Known<T>>,
  listReadAt: number,
): T[] {
  let merged = items;
  for (const [id, { at, item }] of known) {
    if (at < listReadAt) continue;
    merged = item ? upsert(merged, item) : merged.filter((other) => other.id !== id);
  }
  return merged;
}

/**
 * A collection in the query cache that single events keep current. A list that is read while events arrive
 * can be older than what the events brought; the newer single reads then win.
 */
export class LiveCollection<T extends Identified> {
  readonly #client: QueryClient;
  readonly #key: QueryKey;
  readonly #known = new Map<string, Known<T>>();
  readonly #queue: RereadQueue;
  #listReadAt = 0;

  constructor(client: QueryClient, key: QueryKey, readOne: (id: string) => Promise<T>) {
    this.#client = client;
    this.#key = key;
    this.#queue = new RereadQueue(async (id) => {
      const at = performance.now();
      try {
        this.#put(id, { at, item: await readOne(id) });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        this.#put(id, { at, item: null });
      }
    });
  }

  async readList(read: () => Promise<T[]>): Promise<T[]> {
    const startedAt = performance.now();
    const items = await read();
    const merged = mergeNewer(items, this.#known, startedAt);
    this.#listReadAt = startedAt;
    for (const [id, { at }] of this.#known) if (at < startedAt) this.#known.delete(id);
    return merged;
  }

  reread(id: string): void {
    this.#queue.request(id);
  }

  /** Takes an item that a message brought whole. */
  accept(item: T): void {
    this.#put(item.id, { at: performance.now(), item });
  }

  drop(id: string): void {
    this.#put(id, { at: performance.now(), item: null });
  }

  #put(id: string, known: Known<T>): void {
    // A read that began before a deletion must not bring the deleted thing back, nor undo a newer list.
    if (known.at < Math.max(this.#known.get(id)?.at ?? 0, this.#listReadAt)) return;
    this.#known.set(id, known);
    this.#client.setQueryData<T[]>(this.#key, (items) => {
      if (!items) return items;
      const { item } = known;
      return item ? upsert(items, item) : items.filter((other) => other.id !== id);
    });
  }
}

import { Mutex } from 'async-mutex';

/** A mutex for each key, in first-come, first-served order. A key takes memory only while someone holds or awaits it. */
export class KeyedMutex {
  private readonly entries = new Map<string, { mutex: Mutex; users: number }>();

  /** Run `work` while holding the key. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const entry = this.entries.get(key) ?? { mutex: new Mutex(), users: 0 };
    this.entries.set(key, entry);
    entry.users += 1;
    try {
      return await entry.mutex.runExclusive(work);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) this.entries.delete(key);
    }
  }

  /** Whether no caller holds or awaits any of the keys. */
  areFree(keys: readonly string[]): boolean {
    return keys.every((key) => !this.entries.has(key));
  }

  /** Run `work` while holding several keys. They are locked in sorted order, so that no two callers wait for each other. */
  runAll<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(keys)].toSorted();
    if (first === undefined) return work();
    return this.run(first, () => this.runAll(rest, work));
  }
}

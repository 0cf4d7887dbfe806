/**
 * Refetches items that changed. At most one read of an item is running; a change during the read causes one more read,
 * so that the last read always starts after the last change.
 */
export class RefetchQueue {
  readonly #read: (id: string) => Promise<void>;
  readonly #concurrency: number;
  readonly #waiting = new Set<string>();
  readonly #running = new Set<string>();

  constructor(read: (id: string) => Promise<void>, concurrency = 4) {
    this.#read = read;
    this.#concurrency = concurrency;
  }

  request(id: string): void {
    this.#waiting.add(id);
    this.#pump();
  }

  #pump(): void {
    for (const id of this.#waiting) {
      if (this.#running.size >= this.#concurrency) return;
      if (this.#running.has(id)) continue;
      this.#waiting.delete(id);
      this.#running.add(id);
      void this.#run(id);
    }
  }

  async #run(id: string): Promise<void> {
    try {
      await this.#read(id);
    } catch {
      // The item keeps its last value until the next message or reconnection.
    } finally {
      this.#running.delete(id);
      this.#pump();
    }
  }
}

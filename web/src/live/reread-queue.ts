/**
 * Reads things again when something says that they changed. However many changes arrive, at most one read of
 * a thing is under way; a change that arrives during the read causes one more, so the last read always
 * began after the last change.
 */
export class RereadQueue {
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
      // The thing keeps what was known of it; the stream's next word or reconnection reads it again.
    } finally {
      this.#running.delete(id);
      this.#pump();
    }
  }
}

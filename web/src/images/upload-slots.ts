/** Limits how many uploads send at once; the others wait in the order in which they came. */
export class UploadSlots {
  readonly #max: number;
  readonly #running = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(max: number) {
    this.#max = max;
  }

  /**
   * Wait until an upload may send.
   * @throws the reason of the signal if it is aborted before
   */
  async acquire(id: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running.size < this.#max) {
      this.#running.add(id);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      signal.addEventListener('abort', () => {
        if (this.#waiting.delete(id)) reject(asError(signal.reason));
      });
    });
  }

  /** Let the next upload send; does nothing for an upload that did not. */
  release(id: string): void {
    if (!this.#running.delete(id)) return;
    const [next] = this.#waiting;
    if (!next) return;
    const [nextId, start] = next;
    this.#waiting.delete(nextId);
    this.#running.add(nextId);
    start();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

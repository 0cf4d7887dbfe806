import { ThrottledError } from '../common/errors.js';

/** Lets a few pieces of work run at the same time, lets some wait in order, and turns the rest away. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly concurrency: number,
    private readonly queueLength: number,
  ) {}

  /**
   * Runs the work when its turn comes.
   * @throws ThrottledError when too many wait already.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.concurrency) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      // The place is handed over, not given back and taken again: nobody can jump the queue in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.queueLength) {
      throw new ThrottledError(
        'Too many people sign in at this moment. Try again in a few seconds.',
        5,
      );
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

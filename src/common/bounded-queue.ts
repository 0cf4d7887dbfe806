import { ThrottledError } from './errors.js';

const RETRY_AFTER_SECONDS = 5;

/** Limits of a queue, and its error message. */
export interface BoundedQueueOptions {
  /** Tasks that run at the same time, of all lanes together. */
  readonly concurrency: number;
  /** Tasks that may wait in each lane. */
  readonly queueLength: number;
  /** The first sentence of the error when a lane is full. */
  readonly refusal: string;
}

/**
 * Run a few tasks at a time. Other tasks wait in their lane, and the lanes take turns, so that a full lane refuses tasks
 * but does not delay the other lanes by more than one task.
 */
export class BoundedQueue<Lane extends string> {
  private running = 0;
  /** The lane that was served last is last. */
  private lanes: { readonly lane: Lane; readonly waiting: (() => void)[] }[];

  constructor(
    lanes: readonly Lane[],
    private readonly options: BoundedQueueOptions,
  ) {
    this.lanes = lanes.map((lane) => ({ lane, waiting: [] }));
  }

  /**
   * Run a task when its turn comes.
   * @throws ThrottledError if the lane is full
   */
  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.concurrency) this.running += 1;
    else await this.turn(lane);
    try {
      return await work();
    } finally {
      // Hands the slot over instead of releasing it, so that a new task cannot take it first.
      const next = this.next();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(lane: Lane): Promise<void> {
    const waiting = this.lanes.find((each) => each.lane === lane)?.waiting ?? [];
    if (waiting.length >= this.options.queueLength) {
      throw new ThrottledError(
        `${this.options.refusal} Try again in ${RETRY_AFTER_SECONDS} s.`,
        RETRY_AFTER_SECONDS,
      );
    }
    return new Promise((resolve) => waiting.push(resolve));
  }

  private next(): (() => void) | undefined {
    const served = this.lanes.find(({ waiting }) => waiting.length > 0);
    if (!served) return undefined;
    this.lanes = [...this.lanes.filter((each) => each !== served), served];
    return served.waiting.shift();
  }
}

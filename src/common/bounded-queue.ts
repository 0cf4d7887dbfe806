import { ThrottledError } from './errors.js';

const RETRY_AFTER_SECONDS = 5;

/** What a queue lets in. */
export interface GateOptions {
  /** Pieces of work that run at the same time, of all lanes together. */
  readonly concurrency: number;
  /** Pieces of work that may wait in each lane. */
  readonly queueLength: number;
}

/**
 * Run a few pieces of work at the same time. Others wait in the lane of their kind, and the lanes take turns: a full lane
 * turns more of its kind away, and holds up no other lane for longer than one piece of work.
 */
export class BoundedQueue<Lane extends string> {
  private running = 0;
  /** The lane that had its turn last is last. */
  private lanes: { readonly lane: Lane; readonly waiting: (() => void)[] }[];

  constructor(
    lanes: readonly Lane[],
    private readonly options: GateOptions,
  ) {
    this.lanes = lanes.map((lane) => ({ lane, waiting: [] }));
  }

  /**
   * Run the work when its turn comes.
   * @throws ThrottledError when too many wait in the lane already
   */
  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.concurrency) this.running += 1;
    else await this.turn(lane);
    try {
      return await work();
    } finally {
      // The place is handed over, not given back and taken again: nobody can jump the queue in between.
      const next = this.next();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(lane: Lane): Promise<void> {
    const waiting = this.lanes.find((each) => each.lane === lane)?.waiting ?? [];
    if (waiting.length >= this.options.queueLength) {
      throw new ThrottledError(
        `Too many passwords are being checked or set at this moment. Try again in ${RETRY_AFTER_SECONDS} s.`,
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

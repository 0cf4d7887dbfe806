/**
 * The priority of a call. `high` is for calls that never wait for a guest, as marked in libvirt's protocol; `urgent`
 * calls are sent at once, before all calls in the queue.
 */
export type CallPriority = 'normal' | 'high' | 'urgent';

/** How many calls of each priority the server may process at a time. */
export interface QueueLimits {
  normal: number;
  high: number;
}

/** A call in the queue, and its neighbours. */
export class QueuedCall {
  state: 'waiting' | 'sent' | 'over' = 'waiting';
  before: QueuedCall | undefined;
  behind: QueuedCall | undefined;

  constructor(
    readonly packet: Buffer,
    readonly priority: CallPriority,
  ) {}
}

/**
 * Calls that wait to be sent. A daemon processes a few calls of a client at a time and reads nothing more until one of
 * them is done. It processes what it gets in the order of the bytes, whatever the priority. So normal and high calls
 * each have a limit of their own, the queue sends no more than that, and an urgent call passes all calls that wait.
 * places, and only what has a place is sent; the rest waits here, where an urgent call passes it.
 */
export class CallQueue {
  private readonly lanes: Record<CallPriority, Lane>;

  constructor(send: (packet: Buffer) => void, limits: QueueLimits) {
    this.lanes = {
      normal: new Lane(limits.normal, send),
      high: new Lane(limits.high, send),
      urgent: new Lane(Infinity, send),
    };
  }

  /** The number of calls that were sent and have no response yet. */
  get underWay(): number {
    const { normal, high, urgent } = this.lanes;
    return normal.underWay + high.underWay + urgent.underWay;
  }

  /** Add a call; it is sent as soon as the limit allows. */
  add(call: QueuedCall): void {
    this.lanes[call.priority].add(call);
  }

  /** Record the response to a call, and send the next call. */
  answered(call: QueuedCall): void {
    call.state = 'over';
    this.lanes[call.priority].answered();
  }

  /** Remove a call that was not sent. Returns false if it was. */
  withdraw(call: QueuedCall): boolean {
    if (call.state !== 'waiting') {
      return false;
    }
    call.state = 'over';
    this.lanes[call.priority].remove(call);
    return true;
  }
}

/** The calls of one priority, first in, first out: a linked list, so that any call can be removed. */
class Lane {
  underWay = 0;
  private first: QueuedCall | undefined;
  private last: QueuedCall | undefined;

  constructor(
    private readonly limit: number,
    private readonly send: (packet: Buffer) => void,
  ) {}

  add(call: QueuedCall): void {
    if (this.underWay < this.limit) {
      this.dispatch(call);
      return;
    }
    call.before = this.last;
    if (this.last) {
      this.last.behind = call;
    } else {
      this.first = call;
    }
    this.last = call;
  }

  answered(): void {
    this.underWay--;
    const next = this.first;
    if (next) {
      this.remove(next);
      this.dispatch(next);
    }
  }

  remove(call: QueuedCall): void {
    const { before, behind } = call;
    if (before) {
      before.behind = behind;
    } else {
      this.first = behind;
    }
    if (behind) {
      behind.before = before;
    } else {
      this.last = before;
    }
    call.before = undefined;
    call.behind = undefined;
  }

  private dispatch(call: QueuedCall): void {
    this.underWay++;
    call.state = 'sent';
    this.send(call.packet);
  }
}

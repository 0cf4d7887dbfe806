/**
 * How urgent a call is. `high` is for calls that never wait for a guest, as libvirt's protocol
 * marks them; `urgent` calls are sent at once, whatever waits.
 */
export type CallPriority = 'normal' | 'high' | 'urgent';

/** How many calls of a priority the server may have at once. */
export interface QueueLimits {
  normal: number;
  high: number;
}

/** A call on its way to the server, and its neighbours in the queue. */
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
 * Calls that wait for their turn to be sent. A daemon takes up a few calls of a client at a time
 * and reads nothing more until one of them is done, so what is sent all at once is carried out in
 * that order, however urgent the last one is. So normal calls and high ones have each their own
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

  /** How many calls the server has and has not answered. */
  get underWay(): number {
    const { normal, high, urgent } = this.lanes;
    return normal.underWay + high.underWay + urgent.underWay;
  }

  /** Sends a call as soon as it is its turn. */
  add(call: QueuedCall): void {
    this.lanes[call.priority].add(call);
  }

  /** The server has answered a call: the next one may go. */
  answered(call: QueuedCall): void {
    call.state = 'over';
    this.lanes[call.priority].answered();
  }

  /** Takes a call back; false where the server has it already. */
  withdraw(call: QueuedCall): boolean {
    if (call.state !== 'waiting') {
      return false;
    }
    call.state = 'over';
    this.lanes[call.priority].remove(call);
    return true;
  }
}

/** The calls of one priority, first come, first served: a linked list, so that any can leave. */
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

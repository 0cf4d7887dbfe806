import type { AnyCodec } from '../xdr/index.js';
import { type CallPriority, CallQueue, QueuedCall, type QueueLimits } from './call-queue.js';
import { ConnectionClosedError, LibvirtError, TimeoutError } from './errors.js';
import { startLongTimer } from './long-timer.js';
import type { Packet } from './packet.js';
import { decodeReply, type RpcProcedure } from './reply.js';

/** How long a call may wait, who may give it up, and before which others it goes. */
export interface CallLimits {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  priority?: CallPriority | undefined;
}

type AnyProcedure = RpcProcedure<AnyCodec, AnyCodec>;

/** A call as it goes to the server. */
export interface EncodedCall {
  name: string;
  procedure: AnyProcedure;
  serial: number;
  packet: Buffer;
}

/** A call that waits to be sent or for its reply. */
class PendingCall extends QueuedCall {
  readonly name: string;
  readonly procedure: AnyProcedure;
  /** False once the caller has given up; the serial stays taken until its reply comes. */
  isAwaited = true;
  /** Ends what could give the call up. */
  release: (() => void) | undefined;

  constructor(
    { name, procedure, packet }: EncodedCall,
    priority: CallPriority,
    readonly resolve: (result: unknown) => void,
    readonly reject: (error: unknown) => void,
    /** What to do when the reply comes after all and nobody waits for it. */
    readonly abandoned: ((packet: Packet) => void) | undefined,
  ) {
    super(packet, priority);
    this.name = name;
    this.procedure = procedure;
  }
}

const MAX_SERIAL = 0xffff_ffff;

/** Calls that wait to be sent or for their reply, by serial. */
export class PendingCalls {
  private readonly calls = new Map<number, PendingCall>();
  private readonly queue: CallQueue;
  private lastSerial = 0;

  constructor(send: (packet: Buffer) => void, limits: QueueLimits) {
    this.queue = new CallQueue(send, limits);
  }

  get size(): number {
    return this.calls.size;
  }

  /** Calls that the server has and has not answered. */
  get underWay(): number {
    return this.queue.underWay;
  }

  /** A serial that no waiting call has; 0 is left to messages of the server. */
  nextSerial(): number {
    do {
      this.lastSerial = this.lastSerial === MAX_SERIAL ? 1 : this.lastSerial + 1;
    } while (this.calls.has(this.lastSerial));
    return this.lastSerial;
  }

  /** Sends a call when it is its turn and waits for what its reply carries. */
  start(
    encoded: EncodedCall,
    { timeoutMs, signal, priority = 'normal' }: CallLimits,
    abandoned?: (packet: Packet) => void,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = new PendingCall(encoded, priority, resolve, reject, abandoned);
      this.calls.set(encoded.serial, call);
      this.queue.add(call);
      if (timeoutMs !== undefined || signal !== undefined) {
        this.limit(call, encoded.serial, timeoutMs, signal);
      }
    });
  }

  /** The call that waits for a reply under a serial. */
  find(serial: number): PendingCall | undefined {
    const call = this.calls.get(serial);
    return call?.state === 'sent' ? call : undefined;
  }

  /**
   * Hands a reply to its call, at once: what comes behind it must find the call settled.
   * Throws what only a broken server causes; an error that libvirt reports is the caller's.
   */
  settle(call: PendingCall, reply: Packet): void {
    this.calls.delete(reply.serial);
    this.queue.answered(call);
    call.release?.();
    if (!call.isAwaited) {
      call.abandoned?.(reply);
      return;
    }
    try {
      call.resolve(decodeReply(call.name, call.procedure, reply));
    } catch (error) {
      call.reject(error);
      if (!(error instanceof LibvirtError)) {
        throw error;
      }
    }
  }

  /** Reject all calls in the order in which they were made, each with an error of its own: each gets its caller's stack. */
  rejectAll({ message, cause }: ConnectionClosedError): void {
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const call of calls) {
      call.release?.();
      call.reject(new ConnectionClosedError(message, { cause }));
    }
  }

  /** Lets a call be given up by its time or by its caller. */
  private limit(
    call: PendingCall,
    serial: number,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): void {
    const giveUp = (reason: unknown): void => {
      call.release?.();
      call.isAwaited = false;
      // What the server has not got, it will not answer.
      if (this.queue.withdraw(call)) {
        this.calls.delete(serial);
      }
      call.reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const onTimeout = (): void =>
      giveUp(new TimeoutError(`${call.name}: no answer within ${timeoutMs} ms`));
    const stopTimer = timeoutMs === undefined ? undefined : startLongTimer(timeoutMs, onTimeout);
    signal?.addEventListener('abort', onAbort, { once: true });
    call.release = () => {
      stopTimer?.();
      signal?.removeEventListener('abort', onAbort);
    };
  }
}

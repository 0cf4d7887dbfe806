import { setTimeout as startTimer } from 'node:timers';
import { type CallPriority, CallQueue, type QueuedCall, type QueueLimits } from './call-queue.js';
import { LibvirtError, TimeoutError } from './errors.js';
import type { Packet } from './packet.js';

/** How long a call may wait, who may give it up, and before which others it goes. */
export interface CallLimits {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  priority?: CallPriority | undefined;
}

/** The procedure that a call waits for. */
export interface CalledProcedure {
  name: string;
  program: number;
  number: number;
}

/** A call as it goes to the server. */
export interface EncodedCall {
  serial: number;
  packet: Buffer;
  procedure: CalledProcedure;
}

interface PendingCall {
  procedure: CalledProcedure;
  queued: QueuedCall;
  /** Undefined once the caller has given up; the serial stays taken until its reply comes. */
  settle: { reply: (packet: Packet) => void; reject: (error: unknown) => void } | undefined;
  /** What to do when the reply comes after all and nobody waits for it. */
  abandoned: ((packet: Packet) => void) | undefined;
  release: () => void;
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

  /**
   * Sends a call when it is its turn and waits for the reply; `decode` turns that into the result
   * or throws.
   */
  start<R>(
    { serial, packet, procedure }: EncodedCall,
    decode: (packet: Packet) => R,
    limits: CallLimits,
    abandoned?: (packet: Packet) => void,
  ): Promise<R> {
    return new Promise((resolve, reject) => {
      const call: PendingCall = {
        procedure,
        queued: this.queue.add(packet, limits.priority ?? 'normal'),
        settle: { reply: (reply) => resolve(decode(reply)), reject },
        abandoned,
        release: () => {},
      };
      this.calls.set(serial, call);
      const { timeoutMs, signal } = limits;
      if (timeoutMs === undefined && signal === undefined) {
        return;
      }
      const giveUp = (reason: unknown): void => {
        call.release();
        call.settle = undefined;
        // What the server has not got, it will not answer.
        if (this.queue.withdraw(call.queued)) {
          this.calls.delete(serial);
        }
        reject(reason);
      };
      const onAbort = (): void => giveUp(signal?.reason);
      const timer =
        timeoutMs === undefined
          ? undefined
          : startTimer(
              () => giveUp(new TimeoutError(`${procedure.name}: no answer within ${timeoutMs} ms`)),
              timeoutMs,
            );
      signal?.addEventListener('abort', onAbort, { once: true });
      call.release = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
    });
  }

  /** The procedure whose reply is awaited under a serial. */
  find(serial: number): CalledProcedure | undefined {
    const call = this.calls.get(serial);
    return call?.queued.state === 'sent' ? call.procedure : undefined;
  }

  /**
   * Hands a reply to its call, at once: what comes behind it must find the call settled.
   * Throws what only a broken server causes; an error that libvirt reports is the caller's.
   */
  resolve(packet: Packet): void {
    const call = this.calls.get(packet.serial);
    if (!call) {
      return;
    }
    this.calls.delete(packet.serial);
    this.queue.answered(call.queued);
    call.release();
    if (!call.settle) {
      call.abandoned?.(packet);
      return;
    }
    try {
      call.settle.reply(packet);
    } catch (error) {
      call.settle.reject(error);
      if (!(error instanceof LibvirtError)) {
        throw error;
      }
    }
  }

  /** Gives up every call, in the order in which they were made. */
  rejectAll(error: Error): void {
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const call of calls) {
      call.release();
      call.settle?.reject(error);
    }
  }
}

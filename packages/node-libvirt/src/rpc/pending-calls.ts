import type { AnyCodec } from '../xdr/index.js';
import { type CallPriority, CallQueue, QueuedCall, type QueueLimits } from './call-queue.js';
import { ConnectionClosedError, LibvirtError, TimeoutError } from './errors.js';
import { startLongTimer } from './long-timer.js';
import type { Packet } from './packet.js';
import { decodeReply, type RpcProcedure } from './reply.js';

/** The time limit, the abort signal and the priority of a call. */
export interface CallLimits {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  priority?: CallPriority | undefined;
}

type AnyProcedure = RpcProcedure<AnyCodec, AnyCodec>;

/** An encoded call. */
export interface EncodedCall {
  name: string;
  procedure: AnyProcedure;
  serial: number;
  packet: Buffer;
}

/** A call that waits to be sent, or for its reply. */
class PendingCall extends QueuedCall {
  readonly name: string;
  readonly procedure: AnyProcedure;
  /** False once the caller has given up. The serial stays in use until the reply arrives. */
  isAwaited = true;
  /** Removes the timer and the abort listener. */
  release: (() => void) | undefined;

  constructor(
    { name, procedure, packet }: EncodedCall,
    priority: CallPriority,
    readonly resolve: (result: unknown) => void,
    readonly reject: (error: unknown) => void,
    /** Called with a reply that arrives after the caller has given up. */
    readonly abandoned: ((packet: Packet) => void) | undefined,
  ) {
    super(packet, priority);
    this.name = name;
    this.procedure = procedure;
  }
}

const MAX_SERIAL = 0xffff_ffff;

/** The calls that wait to be sent or for their reply, by serial. */
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

  /** The number of calls that were sent and have no reply yet. */
  get underWay(): number {
    return this.queue.underWay;
  }

  /** A serial that no pending call uses; 0 is for messages of the server. */
  nextSerial(): number {
    do {
      this.lastSerial = this.lastSerial === MAX_SERIAL ? 1 : this.lastSerial + 1;
    } while (this.calls.has(this.lastSerial));
    return this.lastSerial;
  }

  /** Send a call when the queue allows it, and wait for its reply. */
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

  /** Find the call that waits for a reply with a serial. */
  find(serial: number): PendingCall | undefined {
    const call = this.calls.get(serial);
    return call?.state === 'sent' ? call : undefined;
  }

  /**
   * Settle a call with its reply, synchronously: the packets that follow must find the call settled.
   * Throws errors that only a broken server causes; an error that libvirt reports rejects the call.
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

  /** Reject all calls in order. Each gets an error of its own, because each gets the stack of its caller. */
  rejectAll({ message, cause }: ConnectionClosedError): void {
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const call of calls) {
      call.release?.();
      call.reject(new ConnectionClosedError(message, { cause }));
    }
  }

  /** Limit a call by its time and its signal. */
  private limit(
    call: PendingCall,
    serial: number,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): void {
    const giveUp = (reason: unknown): void => {
      call.release?.();
      call.isAwaited = false;
      // The server does not reply to what it has not received.
      if (this.queue.withdraw(call)) {
        this.calls.delete(serial);
      }
      call.reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const onTimeout = (): void =>
      giveUp(new TimeoutError(`${call.name}: no response within ${timeoutMs} ms`));
    const stopTimer = timeoutMs === undefined ? undefined : startLongTimer(timeoutMs, onTimeout);
    signal?.addEventListener('abort', onAbort, { once: true });
    call.release = () => {
      stopTimer?.();
      signal?.removeEventListener('abort', onAbort);
    };
  }
}

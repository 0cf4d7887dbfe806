import { setTimeout as startTimer } from 'node:timers';
import { LibvirtError, TimeoutError } from './errors.js';
import type { Packet } from './packet.js';

/** How long a call may wait, and who may give it up. */
export interface CallLimits {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** The procedure that a call waits for. */
export interface CalledProcedure {
  name: string;
  program: number;
  number: number;
}

interface PendingCall {
  procedure: CalledProcedure;
  /** Undefined once the caller has given up; the serial stays taken until its reply comes. */
  settle: { reply: (packet: Packet) => void; reject: (error: unknown) => void } | undefined;
  /** What to do when the reply comes after all and nobody waits for it. */
  abandoned: ((packet: Packet) => void) | undefined;
  release: () => void;
}

const MAX_SERIAL = 0xffff_ffff;

/** Calls that wait for their reply, by serial. */
export class PendingCalls {
  private readonly calls = new Map<number, PendingCall>();
  private lastSerial = 0;

  get size(): number {
    return this.calls.size;
  }

  /** A serial that no waiting call has; 0 is left to messages of the server. */
  nextSerial(): number {
    do {
      this.lastSerial = this.lastSerial === MAX_SERIAL ? 1 : this.lastSerial + 1;
    } while (this.calls.has(this.lastSerial));
    return this.lastSerial;
  }

  /** Waits for the reply under a serial; `decode` turns it into the result or throws. */
  wait<R>(
    serial: number,
    procedure: CalledProcedure,
    decode: (packet: Packet) => R,
    limits: CallLimits,
    abandoned?: (packet: Packet) => void,
  ): Promise<R> {
    return new Promise((resolve, reject) => {
      const call: PendingCall = {
        procedure,
        settle: { reply: (packet) => resolve(decode(packet)), reject },
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

  /** The procedure that waits under a serial. */
  find(serial: number): CalledProcedure | undefined {
    return this.calls.get(serial)?.procedure;
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

import type { Duplex } from 'node:stream';
import { ConnectionClosedError } from './errors.js';
import { encodeHeader, type PacketHeader } from './packet.js';

/** Called once the socket has taken the bytes, or will not. */
export type Sent = (error?: Error | null) => void;

/**
 * Brings packets to the socket. The first of a turn of the event loop leaves at once, so that a call
 * on its own does not wait; those that follow in the same turn leave together, in one system call.
 */
export class PacketSender {
  private isFirst = true;
  private isOver = false;

  constructor(private readonly transport: Duplex) {}

  /** Sends nothing from now on. */
  stop(): void {
    this.isOver = true;
  }

  /** Sends a header and, as they are, the bytes that belong to it. */
  sendWithBody(header: PacketHeader, body: Buffer | undefined, sent?: Sent): void {
    const head = encodeHeader(header, body?.length ?? 0);
    if (body === undefined) {
      this.send(head, sent);
      return;
    }
    this.transport.cork();
    this.send(head);
    this.send(body, sent);
    this.transport.uncork();
  }

  /** Sends a whole packet. */
  send(bytes: Buffer, sent?: Sent): void {
    if (this.isOver) {
      sent?.(new ConnectionClosedError('the connection is closed'));
      return;
    }
    this.transport.write(bytes, sent);
    if (this.isFirst) {
      this.isFirst = false;
      this.transport.cork();
      process.nextTick(() => {
        this.isFirst = true;
        this.transport.uncork();
      });
    }
  }
}

import type { Duplex } from 'node:stream';
import { ConnectionClosedError } from './errors.js';
import { encodeHeader, type PacketHeader } from './packet.js';

/** Called once the socket has taken the bytes, or will not. */
export type Sent = (error?: Error | null) => void;

/**
 * Brings packets to the socket. A call on its own leaves at once; where there are more, those of one
 * turn of the event loop leave together, in one system call.
 */
export class PacketSender {
  private isGathering = false;
  private isOver = false;

  constructor(
    private readonly transport: Duplex,
    private readonly hasCompany: () => boolean,
  ) {}

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
    if (!this.isGathering && this.hasCompany()) {
      this.gather();
    }
    this.transport.write(bytes, sent);
  }

  /** Holds what is written back until the end of the turn. */
  private gather(): void {
    this.isGathering = true;
    this.transport.cork();
    process.nextTick(() => {
      this.isGathering = false;
      this.transport.uncork();
    });
  }
}

import type { Duplex } from 'node:stream';
import { ConnectionClosedError } from './errors.js';
import { encodeHeader, type PacketHeader } from './packet.js';

/** Called when the socket has accepted the bytes, or has failed. */
export type Sent = (error?: Error | null) => void;

/**
 * Writes packets to the socket. A single call is written at once. With several calls in progress, all packets of one
 * turn of the event loop are written together, in one system call.
 */
export class PacketSender {
  private isGathering = false;
  private isOver = false;
  private gathered: Buffer | undefined;

  constructor(
    private readonly transport: Duplex,
    private readonly hasCompany: () => boolean,
  ) {}

  /** Stop sending. */
  stop(): void {
    this.isOver = true;
  }

  /** Send a header and the bytes that follow it. */
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

  /** Send a complete packet. */
  send(bytes: Buffer, sent?: Sent): void {
    if (this.isOver) {
      sent?.(new ConnectionClosedError('the connection is closed'));
      return;
    }
    if (!this.isGathering && this.hasCompany()) {
      this.gather();
    }
    if (this.isGathering && sent === undefined) {
      this.append(bytes);
      return;
    }
    this.flush();
    this.transport.write(bytes, sent && ((error) => sent(error && lost(error))));
  }

  /** Queue a packet until the end of the turn. Packets that are neighbours in memory become one write. */
  private append(bytes: Buffer): void {
    const { gathered } = this;
    if (gathered === undefined) {
      this.gathered = bytes;
    } else if (
      gathered.buffer === bytes.buffer &&
      gathered.byteOffset + gathered.length === bytes.byteOffset
    ) {
      this.gathered = Buffer.from(
        gathered.buffer,
        gathered.byteOffset,
        gathered.length + bytes.length,
      );
    } else {
      this.flush();
      this.gathered = bytes;
    }
  }

  private flush(): void {
    const { gathered } = this;
    if (gathered !== undefined) {
      this.gathered = undefined;
      this.transport.write(gathered);
    }
  }

  /** Buffer all writes until the end of the turn. */
  private gather(): void {
    this.isGathering = true;
    this.transport.cork();
    process.nextTick(() => {
      this.isGathering = false;
      if (!this.isOver) {
        this.flush();
      }
      this.transport.uncork();
    });
  }
}

/** A write may fail (EPIPE, ECONNRESET) before the socket reports that the connection is lost. */
function lost(error: Error): ConnectionClosedError {
  return new ConnectionClosedError(`the connection was lost: ${error.message}`, { cause: error });
}

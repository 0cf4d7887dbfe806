import { Duplex, type DuplexOptions } from 'node:stream';
import { ProtocolError } from './errors.js';
import { MAX_STREAM_PAYLOAD_BYTES } from './packet.js';

/** A range of zeros in a sparse stream, sent as its length only. */
export class StreamHole {
  constructor(readonly lengthBytes: bigint) {}
}

/** The functions of the connection that a stream uses. */
export interface RpcStreamLink {
  /** Send bytes of the stream; `sent` is called when the socket has accepted them. */
  sendBytes(bytes: Buffer, sent?: (error?: Error | null) => void): void;
  sendHole(hole: StreamHole, sent: (error?: Error | null) => void): void;
  /** Tell the server that the stream is complete; the server confirms it. */
  sendFinish(): void;
  /** Tell the server that the stream is aborted; the server confirms it with an error. */
  sendAbort(): void;
  /** Report a change in the number of received bytes that wait to be read. */
  backlogChanged(byBytes: number): void;
  /** Report that no more packets of this stream are expected. */
  forget(): void;
}

export interface RpcStreamOptions {
  readable: boolean;
  writable: boolean;
  sparse: boolean;
  /** The limit of bytes to send: the daemon of libvirt 11.3 crashes on bytes beyond the declared length. */
  maxBytes?: bigint | undefined;
}

const BURST_BYTES = 4 * MAX_STREAM_PAYLOAD_BYTES;

type Chunk = Buffer | StreamHole;
type Done = (error?: Error | null) => void;

/**
 * The bytes of one call, as a Node stream. Both sides agree on the end: the side that has sent or received everything
 * sends `finish`, and the other side confirms it, so that an error of the last write is not lost. Destroying the stream
 * before that aborts it on the server.
 */
export class RpcStream extends Duplex {
  private readonly queue: Chunk[] = [];
  private writtenBytes = 0n;
  private wantsMore = false;
  private remoteEnded = false;
  private endTold = false;
  private finishing: Done | undefined;
  private state: 'open' | 'finishing' | 'closed' = 'open';

  constructor(
    private readonly link: RpcStreamLink,
    private readonly options: RpcStreamOptions,
  ) {
    const duplexOptions: DuplexOptions & Pick<RpcStreamOptions, 'readable' | 'writable'> = {
      readable: options.readable,
      writable: options.writable,
      readableObjectMode: options.sparse,
      writableObjectMode: options.sparse,
      // The source can be read while the socket still writes the previous bytes.
      ...(!options.sparse && { writableHighWaterMark: BURST_BYTES }),
      // When the guest closes a console, both directions end.
      allowHalfOpen: false,
    };
    super(duplexOptions);
  }

  /** Receive bytes from the server; an empty packet means the end. */
  receiveBytes(bytes: Buffer): void {
    if (this.state === 'closed') {
      return;
    }
    if (!this.options.readable) {
      throw new ProtocolError('the server sent bytes on a write-only stream');
    }
    if (bytes.length > 0) {
      this.enqueue(bytes);
      return;
    }
    this.remoteEnded = true;
    if (this.options.writable) {
      this.drainQueue();
    } else {
      // The reader must not see the end before the server has confirmed that there was no error.
      this.finish(() => this.drainQueue());
    }
  }

  receiveHole(lengthBytes: bigint): void {
    if (this.state === 'closed') {
      return;
    }
    if (!this.options.sparse || !this.options.readable || lengthBytes < 0n) {
      throw new ProtocolError('the server sent a hole on a stream that is not sparse');
    }
    this.enqueue(new StreamHole(lengthBytes));
  }

  /** The server confirmed the end. */
  receiveFinish(): void {
    if (this.state === 'closed') {
      return;
    }
    const confirmed = this.finishing;
    if (!confirmed) {
      throw new ProtocolError('the server confirmed the end of a stream that was not ended');
    }
    this.close();
    confirmed();
    if (this.options.readable && !this.remoteEnded) {
      this.remoteEnded = true;
      this.drainQueue();
    }
  }

  /** The server aborted the stream, or the connection was lost. */
  fail(error: Error): void {
    this.close();
    this.destroy(error);
  }

  /** Destroy the stream without telling the server, which does not know it. */
  abandon(): void {
    this.close();
    this.destroy();
  }

  override _read(): void {
    this.wantsMore = true;
    this.drainQueue();
  }

  override _write(chunk: Chunk, _encoding: BufferEncoding, done: Done): void {
    const { maxBytes } = this.options;
    this.writtenBytes += chunk instanceof StreamHole ? chunk.lengthBytes : BigInt(chunk.length);
    if (maxBytes !== undefined && this.writtenBytes > maxBytes) {
      done(new RangeError(`the declared length is ${maxBytes} bytes, and more were written`));
      return;
    }
    if (chunk instanceof StreamHole) {
      this.link.sendHole(chunk, done);
    } else {
      this.writeFrom(chunk, 0, done);
    }
  }

  override _final(done: Done): void {
    this.finish(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.state !== 'closed') {
      this.state = 'closed';
      this.link.sendAbort();
    }
    this.finishing = undefined;
    this.dropQueue();
    done(error);
  }

  /** Send a few packets at a time: other calls are sent between two bursts of a large upload. */
  private writeFrom(bytes: Buffer, offset: number, done: Done): void {
    const end = Math.min(offset + BURST_BYTES, bytes.length);
    if (end === offset) {
      // An empty packet would mean the end.
      done();
      return;
    }
    const sent: Done = (error) => {
      if (error || end === bytes.length) {
        done(error);
      } else {
        this.writeFrom(bytes, end, done);
      }
    };
    for (let at = offset; at < end; at += MAX_STREAM_PAYLOAD_BYTES) {
      const next = Math.min(at + MAX_STREAM_PAYLOAD_BYTES, end);
      this.link.sendBytes(bytes.subarray(at, next), next === end ? sent : undefined);
    }
  }

  private finish(done: Done): void {
    if (this.state !== 'open') {
      done();
      return;
    }
    this.state = 'finishing';
    this.finishing = done;
    this.link.sendFinish();
  }

  private close(): void {
    this.state = 'closed';
    this.finishing = undefined;
    this.link.forget();
  }

  private enqueue(chunk: Chunk): void {
    this.queue.push(chunk);
    this.link.backlogChanged(sizeOf(chunk));
    this.drainQueue();
  }

  private drainQueue(): void {
    while (this.wantsMore) {
      const chunk = this.queue.shift();
      if (!chunk) {
        break;
      }
      this.link.backlogChanged(-sizeOf(chunk));
      this.wantsMore = this.push(chunk);
    }
    const isComplete = this.remoteEnded && (this.options.writable || this.state === 'closed');
    if (isComplete && this.queue.length === 0 && !this.endTold) {
      this.endTold = true;
      this.push(null);
    }
  }

  private dropQueue(): void {
    for (const chunk of this.queue.splice(0)) {
      this.link.backlogChanged(-sizeOf(chunk));
    }
  }
}

function sizeOf(chunk: Chunk): number {
  return chunk instanceof StreamHole ? 0 : chunk.length;
}

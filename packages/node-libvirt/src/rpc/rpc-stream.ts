import { Duplex, type DuplexOptions } from 'node:stream';
import { ProtocolError } from './errors.js';
import { MAX_STREAM_PAYLOAD_BYTES } from './packet.js';

/** A stretch of zeros in a sparse stream that is told instead of sent. */
export class StreamHole {
  constructor(readonly lengthBytes: bigint) {}
}

/** What a stream needs of its connection. */
export interface RpcStreamLink {
  /** Sends bytes of the stream; `sent` is called once the socket has taken them. */
  sendBytes(bytes: Buffer, sent?: (error?: Error | null) => void): void;
  sendHole(hole: StreamHole, sent: (error?: Error | null) => void): void;
  /** Says that the stream is complete; the server confirms it. */
  sendFinish(): void;
  /** Says that the stream is given up; the server confirms that with an error. */
  sendAbort(): void;
  /** Tells how many received bytes wait to be read, as a difference. */
  backlogChanged(byBytes: number): void;
  /** No packet of this stream is expected any more. */
  forget(): void;
}

export interface RpcStreamOptions {
  readable: boolean;
  writable: boolean;
  sparse: boolean;
  /** More than this is not sent: the daemon of libvirt 11.3 dies of bytes beyond the declared length. */
  maxBytes?: bigint | undefined;
}

const BURST_BYTES = 4 * MAX_STREAM_PAYLOAD_BYTES;

type Chunk = Buffer | StreamHole;
type Done = (error?: Error | null) => void;

/**
 * The bytes that belong to one call, as a Node stream. The end is agreed: the side that has
 * everything says `finish` and the other confirms it, so that an error of the last write is not
 * lost. Destroying the stream before that aborts it on the server.
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
      // The source is read while the socket still takes what came before.
      ...(!options.sparse && { writableHighWaterMark: BURST_BYTES }),
      // A console that the guest closes is over in both directions.
      allowHalfOpen: false,
    };
    super(duplexOptions);
  }

  /** The server sent bytes; none at all is its way to say that there are no more. */
  receiveBytes(bytes: Buffer): void {
    if (this.state === 'closed') {
      return;
    }
    if (!this.options.readable) {
      throw new ProtocolError('the server sent bytes on a stream that only takes them');
    }
    if (bytes.length > 0) {
      this.enqueue(bytes);
      return;
    }
    this.remoteEnded = true;
    if (this.options.writable) {
      this.drainQueue();
    } else {
      // The reader must not see the end before the server has confirmed that all went well.
      this.finish(() => this.drainQueue());
    }
  }

  receiveHole(lengthBytes: bigint): void {
    if (this.state === 'closed') {
      return;
    }
    if (!this.options.sparse || !this.options.readable || lengthBytes < 0n) {
      throw new ProtocolError('the server sent a hole on a stream that has none');
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

  /** The server gave the stream up, or the connection is gone. */
  fail(error: Error): void {
    this.close();
    this.destroy(error);
  }

  /** Destroys the stream without a word to the server, which does not know it. */
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
      done(
        new RangeError(`the stream was declared to have ${maxBytes} bytes, and more were written`),
      );
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

  /** A few packets at a time: other calls get their turn between two bursts of a big upload. */
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

import { hyper, struct, uint, XdrWriter } from '../xdr/index.js';
import { ProtocolError } from './errors.js';
import { type Packet, type PacketHeader, PacketStatus, PacketType } from './packet.js';
import { readWhole } from './reply.js';
import { RpcStream, type RpcStreamOptions } from './rpc-stream.js';
import { decodeError } from './wire-error.js';

/** virNetStreamHole: the body of a packet for a range of zeros. */
export const streamHole = struct({ length: hyper, flags: uint });

// While a stream is not read, its packets keep arriving. Beyond this limit the socket is not read either.
// All streams share the limit, and it is high, because all other calls then wait.
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024;
// Packets of a stream that this client ended may still arrive.
const REMEMBERED_SERIALS = 256;

interface OpenStream {
  name: string;
  stream: RpcStream;
}

/** The functions of the connection that the streams use. */
export interface StreamCarrier {
  send(header: PacketHeader, body?: Buffer, sent?: (error?: Error | null) => void): void;
  pause(): void;
  resume(): void;
}

/** The streams of a connection, by the serial of the call that opened them. */
export class StreamTable {
  private readonly streams = new Map<number, OpenStream>();
  private readonly ended = new Set<number>();
  private backlogBytes = 0;
  private paused = false;

  constructor(private readonly carrier: StreamCarrier) {}

  /** True while the socket is not read because streams are not read. */
  get isPaused(): boolean {
    return this.paused;
  }

  get size(): number {
    return this.streams.size;
  }

  open(name: string, header: PacketHeader, options: RpcStreamOptions): RpcStream {
    const { serial } = header;
    const ok = { ...header, status: PacketStatus.ok };
    const data = { ...header, status: PacketStatus.continue };
    const stream = new RpcStream(
      {
        sendBytes: (bytes, sent) => this.carrier.send(data, bytes, sent),
        sendHole: (hole, sent) => {
          const writer = new XdrWriter();
          streamHole.write(writer, { length: hole.lengthBytes, flags: 0 });
          this.carrier.send({ ...data, type: PacketType.streamHole }, writer.finish(), sent);
        },
        sendFinish: () => this.carrier.send(ok),
        sendAbort: () => {
          this.forget(serial);
          this.carrier.send({ ...header, status: PacketStatus.error });
        },
        backlogChanged: (byBytes) => this.backlogChanged(byBytes),
        forget: () => this.forget(serial),
      },
      options,
    );
    this.streams.set(serial, { name, stream });
    return stream;
  }

  /** Remove a stream whose call failed: the server never opened it. */
  discard(serial: number): void {
    this.streams.get(serial)?.stream.abandon();
  }

  dispatch(packet: Packet): void {
    const open = this.streams.get(packet.serial);
    if (!open) {
      if (this.ended.has(packet.serial)) {
        return;
      }
      throw new ProtocolError(`stream packet with the unknown serial ${packet.serial}`);
    }
    if (packet.type === PacketType.streamHole) {
      open.stream.receiveHole(readWhole(streamHole, packet.body).length);
      return;
    }
    switch (packet.status) {
      case PacketStatus.continue:
        open.stream.receiveBytes(packet.body);
        break;
      case PacketStatus.ok:
        open.stream.receiveFinish();
        break;
      case PacketStatus.error:
        open.stream.fail(decodeError(packet.body, open.name));
        break;
      default:
        throw new ProtocolError(`stream packet with status ${packet.status}`);
    }
  }

  failAll(error: Error): void {
    const open = [...this.streams.values()];
    for (const { stream } of open) {
      stream.fail(error);
    }
  }

  private forget(serial: number): void {
    this.streams.delete(serial);
    this.ended.add(serial);
    if (this.ended.size > REMEMBERED_SERIALS) {
      const [oldest = serial] = this.ended;
      this.ended.delete(oldest);
    }
  }

  private backlogChanged(byBytes: number): void {
    this.backlogBytes += byBytes;
    if (!this.paused && this.backlogBytes > MAX_BACKLOG_BYTES) {
      this.paused = true;
      this.carrier.pause();
    } else if (this.paused && this.backlogBytes < MAX_BACKLOG_BYTES / 2) {
      this.paused = false;
      this.carrier.resume();
    }
  }
}

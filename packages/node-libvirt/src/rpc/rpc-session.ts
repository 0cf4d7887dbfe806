import type { Duplex } from 'node:stream';
import { type AnyCodec, asTyped, type Infer, type InferInput, XdrError } from '../xdr/index.js';
import { asError, ConnectionClosedError, ProtocolError } from './errors.js';
import {
  KeepAlive,
  KEEPALIVE_PING,
  KEEPALIVE_PONG,
  KEEPALIVE_PROGRAM,
  KEEPALIVE_VERSION,
} from './keepalive.js';
import {
  encodeHeader,
  encodePacket,
  type Packet,
  type PacketHeader,
  PacketStatus,
  PacketType,
} from './packet.js';
import { PacketDecoder } from './packet-decoder.js';
import { PacketSender } from './packet-sender.js';
import { type CallLimits, PendingCalls } from './pending-calls.js';
import { type RpcStream, type RpcStreamOptions } from './rpc-stream.js';
import { asProtocolError, decodeReply, type RpcProcedure } from './reply.js';
import { StreamTable } from './stream-table.js';

/** A message that the server sent without a call. */
export interface RpcMessage {
  readonly program: number;
  readonly procedure: number;
  readonly body: Buffer;
}

export interface RpcSessionOptions {
  /** The programs that may send packets in addition to keepalive, and their common version. */
  programs: readonly number[];
  version: number;
  /** How many normal calls the server may process at a time; more wait in a queue. */
  maxCallsUnderWay: number;
  onMessage: (message: RpcMessage) => void;
}

// By default libvirtd processes five requests of a client at a time (max_client_requests). During five requests it does
// not even read keepalive packets.
const REQUESTS_THAT_BLOCK_KEEPALIVE = 5;
const PATIENCE_WITH_A_BUSY_SERVER = 10;
// Each high call is short, thousands of them are not. This many keep a daemon busy without a pause.
const MAX_HIGH_CALLS_UNDER_WAY = 64;

const ignoreError = (): void => {};

/** A connection that uses libvirt's RPC protocol over any Node duplex stream. */
export class RpcSession {
  /** Resolves when the connection has ended, to the error that ended it, if there was one. */
  readonly closed: Promise<Error | undefined>;
  private readonly calls: PendingCalls;
  private readonly decoder = new PacketDecoder((packet) => this.dispatch(packet));
  private readonly sender: PacketSender;
  private readonly streams: StreamTable;
  private keepAlive: KeepAlive | undefined;
  private settleClosed!: (error: Error | undefined) => void;
  private isOver = false;

  constructor(
    private readonly transport: Duplex,
    private readonly options: RpcSessionOptions,
  ) {
    this.closed = new Promise((resolve) => (this.settleClosed = resolve));
    this.sender = new PacketSender(transport, () => this.calls.underWay > 1);
    this.calls = new PendingCalls((packet) => this.sender.send(packet), {
      normal: options.maxCallsUnderWay,
      high: MAX_HIGH_CALLS_UNDER_WAY,
    });
    this.streams = new StreamTable({
      send: (header, body, sent) => this.sender.sendWithBody(header, body, sent),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
    });
    transport.on('data', (chunk: Buffer) => this.receive(chunk));
    transport.on('error', (error) =>
      this.end(
        new ConnectionClosedError(`the connection was lost: ${error.message}`, { cause: error }),
      ),
    );
    const onClosed = (): void =>
      this.end(new ConnectionClosedError('the server closed the connection'));
    transport.on('end', onClosed);
    transport.on('close', onClosed);
  }

  get isAlive(): boolean {
    return !this.isOver;
  }

  /** The number of calls without a reply, including those whose caller gave up. */
  get pendingCalls(): number {
    return this.calls.size;
  }

  /** The number of streams that have not ended. */
  get openStreams(): number {
    return this.streams.size;
  }

  /**
   * Call a procedure. Calls may overlap; replies may arrive in any order.
   * @param late receives the result of a call that succeeds after the caller gave up
   */
  call<A extends AnyCodec, R extends AnyCodec>(
    name: string,
    procedure: RpcProcedure<A, R>,
    args: InferInput<A>,
    limits: CallLimits = {},
    late?: (result: Infer<R>) => void,
  ): Promise<Infer<R>> {
    const abandoned =
      late &&
      ((reply: Packet): void => {
        if (reply.status !== PacketStatus.error) {
          late(decodeReply(name, procedure, reply));
        }
      });
    return this.start(name, procedure, args, limits, this.calls.nextSerial(), abandoned);
  }

  /** Call a procedure that opens a stream. Resolves when the call has succeeded. */
  async openStream<A extends AnyCodec, R extends AnyCodec>(
    name: string,
    procedure: RpcProcedure<A, R>,
    args: InferInput<A>,
    options: RpcStreamOptions,
    limits: CallLimits = {},
  ): Promise<{ result: Infer<R>; stream: RpcStream }> {
    const serial = this.calls.nextSerial();
    const header = this.header(procedure, PacketType.stream, serial);
    // Bytes may follow the reply in the same chunk, so the stream must exist before the call is sent.
    const stream = this.streams.open(name, header, options);
    // An error may follow too, before the caller can listen for it.
    stream.on('error', ignoreError);
    try {
      const result = await this.start(name, procedure, args, limits, serial, (reply) => {
        if (reply.status === PacketStatus.ok) {
          stream.destroy();
        } else {
          this.streams.discard(serial);
        }
      });
      if (stream.errored) {
        throw stream.errored;
      }
      setImmediate(() => stream.off('error', ignoreError));
      return { result, stream };
    } catch (error) {
      // A call may still succeed after its caller gave up; then its stream has to be aborted.
      if (!this.calls.find(serial)) {
        this.streams.discard(serial);
      }
      throw error;
    }
  }

  /** Start to ping the server. The server must support the keepalive program. */
  startKeepAlive(intervalMs: number, count: number): void {
    this.keepAlive ??= new KeepAlive({
      intervalMs,
      count,
      ping: () => this.sendKeepAlive(KEEPALIVE_PING),
      patience: () => this.patience(),
      dead: () =>
        this.end(
          new ConnectionClosedError(`the server did not respond to ${count} keepalive requests`),
        ),
    });
    if (!this.isOver) {
      this.keepAlive.start();
    }
  }

  /**
   * End the connection. All pending calls and streams fail with a ConnectionClosedError.
   * @param error the reason, unless it is closed on purpose
   */
  close(error?: Error): void {
    this.end(error);
  }

  private start<A extends AnyCodec, R extends AnyCodec>(
    name: string,
    procedure: RpcProcedure<A, R>,
    args: InferInput<A>,
    limits: CallLimits,
    serial: number,
    abandoned?: (reply: Packet) => void,
  ): Promise<Infer<R>> {
    if (this.isOver) {
      return Promise.reject(new ConnectionClosedError(`${name}: the connection is closed`));
    }
    if (limits.signal?.aborted) {
      return Promise.reject(asError(limits.signal.reason));
    }
    const header = this.header(procedure, PacketType.call, serial);
    let packet: Buffer;
    try {
      packet = encodePacket<InferInput<A>>(header, asTyped(procedure.args), args);
    } catch (error) {
      const { message } = asError(error);
      return Promise.reject(new XdrError(`${name}: ${message}`, { cause: error }));
    }
    const { timeoutMs, signal, priority = procedure.priority } = limits;
    return asTyped(
      this.calls.start(
        { name, procedure, serial, packet },
        { timeoutMs, signal, priority },
        abandoned,
      ),
    );
  }

  private header(
    procedure: { program: number; number: number },
    type: number,
    serial: number,
  ): PacketHeader {
    return {
      program: procedure.program,
      version: this.options.version,
      procedure: procedure.number,
      type,
      serial,
      status: PacketStatus.ok,
    };
  }

  private receive(chunk: Buffer): void {
    if (this.isOver) {
      return;
    }
    this.keepAlive?.received();
    try {
      this.decoder.push(chunk);
    } catch (error) {
      this.end(asProtocolError('packet', error));
    }
  }

  private dispatch(packet: Packet): void {
    if (this.isOver) {
      return;
    }
    if (packet.program === KEEPALIVE_PROGRAM) {
      this.dispatchKeepAlive(packet);
      return;
    }
    if (!this.options.programs.includes(packet.program)) {
      throw new ProtocolError(`packet of unknown program 0x${packet.program.toString(16)}`);
    }
    if (packet.version !== this.options.version) {
      throw new ProtocolError(`packet of unknown version ${packet.version}`);
    }
    switch (packet.type) {
      case PacketType.reply:
        this.dispatchReply(packet);
        break;
      case PacketType.message:
        this.options.onMessage(packet);
        break;
      case PacketType.stream:
      case PacketType.streamHole:
        this.streams.dispatch(packet);
        break;
      default:
        throw new ProtocolError(`packet of type ${packet.type}, which a server does not send`);
    }
  }

  private dispatchReply(packet: Packet): void {
    const call = this.calls.find(packet.serial);
    if (!call) {
      throw new ProtocolError(`reply to serial ${packet.serial}, which no call has`);
    }
    const { program, number } = call.procedure;
    if (program !== packet.program || number !== packet.procedure) {
      throw new ProtocolError(`reply of procedure ${packet.procedure} to a call of ${call.name}`);
    }
    this.calls.settle(call, packet);
  }

  private dispatchKeepAlive(packet: Packet): void {
    const isKnown =
      packet.version === KEEPALIVE_VERSION &&
      packet.type === PacketType.message &&
      packet.body.length === 0 &&
      (packet.procedure === KEEPALIVE_PING || packet.procedure === KEEPALIVE_PONG);
    if (!isKnown) {
      throw new ProtocolError('malformed keepalive packet');
    }
    if (packet.procedure === KEEPALIVE_PING) {
      this.sendKeepAlive(KEEPALIVE_PONG);
    }
  }

  private patience(): number {
    if (this.streams.isPaused) {
      return Infinity;
    }
    return this.calls.underWay >= REQUESTS_THAT_BLOCK_KEEPALIVE ? PATIENCE_WITH_A_BUSY_SERVER : 1;
  }

  private sendKeepAlive(procedure: number): void {
    const header: PacketHeader = {
      program: KEEPALIVE_PROGRAM,
      version: KEEPALIVE_VERSION,
      procedure,
      type: PacketType.message,
      serial: 0,
      status: PacketStatus.ok,
    };
    this.sender.send(encodeHeader(header, 0));
  }

  private end(error: Error | undefined): void {
    if (this.isOver) {
      return;
    }
    this.isOver = true;
    this.keepAlive?.stop();
    this.sender.stop();
    const reason =
      error instanceof ConnectionClosedError
        ? error
        : new ConnectionClosedError(
            error ? `the connection was closed: ${error.message}` : 'the connection was closed',
            { cause: error },
          );
    this.calls.rejectAll(reason);
    this.streams.failAll(reason);
    this.transport.destroy();
    this.settleClosed(error);
  }
}

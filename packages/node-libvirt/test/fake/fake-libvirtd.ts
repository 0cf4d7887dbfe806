import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { protocolTable, REMOTE_PROGRAM } from '../../src/protocol/index.js';
import type { CallName, EventName } from '../../src/protocol/index.js';
import {
  encodePacket,
  type Packet,
  PacketDecoder,
  type PacketHeader,
  PacketStatus,
  PacketType,
} from '../../src/rpc/index.js';
import { wireError } from '../../src/rpc/wire-error.js';
import { type AnyCodec, asTyped, type Codec, XdrReader } from '../../src/xdr/index.js';

// Nothing here waits for a guest: a call without a response must fail a test in seconds.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

/** Raw bytes, for the bodies of packets that no codec writes. */
export const raw: Codec<Buffer, Uint8Array> = {
  minBytes: 0,
  read: (reader) => reader.rest(),
  write: (writer, value) => writer.fixedOpaque(value),
};

/** Creates a header of libvirt's main program. */
export function header(fields: Partial<PacketHeader> = {}): PacketHeader {
  return {
    program: REMOTE_PROGRAM,
    version: 1,
    procedure: 1,
    type: PacketType.reply,
    serial: 1,
    status: PacketStatus.ok,
    ...fields,
  };
}

/** A call that the fake server received. */
export class FakeCall {
  constructor(
    readonly client: FakeClient,
    readonly packet: Packet,
    readonly name: CallName,
    readonly args: unknown,
  ) {}

  header(fields: Partial<PacketHeader> = {}): PacketHeader {
    const { procedure, serial, program } = this.packet;
    return header({ program, procedure, serial, ...fields });
  }

  replyBytes(result: unknown, fields: Partial<PacketHeader> = {}): Buffer {
    const codec: AnyCodec = protocolTable[this.name].result;
    return encodePacket(this.header(fields), codec, asTyped<never>(result));
  }

  reply(result?: unknown): void {
    this.client.send(this.replyBytes(result));
  }

  fail(code: number, message = 'no', type: number = PacketType.reply): void {
    this.client.send(
      encodePacket(this.header({ status: PacketStatus.error, type }), wireError, {
        code,
        domain: 10,
        message,
        level: 2,
        int1: 7,
        int2: -1,
        str1: 'one',
      }),
    );
  }

  stream(
    status: number,
    body: Uint8Array = Buffer.alloc(0),
    type: number = PacketType.stream,
  ): void {
    this.client.send(encodePacket(this.header({ type, status }), raw, body));
  }
}

export type Handler = (call: FakeCall) => void;
export type Handlers = Partial<Record<CallName, Handler>>;

/** A connection to the fake server, as the server sees it. */
export class FakeClient {
  /** All packets other than calls: pings and stream packets. */
  readonly packets: Packet[] = [];
  /** The received calls. */
  readonly calls: FakeCall[] = [];
  private waiting: (() => void)[] = [];

  constructor(
    readonly socket: Socket,
    private readonly handlers: Handlers,
  ) {
    const decoder = new PacketDecoder((packet) => this.receive(packet));
    socket.on('data', (chunk: Buffer) => decoder.push(chunk));
    socket.on('error', () => {});
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  sendEvent(name: EventName, message: unknown): void {
    const row = protocolTable[name];
    const codec: AnyCodec = row.message;
    this.send(
      encodePacket(
        header({
          program: row.program,
          procedure: row.number,
          type: PacketType.message,
          serial: 0,
        }),
        codec,
        asTyped<never>(message),
      ),
    );
  }

  /** Waits for a packet other than a call. */
  async waitFor(matches: (packet: Packet) => boolean): Promise<Packet> {
    for (;;) {
      const found = this.packets.find(matches);
      if (found) {
        return found;
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private receive(packet: Packet): void {
    if (packet.type !== PacketType.call) {
      this.packets.push({ ...packet, body: Buffer.from(packet.body) });
      for (const resolve of this.waiting.splice(0)) {
        resolve();
      }
      return;
    }
    for (const [name, row] of Object.entries(protocolTable)) {
      if (
        row.kind === 'call' &&
        row.number === packet.procedure &&
        row.program === packet.program
      ) {
        const callName = asTyped<CallName>(name);
        const args: unknown = row.args.read(new XdrReader(packet.body));
        const call = new FakeCall(this, packet, callName, args);
        this.calls.push(call);
        this.handlers[callName]?.(call);
        return;
      }
    }
  }
}

const defaultHandlers: Handlers = {
  authList: (call) => call.reply({ types: [] }),
  connectOpen: (call) => call.reply(),
  connectClose: (call) => call.reply(),
  connectSupportsFeature: (call) => call.reply({ supported: 1 }),
  connectGetHostname: (call) => call.reply({ hostname: 'fake' }),
};

/** A server that implements the parts of the protocol that a test needs. */
export class FakeLibvirtd {
  readonly clients: FakeClient[] = [];

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async start(handlers: Handlers = {}): Promise<FakeLibvirtd> {
    const folder = await mkdtemp(join(tmpdir(), 'fake-libvirtd-'));
    const server = createServer();
    const fake = new FakeLibvirtd(server, folder);
    server.on('connection', (socket) => {
      fake.clients.push(new FakeClient(socket, { ...defaultHandlers, ...handlers }));
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve));
    return fake;
  }

  get uri(): string {
    return `qemu:///system?socket=${join(this.folder, 'sock')}`;
  }

  get client(): FakeClient {
    const client = this.clients.at(-1);
    if (!client) {
      throw new Error('no client has connected');
    }
    return client;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.clients) {
      socket.destroy();
    }
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }
}

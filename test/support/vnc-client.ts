import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import { readExactly } from '../../src/consoles/vnc/read-exactly.js';
import type { ConsoleTicketDto } from '../../src/consoles/dto.js';
import type { Api } from './api.js';
import { within } from './wait.js';

const LIMIT_MS = 20_000;
const KEY_EVENT = 4;
const RAW_ENCODING = 0;
/** The pseudo-encoding of a change of the size. */
const DESKTOP_SIZE = -223;

/** How a connection to a console was refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** Open the WebSocket of a console. */
export function openConsole(
  api: Pick<Api, 'url'>,
  path: string,
  ticket: string | undefined,
  headers: Record<string, string>,
): WebSocket {
  const protocols = ticket === undefined ? [] : [`ticket.${ticket}`];
  const socket = new WebSocket(
    `${api.url.replace('http', 'ws')}${path}`,
    ['picostack.console.v1', ...protocols],
    // The certificates of test proxies are their own.
    {
      headers,
      rejectUnauthorized: false,
      ...(headers['Host'] && { servername: nameIn(headers['Host']) }),
    },
  );
  socket.on('error', () => undefined);
  return socket;
}

/** The name of a host without its port. */
const nameIn = (host: string): string => host.replace(/:\d+$/, '');

/** Wait for the refusal of a WebSocket request. */
export async function refusalOf(socket: WebSocket): Promise<Refusal> {
  const refused = new Promise<Refusal>((resolve, reject) => {
    socket.once('open', () => reject(new Error('The request was accepted')));
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.once('end', () => {
        const { code }: { code: string } = JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, code });
      });
    });
  });
  return within('a refusal', LIMIT_MS, refused);
}

/** The code and the reason with which the server ends a connection. */
export async function endOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  return within('the end of the connection', LIMIT_MS, ended);
}

/** The pixels of a screen, 4 bytes each. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** A VNC viewer without a window (https://www.rfc-editor.org/rfc/rfc6143). */
export class VncClient {
  private constructor(
    readonly socket: WebSocket,
    private readonly stream: Duplex,
    readonly name: string,
    private width: number,
    private height: number,
  ) {}

  /** Get a ticket, and connect with it. */
  static async connect(api: Api, instance: string): Promise<VncClient> {
    const { path, ticket } = await api.ask<ConsoleTicketDto>(
      'POST',
      `/instances/${instance}/console`,
      { kind: 'vnc' },
    );
    return VncClient.on(openConsole(api, path, ticket, { Authorization: `Bearer ${api.token}` }));
  }

  /** Begin the protocol on a connection. */
  static async on(socket: WebSocket): Promise<VncClient> {
    await within('the connection', LIMIT_MS, once(socket, 'open'));
    const stream = createWebSocketStream(socket);
    stream.on('error', () => undefined);
    const read = (length: number) => readExactly(stream, length, LIMIT_MS);
    stream.write(await read(12));
    const types = await read((await read(1)).readUInt8());
    stream.write(types.subarray(0, 1));
    const result = (await read(4)).readUInt32BE();
    if (result !== 0) throw new Error(`refused: ${result}`);
    // It asks to be the only viewer.
    stream.write(Buffer.of(0));
    const init = await read(24);
    const name = (await read(init.readUInt32BE(20))).toString();
    const encodings = Buffer.from([2, 0, 0, 2, 0, 0, 0, RAW_ENCODING, 0, 0, 0, 0]);
    encodings.writeInt32BE(DESKTOP_SIZE, 8);
    stream.write(encodings);
    return new VncClient(socket, stream, name, init.readUInt16BE(0), init.readUInt16BE(2));
  }

  /** Read the whole screen, at the size that it has at the end: firmware and guest change it. */
  async screen(): Promise<Screen> {
    for (;;) {
      const { width, height } = this;
      const request = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      request.writeUInt16BE(width, 6);
      request.writeUInt16BE(height, 8);
      this.stream.write(request);
      const pixels = Buffer.alloc(width * height * 4);
      let missing = width * height;
      while (missing > 0 && this.hasSize(width, height)) missing -= await this.readUpdate(pixels);
      if (this.hasSize(width, height)) return { width, height, pixels };
    }
  }

  /** Press and release keys, named by their symbols of X11; those of ASCII are its codes. */
  type(text: string): void {
    for (const character of text) {
      const key = character === '\n' ? 0xff0d : character.charCodeAt(0);
      for (const isDown of [1, 0]) {
        const message = Buffer.from([KEY_EVENT, isDown, 0, 0, 0, 0, 0, 0]);
        message.writeUInt32BE(key, 4);
        this.stream.write(message);
      }
    }
  }

  close(): void {
    this.socket.terminate();
  }

  private hasSize(width: number, height: number): boolean {
    return this.width === width && this.height === height;
  }

  /** Read one message. @returns how many pixels it has */
  private async readUpdate(pixels: Buffer): Promise<number> {
    const [type] = await this.read(1);
    if (type !== 0) throw new Error(`unexpected message ${type}`);
    const count = (await this.read(3)).readUInt16BE(1);
    let read = 0;
    for (let at = 0; at < count; at += 1) read += await this.readRectangle(pixels);
    return read;
  }

  private async readRectangle(pixels: Buffer): Promise<number> {
    const head = await this.read(12);
    const [x, y] = [head.readUInt16BE(0), head.readUInt16BE(2)];
    const [width, height] = [head.readUInt16BE(4), head.readUInt16BE(6)];
    if (head.readInt32BE(8) === DESKTOP_SIZE) {
      [this.width, this.height] = [width, height];
      return 0;
    }
    const lineBytes = width * 4;
    for (let row = 0; row < height; row += 1) {
      const line = await this.read(lineBytes);
      line.copy(pixels, ((y + row) * this.width + x) * 4);
    }
    return width * height;
  }

  private read(length: number): Promise<Buffer> {
    return readExactly(this.stream, length, LIMIT_MS);
  }
}

import { type AsyncHook, createHook } from 'node:async_hooks';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createRawServer,
  type Server as RawServer,
  type Socket,
} from 'node:net';

/** A request that a remote server received. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on the loopback interface that files are downloaded from. */
export class RemoteServer implements AsyncDisposable {
  readonly requests: ReceivedRequest[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: RawServer | Server,
    private readonly scheme: 'http' | 'https',
  ) {
    const event = scheme === 'https' ? 'secureConnection' : 'connection';
    server.on(event, (socket: Socket) => {
      this.sockets.add(socket);
      // Clients that cancel reset the connection.
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** @param options `address` is 127.0.0.1 by default */
  static async start(
    handle: Handler,
    { tls, address }: { tls?: { key: string; cert: string }; address?: string } = {},
  ): Promise<RemoteServer> {
    const listener: Handler = (request, response) => {
      const { method = '', url = '', headers } = request;
      remote.requests.push({ method, url, headers });
      handle(request, response);
    };
    const server = tls ? createSecureServer(tls, listener) : createServer(listener);
    const remote = new RemoteServer(server, tls ? 'https' : 'http');
    return remote.listen(address);
  }

  /** Start a server that writes bytes of its own choice after the headers of each request. */
  static async startRaw(respond: (socket: Socket, request: string) => void): Promise<RemoteServer> {
    const server = createRawServer((socket) => {
      let request = '';
      socket.setEncoding('latin1').on('data', (text: string) => {
        request += text;
        if (!request.endsWith('\r\n\r\n')) return;
        const [method = '', url = ''] = request.split(' ');
        remote.requests.push({ method, url, headers: {} });
        respond(socket, request);
        request = '';
      });
    });
    const remote = new RemoteServer(server, 'http');
    return remote.listen();
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  url(path: string, host = '127.0.0.1'): URL {
    return new URL(`${this.scheme}://${host}:${this.port}${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async listen(address = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, address, resolve);
    });
    return this;
  }
}

/** How {@link serveFile} serves a file. */
export interface ServedFile {
  readonly content: Buffer;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whether to support `Range`; the default is true. */
  readonly ranges?: boolean;
  /** Send only this many bytes of the part, and then break the connection. */
  readonly breakAfter?: number | undefined;
  /** Whether to omit the length. */
  readonly chunked?: boolean;
}

/** Serve a file as a web server does, with `Range` and `If-Range`. */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { content, etag, lastModified, ranges = true, breakAfter, chunked = false }: ServedFile,
): void {
  if (etag !== undefined) response.setHeader('ETag', etag);
  if (lastModified !== undefined) response.setHeader('Last-Modified', lastModified);
  if (ranges) response.setHeader('Accept-Ranges', 'bytes');
  const condition = request.headers['if-range'];
  const isSame = condition === undefined || condition === etag || condition === lastModified;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  let part = content;
  if (range && ranges && isSame) {
    const start = Number(range[1]);
    const end = Math.min(content.length - 1, Number(range[2] || content.length - 1));
    if (start > end) {
      response.writeHead(416, { 'Content-Range': `bytes */${content.length}` }).end();
      return;
    }
    part = content.subarray(start, end + 1);
    response.statusCode = 206;
    response.setHeader('Content-Range', `bytes ${start}-${end}/${content.length}`);
  }
  if (!chunked) response.setHeader('Content-Length', part.length);
  if (request.method === 'HEAD') {
    response.end();
  } else if (breakAfter === undefined) {
    response.end(part);
  } else {
    // The bytes must leave before the connection breaks.
    response.write(part.subarray(0, breakAfter), () => response.destroy());
    if (breakAfter === 0) response.flushHeaders();
  }
}

/** Counts the timers that source files start and do not end. Those of the test runner do not count. */
export class TimerWatch implements Disposable {
  private readonly open = new Set<number>();
  private readonly hook: AsyncHook;

  /** @param folder a part of the paths of the source files */
  constructor(folder: string) {
    this.hook = createHook({
      init: (id, type) => {
        const isOurs = type === 'Timeout' && new Error('where').stack?.includes(folder);
        if (isOurs) this.open.add(id);
      },
      destroy: (id) => void this.open.delete(id),
    }).enable();
  }

  get openTimers(): number {
    return this.open.size;
  }

  [Symbol.dispose](): void {
    this.hook.disable();
  }
}

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type RequestListener, STATUS_CODES, type Server, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PicostackError, messageOf } from './common/errors.js';

/**
 * The HTTP server. It listens before anything else is done, so that a taken port changes nothing and a silent libvirtd
 * keeps nobody from asking; until the application is there it answers for it.
 */
export class HttpListener {
  private handler: RequestListener = notServing('starting', 'The server is starting.');
  /** Those of WebSockets too, which Node's server forgets once they are upgraded. */
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly server: Server,
    private readonly address: string,
  ) {
    server.on('request', (request, response) => this.handler(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Listen. @throws PicostackError that names the address where that is not possible */
  static async open(address: string, port: number): Promise<HttpListener> {
    const server = createServer();
    const listener = new HttpListener(server, address);
    try {
      server.listen(port, address);
      await once(server, 'listening');
    } catch (error) {
      throw cannotListen(address, port, error);
    }
    return listener;
  }

  /** Where to connect to; where all addresses are listened on, the loopback one. */
  get url(): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has this kind of address
    const { port } = this.server.address() as AddressInfo;
    return `http://${hostOf(reachable(this.address))}:${port}`;
  }

  /** Hand every request from now on to the application. */
  serve(handler: RequestListener): void {
    this.handler = handler;
  }

  /**
   * Accept no more connections, let requests that are nearly done be answered, then cut off all that are still open:
   * event streams, uploads, downloads, idle ones.
   */
  async close(graceMs: number): Promise<void> {
    this.handler = notServing('stopping', 'The server is stopping.');
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const cut = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }
}

/** Answer as a server that lives, and is not ready. */
function notServing(code: string, detail: string): RequestListener {
  return (request, response) => {
    // The body of an upload is not waited for.
    request.resume();
    const isLiveness = /^\/healthz(\?|$)/.test(request.url ?? '');
    const status = isLiveness ? 200 : 503;
    const requestId = randomUUID();
    const body = isLiveness
      ? { status: 'ok' }
      : { type: 'about:blank', title: STATUS_CODES[status], status, detail, code, requestId };
    response.writeHead(status, {
      'Content-Type': isLiveness ? 'application/json' : 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
      Connection: 'close',
      ...(!isLiveness && { 'Retry-After': '1' }),
    });
    response.end(JSON.stringify(body));
  };
}

function reachable(address: string): string {
  return address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
}

/** An IPv6 address stands in brackets in a URL. */
function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function cannotListen(address: string, port: number, error: unknown): PicostackError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code] ?? messageOf(error);
  return new PicostackError(
    'cannotListen',
    `The server cannot listen on ${hostOf(address)}:${port}: ${reason}. Set another PICOSTACK_LISTEN.`,
    {},
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'the address is none of this host',
  EACCES: 'this user may not listen on that port',
  ENOTFOUND: 'there is no host of that name',
};

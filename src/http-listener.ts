import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type RequestListener,
  STATUS_CODES,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PicostackError, messageOf } from './common/errors.js';
import { withoutBasePath } from './common/http/base-path.js';
import { endEarly } from './common/http/early-response.js';
import type { HttpRules } from './common/http/http-adapter.js';
import { hostRefusal } from './common/http/host-policy.js';
import { statusOf } from './common/http/status.js';
import { handleUpgrades } from './common/http/upgrade.js';

/**
 * The HTTP server. It listens before anything else happens, so that a taken port changes nothing and a silent libvirtd
 * does not delay responses. Until the application is loaded, it responds itself.
 */
export class HttpListener {
  private handler: RequestListener;
  /** The sockets, including those of WebSockets, which Node's server forgets after their upgrade. */
  private readonly sockets = new Set<Socket>();
  /** The latest response of each connection. */
  private readonly latest = new WeakMap<Duplex, ServerResponse>();

  private constructor(
    readonly server: Server,
    private readonly rules: HttpRules,
  ) {
    this.handler = notServing('starting', 'The server is starting.', rules);
    server.on('request', (request, response) => {
      this.latest.set(request.socket, response);
      this.handler(request, response);
    });
    handleUpgrades(server);
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('clientError', (error, socket) =>
      refuseMalformed(error, socket, this.latest.get(socket)),
    );
  }

  /** Listen. @throws PicostackError with the address if that is not possible */
  static async open(rules: HttpRules, port: number): Promise<HttpListener> {
    const address = rules.listenAddress;
    const server = createServer();
    const listener = new HttpListener(server, rules);
    try {
      server.listen(port, address);
      await once(server, 'listening');
    } catch (error) {
      throw cannotListen(address, port, error);
    }
    return listener;
  }

  /** The URL to connect to; if the server listens on all addresses, the loopback address. */
  get url(): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has this kind of address
    const { port } = this.server.address() as AddressInfo;
    return `http://${hostOf(reachable(this.rules.listenAddress))}:${port}`;
  }

  /** Pass all further requests to the application. */
  serve(handler: RequestListener): void {
    this.handler = handler;
  }

  /**
   * Accept no more connections, finish requests that are nearly done, then close all open connections: event streams,
   * uploads, downloads and idle ones.
   */
  async close(graceMs: number): Promise<void> {
    this.handler = notServing('stopping', 'The server is stopping.', this.rules);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const cut = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(cut);
  }
}

/** Respond as a server that is alive, but not ready. */
function notServing(code: string, detail: string, rules: HttpRules): RequestListener {
  return (request, response) => {
    // X-Forwarded-Host is not used here: requests through a proxy are accepted once the application is loaded.
    const refusal = hostRefusal(request.headers.host, rules, request.socket.localAddress);
    const path = withoutBasePath(request.url ?? '', rules.basePath);
    const isLiveness = refusal === undefined && /^\/healthz(\?|$)/.test(path);
    const status = refusal ? statusOf(refusal) : isLiveness ? 200 : 503;
    const requestId = randomUUID();
    const body = JSON.stringify(
      isLiveness
        ? { status: 'ok' }
        : problemBody(status, refusal?.code ?? code, refusal?.message ?? detail, requestId),
    );
    response.statusCode = status;
    const headers = {
      ...headersOf(requestId, body),
      'Content-Type': isLiveness ? 'application/json' : 'application/problem+json',
      ...(status === 503 && { 'Retry-After': '1' }),
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    // Do not wait for the body of an upload.
    endEarly(request, response, body);
  };
}

/** Respond to invalid or oversized HTTP with a problem; Node itself would respond without a body. */
function refuseMalformed(
  error: Error & { code?: string },
  socket: Duplex,
  latest: ServerResponse | undefined,
): void {
  const isAnswering = latest?.headersSent === true && !latest.writableFinished;
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = MALFORMED[error.code ?? ''] ?? NOT_HTTP;
  const requestId = randomUUID();
  const body = JSON.stringify(problemBody(status, code, detail, requestId));
  const headers = {
    ...headersOf(requestId, body),
    'Content-Type': 'application/problem+json',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
}

const NOT_HTTP = [400, 'invalidRequest', 'This is not a valid HTTP request.'] as const;

/** By the error code of Node. */
const MALFORMED: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'headersTooLarge',
    'The headers of the request are too large. Send fewer or shorter ones.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    413,
    'invalidBody',
    'The chunk extensions of the request body are too large.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'requestTimeout', 'The request took too long to arrive.'],
};

function problemBody(status: number, code: string, detail: string, requestId: string) {
  return { type: 'about:blank', title: STATUS_CODES[status], status, detail, code, requestId };
}

function headersOf(requestId: string, body: string) {
  return {
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
    Connection: 'close',
  };
}

function reachable(address: string): string {
  return address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
}

/** An IPv6 address has brackets in a URL. */
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
  EADDRNOTAVAIL: 'this host does not have the address',
  EACCES: 'this user may not listen on that port',
  ENOTFOUND: 'there is no host with that name',
};

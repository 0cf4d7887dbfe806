import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Principal } from '../../auth/access/principal.js';
import { Revocations } from '../../auth/access/revocations.js';
import { ConflictError, ThrottledError, UpgradeRequiredError } from '../../common/errors.js';
import { isWebSocketRequest, takeUpgrade } from '../../common/http/upgrade.js';
import type { ConsoleKind, ConsoleViewerDto } from '../dto.js';

/** The protocol that a client offers, beside its ticket. */
export const CONSOLE_PROTOCOL = 'picostack.console.v1';
const TICKET_PREFIX = 'ticket.';
/** Proxies close connections that are silent for a minute. */
const PING_EVERY_MS = 20_000;
/** A message of a viewer: VNC's largest is a clipboard. */
const MAX_MESSAGE_BYTES = 1024 ** 2;
const MAX_VIEWERS = 200;
/** How long a client may take to answer that its connection ends. */
const CLOSE_LIMIT_MS = 1000;

/** Why the server ends a connection (https://www.rfc-editor.org/rfc/rfc6455#section-7.4). */
export const CLOSE = {
  /** The server stops. */
  stopping: 1001,
  /** The server failed. */
  failed: 1011,
  /** The guest was stopped or restarted, or ended the connection. */
  guestEnded: 4000,
  /** The session or token has ended, or the role of the user was changed. */
  accessEnded: 4001,
  /** The console cannot be opened; the reason is the code of a problem. */
  unavailable: 4002,
} as const;

/** A person, or a program, that has a console open. */
export interface ConsoleViewer {
  readonly socket: WebSocket;
  /** Whether one of both sides has ended the connection. */
  readonly hasEnded: boolean;
  /** Ends the connection, at once: what the viewer sends afterwards does not arrive. */
  end(code: number, reason: string): void;
  /** Register work for the end of the connection, on either side. */
  onEnd(work: () => void): void;
}

/** Who may open a console, and which one. */
export interface ViewerRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly principal: Principal;
  readonly instanceId: string;
  readonly kind: ConsoleKind;
}

/** The open consoles. Each ends with the credential that opened it. */
@Injectable()
export class ConsoleViewers implements OnModuleDestroy {
  private readonly logger = new Logger(ConsoleViewers.name);
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    // The ticket is among the protocols, and must not be sent back.
    handleProtocols: (protocols) => (protocols.has(CONSOLE_PROTOCOL) ? CONSOLE_PROTOCOL : false),
  });
  private readonly open = new Map<ConsoleViewer, ConsoleViewerDto & { instanceId: string }>();

  constructor(private readonly revocations: Revocations) {}

  onModuleDestroy(): void {
    this.endAll();
  }

  /** Tell everyone that the server stops. */
  endAll(): void {
    for (const viewer of this.open.keys()) viewer.end(CLOSE.stopping, 'serverStopping');
  }

  /** Return who has consoles of an instance open, the earliest first. */
  of(instanceId: string): ConsoleViewerDto[] {
    return [...this.open.values()]
      .filter((each) => each.instanceId === instanceId)
      .map(({ id, kind, actor, since }) => ({ id, kind, actor, since }));
  }

  /** @throws UpgradeRequiredError, ThrottledError */
  requireRoom(request: IncomingMessage): void {
    if (!isWebSocketRequest(request)) throw new UpgradeRequiredError();
    if (this.open.size < MAX_VIEWERS) return;
    throw new ThrottledError(`${MAX_VIEWERS} consoles are open. Close some of them.`, 60);
  }

  /** Accept a request that has passed all checks. */
  async accept(wanted: ViewerRequest): Promise<ConsoleViewer> {
    const { request, response, principal, instanceId, kind } = wanted;
    const { socket, head } = takeUpgrade(request, response);
    const webSocket = await new Promise<WebSocket>((resolve, reject) => {
      // Invalid headers are refused by `ws` itself, with a response and the end of the connection.
      socket.once('close', () =>
        reject(new ConflictError('connectionClosed', 'The connection was closed.')),
      );
      this.server.handleUpgrade(request, socket, head, resolve);
    });
    const viewer = new OpenViewer(webSocket);
    this.open.set(viewer, {
      id: randomUUID(),
      kind,
      actor: principal.actor.name,
      since: new Date().toISOString(),
      instanceId,
    });
    this.logger.log(`${principal.actor.name} opened the ${kind} console of ${instanceId}`);
    const stop = this.revocations.onEnd(principal.credential, () =>
      viewer.end(CLOSE.accessEnded, 'accessEnded'),
    );
    viewer.onEnd(() => {
      stop();
      this.open.delete(viewer);
      this.logger.log(`${principal.actor.name} closed the ${kind} console of ${instanceId}`);
    });
    return viewer;
  }
}

/** Return the ticket that a WebSocket request offers as a protocol: addresses are logged, by proxies and others. */
export function ticketOf({ headers }: IncomingMessage): string | undefined {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  return protocols.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
}

class OpenViewer implements ConsoleViewer {
  private readonly atEnd: (() => void)[] = [];
  private isAlive = true;
  hasEnded = false;

  constructor(readonly socket: WebSocket) {
    const pulse = setInterval(() => this.beat(), PING_EVERY_MS).unref();
    this.onEnd(() => clearInterval(pulse));
    socket.on('pong', () => (this.isAlive = true));
    socket.on('error', () => socket.terminate());
    socket.once('close', () => this.finish());
  }

  end(code: number, reason: string): void {
    if (this.hasEnded) return;
    this.finish();
    this.socket.close(code, reason);
    const limit = setTimeout(() => this.socket.terminate(), CLOSE_LIMIT_MS).unref();
    this.socket.once('close', () => clearTimeout(limit));
  }

  onEnd(work: () => void): void {
    if (this.hasEnded) work();
    else this.atEnd.push(work);
  }

  private finish(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    for (const work of this.atEnd) work();
  }

  /** A viewer that vanished without closing its connection answers no ping. */
  private beat(): void {
    if (!this.isAlive) {
      this.socket.terminate();
      return;
    }
    this.isAlive = false;
    this.socket.ping();
  }
}

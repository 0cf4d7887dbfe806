import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ConflictError } from '../errors.js';

/** The connection of an upgrade request, and the bytes that came with it. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

const pending = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Handle requests with the header `Upgrade` like all others: they pass the same checks of host, path, credentials and origin,
 * and are refused with the same problems. Node has no such way: it takes them out of the normal handling. A route accepts one
 * with {@link takeUpgrade}; from any other route, and with any other protocol than WebSocket (curl offers HTTP/2), the client gets
 * its normal response.
 */
export function handleUpgrades(server: Server): void {
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const response = new ServerResponse(request);
    // Nobody else listens to the socket any more.
    socket.on('error', () => socket.destroy());
    response.shouldKeepAlive = false;
    response.assignSocket(asSocket(socket));
    response.once('finish', () => asSocket(socket).destroySoon());
    pending.set(request, { socket, head });
    server.emit('request', request, response);
  });
}

/** Whether a request wants to become a WebSocket. */
export function isWebSocketRequest(request: IncomingMessage): boolean {
  return pending.has(request) && request.headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Take the connection of an upgrade request from its response, which counts as ended.
 * @throws ConflictError if the connection is closed
 */
export function takeUpgrade(request: IncomingMessage, response: ServerResponse): Upgrade {
  const upgrade = pending.get(request);
  pending.delete(request);
  if (!upgrade || upgrade.socket.destroyed || response.headersSent) {
    throw new ConflictError('connectionClosed', 'The connection was closed.');
  }
  response.statusCode = 101;
  response.detachSocket(asSocket(upgrade.socket));
  response.emit('close');
  return upgrade;
}

function asSocket(stream: Duplex): Socket {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the connections of a TCP server are sockets
  return stream as Socket;
}

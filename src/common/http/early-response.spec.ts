import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { compressed } from './compressed.js';
import { endEarly } from './early-response.js';

const LENGTH = 8 * 1024 ** 2;
const PIECE = Buffer.alloc(64 * 1024);
const BODY = JSON.stringify({ detail: 'refused '.repeat(500) });

describe('an early response', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A server that refuses each request after its first bytes. */
  async function refusing(limitMs?: number): Promise<number> {
    const app = express();
    app.use(compressed());
    app.use((request, response) => {
      void once(request, 'readable').then(() => {
        request.read();
        response.status(422).type('application/json');
        endEarly(request, response, BODY, limitMs);
        return undefined;
      });
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has this kind of address
    return (server.address() as AddressInfo).port;
  }

  /** A client that has sent the head and one piece, and what it has received. */
  async function client(port: number, connection: string) {
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', () => undefined);
    const head = `PUT / HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nAccept-Encoding: gzip\r\nContent-Length: ${LENGTH}\r\n\r\n`;
    socket.write(head);
    socket.write(PIECE);
    await once(socket, 'data');
    return { socket, text: () => Buffer.concat(received).toString('latin1') };
  }

  const send = (socket: Socket): Promise<Error | null | undefined> =>
    new Promise((sent) => socket.write(PIECE, (error) => sent(error)));

  it.each(['close', 'keep-alive'])(
    'reaches a client that sends to the end, with Connection: %s',
    async (connection) => {
      const { socket, text } = await client(await refusing(), connection);
      const closed = once(socket, 'close');
      for (let at = PIECE.length; at < LENGTH; at += PIECE.length) {
        expect(await send(socket)).toBeFalsy();
      }
      await closed;
      expect(socket.errored).toBeNull();
      expect(text()).toMatch(/^HTTP\/1.1 422 /);
      expect(text()).toContain(`Content-Length: ${BODY.length}\r\n`);
      expect(text().endsWith(BODY)).toBe(true);
    },
  );

  it('does not wait for a client that sends nothing more', async () => {
    const { socket, text } = await client(await refusing(50), 'keep-alive');
    await once(socket, 'close');
    expect(text().endsWith(BODY)).toBe(true);
  });
});

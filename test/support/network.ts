import { once } from 'node:events';
import { type Server, connect, createServer } from 'node:net';
import { eventually } from './wait.js';

/** Software emulation on a busy host: a guest has been seen to take a minute. */
const BOOT_LIMIT_MS = 120_000;

/** What a guest's web server says: its host name. Waits until it does. */
export function guestAnswer(hostPort: number, limitMs = BOOT_LIMIT_MS): Promise<string> {
  return eventually(`an answer on port ${hostPort}`, limitMs, async () => {
    const response = await fetch(`http://127.0.0.1:${hostPort}/`, {
      signal: AbortSignal.timeout(3_000),
    });
    return (await response.text()).trim();
  });
}

/** Whether somebody listens on a port of this host. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Listens on a free port of this host and counts who comes. */
export async function listenForVisitors(): Promise<{
  readonly port: number;
  readonly visitors: () => number;
  readonly close: () => Promise<void>;
}> {
  let visitors = 0;
  const server: Server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    visitors: () => visitors,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

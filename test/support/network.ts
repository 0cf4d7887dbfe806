import { once } from 'node:events';
import { type Server, connect, createServer } from 'node:net';
import { eventually } from './wait.js';

/** A guest under software emulation can take a minute to boot on a busy host. */
const BOOT_LIMIT_MS = 120_000;

/** Wait for the response of a guest's web server. @returns its body, which is the host name of the guest */
export function guestAnswer(hostPort: number, limitMs = BOOT_LIMIT_MS): Promise<string> {
  return eventually(`a response on port ${hostPort}`, limitMs, async () => {
    const response = await fetch(`http://127.0.0.1:${hostPort}/`, {
      signal: AbortSignal.timeout(3_000),
    });
    return (await response.text()).trim();
  });
}

/** Check whether a process listens on a port of this host. */
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

/** Listen on a free port of this host and count the connections. */
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

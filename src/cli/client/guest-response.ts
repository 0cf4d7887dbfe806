import { createConnection } from 'node:net';
import type { PortMapping } from './api.js';

const TRY_AGAIN_MS = 250;
const TRY_LIMIT_MS = 3000;
/** Servers on these ports send the first bytes. */
const GREETING_PORTS: readonly number[] = [21, 22, 25, 110, 143, 3306];

/**
 * Wait until the guest itself sends bytes on one of its mapped TCP ports. A connection alone does not prove anything:
 * QEMU accepts it before the guest has booted.
 * @returns false after the time limit, or if there is no such port
 */
export async function waitForResponse(
  ports: readonly PortMapping[],
  serverHost: string,
  limitMs: number,
): Promise<boolean> {
  const candidates = ports.filter(({ protocol }) => protocol === 'tcp');
  const deadline = Date.now() + limitMs;
  while (candidates.length > 0 && Date.now() < deadline) {
    const responses = candidates.map((port) => sendsSomething(port, serverHost));
    if ((await Promise.all(responses)).includes(true)) return true;
    await new Promise((next) => setTimeout(next, TRY_AGAIN_MS));
  }
  return false;
}

function sendsSomething(port: PortMapping, serverHost: string): Promise<boolean> {
  const host = port.hostAddress === '0.0.0.0' ? serverHost : port.hostAddress;
  return new Promise((resolve) => {
    const socket = createConnection({ host, port: port.hostPort, timeout: TRY_LIMIT_MS });
    const end = (responded: boolean): void => {
      socket.destroy();
      resolve(responded);
    };
    socket.on('connect', () => {
      if (!GREETING_PORTS.includes(port.guestPort)) socket.write('HEAD / HTTP/1.0\r\n\r\n');
    });
    socket.on('data', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

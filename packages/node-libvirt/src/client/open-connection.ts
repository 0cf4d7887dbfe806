import type { Duplex } from 'node:stream';
import { type ConnectionUri, parseConnectionUri } from './connection-uri.js';
import { connectUnix } from './transports/unix.js';

/** Opens the bytes' way to the daemon that a URI names. */
export async function openTransport(
  uri: ConnectionUri,
  readOnly: boolean,
  signal?: AbortSignal,
): Promise<Duplex> {
  switch (uri.transport) {
    case 'unix':
      return connectUnix(uri, readOnly, signal);
    default:
      throw new TypeError(`unsupported transport '${uri.transport}'`);
  }
}

export { parseConnectionUri };

import type { Duplex } from 'node:stream';
import type { ConnectionUri } from './connection-uri.js';
import { connectSsh } from './transports/ssh.js';
import { connectTcp, connectTls } from './transports/tcp.js';
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
    case 'tcp':
      return connectTcp(uri, signal);
    case 'tls':
      return connectTls(uri, signal);
    case 'ssh':
      return connectSsh(uri, readOnly, signal);
    default:
      throw new TypeError(`unsupported transport '${uri.transport}': unix, tcp, tls or ssh`);
  }
}

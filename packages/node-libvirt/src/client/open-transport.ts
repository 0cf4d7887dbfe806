import type { Duplex } from 'node:stream';
import type { ConnectionUri } from './connection-uri.js';
import { connectSsh } from './transports/ssh.js';
import { connectTcp, connectTls } from './transports/tcp.js';
import { connectUnix } from './transports/unix.js';

/** Open the transport to the daemon of a URI. */
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
      throw new TypeError(
        `The transport '${uri.transport}' is unsupported. Use unix, tcp, tls or ssh.`,
      );
  }
}

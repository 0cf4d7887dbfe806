import { readFile } from 'node:fs/promises';
import { createConnection, isIP, type Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTlsSocket, type TLSSocket } from 'node:tls';
import type { ConnectionUri } from '../connection-uri.js';
import { whenReady } from './when-ready.js';

const TCP_PORT = 16_509;
const TLS_PORT = 16_514;
// libvirt writes one byte when it has accepted the client's certificate, else it hangs up.
const CERTIFICATE_ACCEPTED = 1;

/** A host of a URI as sockets take it: an IPv6 address stands in brackets there. */
function hostOf(uri: ConnectionUri): string {
  return uri.host === '' ? 'localhost' : uri.host.replace(/^\[(.*)\]$/, '$1');
}

/** Connects over plain TCP, which neither hides nor proves anything. */
export function connectTcp(uri: ConnectionUri, signal?: AbortSignal): Promise<Socket> {
  const socket = createConnection({ host: hostOf(uri), port: uri.port ?? TCP_PORT });
  socket.setNoDelay(true);
  return whenReady(socket, 'connect', signal);
}

/** The files that prove who we are and who the server is (https://libvirt.org/tlscerts.html). */
async function readCertificates(
  uri: ConnectionUri,
): Promise<{ ca: Buffer; cert?: Buffer; key?: Buffer }> {
  const folder = uri.parameters.get('pkipath');
  const places =
    folder === undefined
      ? [
          [join(homedir(), '.pki/libvirt'), join(homedir(), '.pki/libvirt')],
          ['/etc/pki/CA', '/etc/pki/libvirt'],
        ]
      : [[folder, folder]];
  let missing: unknown;
  for (const [caFolder = '', clientFolder = ''] of places) {
    let ca: Buffer;
    try {
      ca = await readFile(join(caFolder, 'cacert.pem'));
    } catch (error) {
      missing ??= error;
      continue;
    }
    // A server may do without the client's certificate, so only half of a pair is an error.
    const inPkiPath = caFolder === clientFolder;
    const key = inPkiPath ? 'clientkey.pem' : 'private/clientkey.pem';
    const [certFile, keyFile] = await Promise.all(
      ['clientcert.pem', key].map((name) =>
        readFile(join(clientFolder, name)).catch(() => undefined),
      ),
    );
    return { ca, ...(certFile && keyFile && { cert: certFile, key: keyFile }) };
  }
  throw new Error("no cacert.pem to check the server's certificate with", { cause: missing });
}

/** Connects over TLS and waits until the server has accepted our certificate. */
export async function connectTls(uri: ConnectionUri, signal?: AbortSignal): Promise<TLSSocket> {
  const host = hostOf(uri);
  const certificates = await readCertificates(uri);
  const mustVerify = uri.parameters.get('no_verify') !== '1';
  const socket = connectTlsSocket({
    host,
    port: uri.port ?? TLS_PORT,
    ...certificates,
    rejectUnauthorized: mustVerify,
    ...(isIP(host) === 0 && { servername: host }),
    minVersion: 'TLSv1.2',
  });
  socket.setNoDelay(true);
  await whenReady(socket, 'secureConnect', signal);
  await whenReady(socket, 'readable', signal);
  const answer: unknown = socket.read(1);
  if (!(answer instanceof Buffer) || answer[0] !== CERTIFICATE_ACCEPTED) {
    socket.destroy();
    throw new Error(
      certificates.cert
        ? `${host} does not accept the client's certificate`
        : `${host} wants a client's certificate, and there is none: clientcert.pem with clientkey.pem`,
    );
  }
  return socket;
}

import { readFile } from 'node:fs/promises';
import { createConnection, isIP, type Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, connect as connectTlsSocket, type TLSSocket } from 'node:tls';
import type { ConnectionUri } from '../connection-uri.js';
import { whenReady } from './when-ready.js';

const TCP_PORT = 16_509;
const TLS_PORT = 16_514;
// libvirt sends one byte when it has accepted the client's certificate; otherwise it disconnects.
const CERTIFICATE_ACCEPTED = 1;

function hostOf(uri: ConnectionUri): string {
  return uri.host === '' ? 'localhost' : uri.host;
}

/** Connect over plain TCP, without encryption or proof of identity. */
export function connectTcp(uri: ConnectionUri, signal?: AbortSignal): Promise<Socket> {
  const socket = createConnection({ host: hostOf(uri), port: uri.port ?? TCP_PORT });
  socket.setNoDelay(true);
  return whenReady(socket, 'connect', signal);
}

/** Read the certificates of the client and of the CA (https://libvirt.org/tlscerts.html). */
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
    // A server may accept clients without a certificate, so a missing pair is not an error yet.
    const inPkiPath = caFolder === clientFolder;
    const key = inPkiPath ? 'clientkey.pem' : 'private/clientkey.pem';
    const [certFile, keyFile] = await Promise.all(
      ['clientcert.pem', key].map((name) =>
        readFile(join(clientFolder, name)).catch(() => undefined),
      ),
    );
    return { ca, ...(certFile && keyFile && { cert: certFile, key: keyFile }) };
  }
  throw new Error(
    `Cannot verify the server: found no cacert.pem in ${places.map(([caFolder]) => caFolder).join(' or ')}.`,
    { cause: missing },
  );
}

/** Connect over TLS and wait until the server has accepted the client's certificate. */
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
    // A certificate names an address without its zone.
    checkServerIdentity: (name, certificate) =>
      checkServerIdentity(name.replace(/%.*$/, ''), certificate),
    minVersion: 'TLSv1.2',
  });
  socket.setNoDelay(true);
  await whenReady(socket, 'secureConnect', signal);
  await whenReady(socket, 'readable', signal);
  const accepted: unknown = socket.read(1);
  if (!(accepted instanceof Buffer) || accepted[0] !== CERTIFICATE_ACCEPTED) {
    socket.destroy();
    throw new Error(
      certificates.cert
        ? `The server ${host} does not accept the client's certificate.`
        : `The server ${host} requires a client certificate. Add clientcert.pem and clientkey.pem.`,
    );
  }
  return socket;
}

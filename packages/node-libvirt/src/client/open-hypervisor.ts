import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LibvirtError } from '../rpc/index.js';
import { VIR_ERR_INVALID_ARG } from '../constants.gen.js';
import { AuthenticationError, requestLogin } from './authentication.js';
import type { Authentication } from './credentials.js';
import type { ConnectionUri } from './connection-uri.js';

/**
 * Make the daemon open the hypervisor of a URI.
 *
 * The file of a `test:///path` URI may contain an `<auth>` element. In libvirt's C library that driver runs in the client
 * and can ask its user. In the daemon it cannot: it reads the credentials from a file that the URI names (`authfile`).
 * So the results of `auth` are passed in a temporary file.
 * @param open makes the daemon open a URI
 */
export async function openHypervisor(
  uri: ConnectionUri,
  auth: Authentication | undefined,
  signal: AbortSignal | undefined,
  open: (name: string) => Promise<unknown>,
): Promise<void> {
  const authFile = uri.parameters.get('authfile');
  if (uri.driver !== 'test' || uri.parameters.has('name')) {
    await open(uri.remoteName);
    return;
  }
  if (authFile !== undefined) {
    await open(withAuthFile(uri, authFile));
    return;
  }
  try {
    await open(uri.remoteName);
  } catch (error) {
    if (!(error instanceof LibvirtError && error.code === VIR_ERR_INVALID_ARG)) {
      throw error;
    }
    if (uri.transport !== 'unix' || auth === undefined) {
      throw new AuthenticationError(
        `Cannot open ${uri.remoteName}: ${error.message}. If the file contains <auth>, ` +
          (uri.transport === 'unix'
            ? 'pass a user name and a password, or a callback, as the option `auth` of Connection.open.'
            : "write them to a file on the daemon's host and add ?authfile=PATH to the URI."),
        { cause: error },
      );
    }
    await openWithTemporaryFile(uri, auth, signal, open);
  }
}

async function openWithTemporaryFile(
  uri: ConnectionUri,
  auth: Authentication,
  signal: AbortSignal | undefined,
  open: (name: string) => Promise<unknown>,
): Promise<void> {
  const { username, password } = await requestLogin(auth, 'localhost', uri.user, signal);
  if (/[\r\n]/.test(username + password)) {
    throw new AuthenticationError('A user name or a password of the test driver has one line.');
  }
  // mkdtemp creates a folder that only this user, and root's daemon, can read.
  const folder = await mkdtemp(join(tmpdir(), 'node-libvirt-auth-'));
  try {
    const file = join(folder, 'auth.conf');
    const lines = [
      '[credentials-test]',
      `username=${username}`,
      `password=${password}`,
      '[auth-test-localhost]',
      'credentials=test',
    ];
    await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    await open(withAuthFile(uri, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withAuthFile(uri: ConnectionUri, file: string): string {
  return `${uri.remoteName}?authfile=${encodeURIComponent(file)}`;
}

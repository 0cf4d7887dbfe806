import { createCipheriv } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { readExactly } from './read-exactly.js';

// The messages are those of https://www.rfc-editor.org/rfc/rfc6143#section-7.1 and 7.2.
const VERSION = Buffer.from('RFB 003.008\n');
const SECURITY_NONE = 1;
const SECURITY_PASSWORD = 2;
const CHALLENGE_BYTES = 16;
const PASSWORD_BYTES = 8;
const MAX_REASON_BYTES = 1000;
const ANSWER_LIMIT_MS = 10_000;

/**
 * Sign in to a VNC server as a client, up to the result of the security handshake.
 * @param password at most its first eight bytes count; undefined if the server wants none
 * @throws Error with the reason of the server, or if it is not a VNC server
 */
export async function signIn(server: Duplex, password: string | undefined): Promise<void> {
  const version = await readExactly(server, VERSION.length, ANSWER_LIMIT_MS);
  if (!/^RFB 003\.(?:008|889)\n$/.test(version.toString('latin1'))) {
    throw new Error('It does not speak version 3.8 of the VNC protocol');
  }
  server.write(VERSION);
  const [count = 0] = await readExactly(server, 1, ANSWER_LIMIT_MS);
  if (count === 0) throw new Error(await readReason(server));
  const types = [...(await readExactly(server, count, ANSWER_LIMIT_MS))];
  if (password === undefined && types.includes(SECURITY_NONE)) {
    server.write(Buffer.of(SECURITY_NONE));
  } else if (password !== undefined && types.includes(SECURITY_PASSWORD)) {
    server.write(Buffer.of(SECURITY_PASSWORD));
    const challenge = await readExactly(server, CHALLENGE_BYTES, ANSWER_LIMIT_MS);
    server.write(respond(challenge, password));
  } else {
    throw new Error(`It offers only other ways to sign in (types ${types.join(', ')})`);
  }
  const result = await readExactly(server, 4, ANSWER_LIMIT_MS);
  if (result.readUInt32BE() !== 0) throw new Error(await readReason(server));
}

/** Let a VNC client in without a password: it has passed the server's own checks. */
export async function letIn(client: Duplex): Promise<void> {
  client.write(VERSION);
  const version = await readExactly(client, VERSION.length, ANSWER_LIMIT_MS);
  if (!version.equals(VERSION)) throw new Error('The viewer speaks another protocol');
  client.write(Buffer.of(1, SECURITY_NONE));
  const [chosen] = await readExactly(client, 1, ANSWER_LIMIT_MS);
  if (chosen !== SECURITY_NONE) throw new Error('The viewer wants another way to sign in');
  client.write(Buffer.alloc(4));
}

/** Pass on the viewer's wish to begin, but never the one to be alone: that would close the other viewers. */
export async function beginShared(client: Duplex, server: Duplex): Promise<void> {
  await readExactly(client, 1, ANSWER_LIMIT_MS);
  server.write(Buffer.of(1));
}

/** Encrypt a challenge with DES. The bits of each byte of the key are reversed (RFC 6143, 7.2.2, erratum 4951). */
export function respond(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(PASSWORD_BYTES);
  Buffer.from(password, 'latin1').copy(key);
  const reversed = key.map(reverseBits);
  // OpenSSL has no simple DES any more, but three times the same key is the same.
  const cipher = createCipheriv(
    'des-ede3-ecb',
    Buffer.concat([reversed, reversed, reversed]),
    null,
  ).setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}

async function readReason(server: Duplex): Promise<string> {
  const length = (await readExactly(server, 4, ANSWER_LIMIT_MS)).readUInt32BE();
  const reason = await readExactly(server, Math.min(length, MAX_REASON_BYTES), ANSWER_LIMIT_MS);
  return reason.toString('utf8');
}

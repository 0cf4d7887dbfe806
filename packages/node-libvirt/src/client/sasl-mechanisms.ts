import {
  createHash,
  createHmac,
  pbkdf2 as pbkdf2Callback,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2 = promisify(pbkdf2Callback);

/** A SASL exchange cannot continue; the message says why. */
export class SaslError extends Error {
  override readonly name = 'SaslError';
}

/** The identity of a user, as SASL takes it. */
export interface SaslLogin {
  username: string;
  password: string;
  /** The identity to act as, where it is not the user's own. */
  authorizeAs: string;
}

/** What a mechanism asks its caller for. */
export interface SaslQuestions {
  readonly login: () => Promise<SaslLogin>;
  /** Choose one of the realms that the server offers; there is at least one. */
  readonly realm: (offered: readonly string[]) => Promise<string>;
  /** The name of the server's host; DIGEST-MD5 signs it. */
  readonly host: string;
}

/**
 * The client's half of a mechanism. It yields each message for the server, or undefined where it
 * sends no data, and receives what the server sends back. It throws a SaslError on an invalid message.
 */
export type SaslExchange = AsyncGenerator<Buffer | undefined, void, Buffer>;

type Mechanism = (questions: SaslQuestions) => SaslExchange;

// The identity belongs to the channel: a certificate, or the user of the socket.
async function* external(): SaslExchange {
  yield Buffer.alloc(0);
}

// RFC 4616
async function* plain({ login }: SaslQuestions): SaslExchange {
  const { username, password, authorizeAs } = await login();
  if (`${username}${password}${authorizeAs}`.includes('\0')) {
    throw new SaslError('a user name or a password with a NUL character cannot be sent');
  }
  yield Buffer.from([authorizeAs, username, password].join('\0'));
}

const MIN_ITERATIONS = 4_096;
// A hostile server could keep the client busy for hours.
const MAX_ITERATIONS = 10_000_000;
const NONCE_BYTES = 24;

/** SCRAM (RFC 5802) without channel binding. */
function scram(hash: string): Mechanism {
  const hmac = (key: Buffer, data: string): Buffer => createHmac(hash, key).update(data).digest();
  const digest = (data: Buffer): Buffer => createHash(hash).update(data).digest();

  return async function* (questions) {
    const { username, password, authorizeAs } = await questions.login();
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const header = `n,${authorizeAs === '' ? '' : `a=${scramName(authorizeAs)}`},`;
    const clientFirst = `n=${scramName(username)},r=${nonce}`;

    const serverFirst = (yield Buffer.from(header + clientFirst)).toString();
    const { r: fullNonce = '', s: salt = '', i: count = '', m } = scramAttributes(serverFirst);
    const iterations = Number(count);
    if (m !== undefined || !fullNonce.startsWith(nonce) || fullNonce === nonce || salt === '') {
      throw new SaslError('the server sent an invalid SCRAM challenge');
    }
    if (!(iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS)) {
      throw new SaslError(
        `the server asks for ${count} rounds of hashing; ${MIN_ITERATIONS} to ${MAX_ITERATIONS} are accepted`,
      );
    }
    const hashBytes = digest(Buffer.alloc(0)).length;
    const salted = await pbkdf2(
      password.normalize('NFKC'),
      Buffer.from(salt, 'base64'),
      iterations,
      hashBytes,
      hash,
    );
    const clientFinal = `c=${Buffer.from(header).toString('base64')},r=${fullNonce}`;
    const transcript = `${clientFirst},${serverFirst},${clientFinal}`;
    const clientKey = hmac(salted, 'Client Key');
    const signature = hmac(digest(clientKey), transcript);
    const proof = clientKey.map((byte, i) => byte ^ (signature[i] ?? 0));

    const serverFinal = (yield Buffer.from(
      `${clientFinal},p=${Buffer.from(proof).toString('base64')}`,
    )).toString();
    const { v: verifier = '', e: refusal } = scramAttributes(serverFinal);
    if (refusal !== undefined) {
      throw new SaslError(`the server refused the login: ${refusal}`);
    }
    const expected = hmac(hmac(salted, 'Server Key'), transcript);
    expectProof(Buffer.from(verifier, 'base64'), expected);
  };
}

function scramName(name: string): string {
  return name.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C');
}

function scramAttributes(message: string): Partial<Record<string, string>> {
  const pairs = message.split(',').map((part) => [part.slice(0, 1), part.slice(2)] as const);
  return Object.fromEntries(pairs);
}

/** Check that the server knows the password too. */
function expectProof(actual: Buffer, expected: Buffer): void {
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    throw new SaslError('the server did not prove that it knows the password');
  }
}

/** DIGEST-MD5 (RFC 2831) with `qop=auth`, that is, without a security layer. */
async function* digestMd5(questions: SaslQuestions): SaslExchange {
  const challenge = digestDirectives((yield undefined).toString('latin1'));
  const nonce = challenge.find(([name]) => name === 'nonce')?.[1];
  const offered = challenge.find(([name]) => name === 'qop')?.[1] ?? 'auth';
  if (nonce === undefined) {
    throw new SaslError('the server sent an invalid DIGEST-MD5 challenge');
  }
  if (!offered.split(',').some((qop) => qop.trim() === 'auth')) {
    throw new SaslError(
      `the server demands a DIGEST-MD5 security layer (${offered}), which this client does not have`,
    );
  }
  const { username, password, authorizeAs } = await questions.login();
  const realms = challenge.filter(([name]) => name === 'realm').map(([, value]) => value);
  const realm = realms.length === 0 ? '' : await questions.realm(realms);
  const cnonce = randomBytes(NONCE_BYTES).toString('base64');
  const digestUri = `libvirt/${questions.host}`;

  const secret = md5(Buffer.from(`${username}:${realm}:${password}`));
  const suffix = authorizeAs === '' ? '' : `:${authorizeAs}`;
  const key = md5(Buffer.concat([secret, Buffer.from(`:${nonce}:${cnonce}${suffix}`)])).toString(
    'hex',
  );
  const response = (method: string): string =>
    hexMd5(`${key}:${nonce}:00000001:${cnonce}:auth:${hexMd5(`${method}:${digestUri}`)}`);

  const answer = yield Buffer.from(
    [
      'charset=utf-8',
      `username=${quoted(username)}`,
      ...(realm === '' ? [] : [`realm=${quoted(realm)}`]),
      `nonce=${quoted(nonce)}`,
      'nc=00000001',
      `cnonce=${quoted(cnonce)}`,
      `digest-uri=${quoted(digestUri)}`,
      `response=${response('AUTHENTICATE')}`,
      'qop=auth',
      ...(authorizeAs === '' ? [] : [`authzid=${quoted(authorizeAs)}`]),
    ].join(','),
  );
  const proof = digestDirectives(answer.toString('latin1')).find(([name]) => name === 'rspauth');
  expectProof(Buffer.from(proof?.[1] ?? ''), Buffer.from(response('')));
}

function md5(data: Buffer): Buffer {
  return createHash('md5').update(data).digest();
}

function hexMd5(text: string): string {
  return md5(Buffer.from(text)).toString('hex');
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

function digestDirectives(text: string): (readonly [name: string, value: string])[] {
  const pairs = text.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*))/g);
  return [...pairs].map(([, name = '', inQuotes, bare = '']) => [
    name.toLowerCase(),
    inQuotes === undefined ? bare : inQuotes.replaceAll(/\\(.)/g, '$1'),
  ]);
}

/** The mechanisms of this client, the preferred one first. */
export const SASL_MECHANISMS: ReadonlyMap<string, Mechanism> = new Map([
  ['SCRAM-SHA-512', scram('sha512')],
  ['SCRAM-SHA-384', scram('sha384')],
  ['SCRAM-SHA-256', scram('sha256')],
  ['SCRAM-SHA-224', scram('sha224')],
  ['SCRAM-SHA-1', scram('sha1')],
  ['DIGEST-MD5', digestMd5],
  ['PLAIN', plain],
  ['EXTERNAL', external],
]);

import { protocolTable } from '../protocol/index.js';
import { asError, type CallLimits, type RpcSession } from '../rpc/index.js';
import {
  VIR_CRED_AUTHNAME,
  VIR_CRED_ECHOPROMPT,
  VIR_CRED_NOECHOPROMPT,
  VIR_CRED_PASSPHRASE,
  VIR_CRED_REALM,
  VIR_CRED_USERNAME,
} from '../constants.gen.js';
import { readAuthFile } from './auth-file.js';
import type { ConnectionUri } from './connection-uri.js';
import type {
  Authentication,
  AuthenticationCallback,
  Credential,
  CredentialResults,
} from './credentials.js';
import { SASL_MECHANISMS, SaslError, type SaslLogin } from './sasl-mechanisms.js';

/** Authentication failed on this side: it was cancelled, a credential is missing, or the server is not genuine. */
export class AuthenticationError extends Error {
  override readonly name: string = 'AuthenticationError';
}

/** The server accepts only kinds of authentication that this client does not have. */
export class UnsupportedAuthenticationError extends AuthenticationError {
  override readonly name = 'UnsupportedAuthenticationError';

  constructor(
    /** The kinds, or SASL mechanisms, that the server accepts. */
    readonly mechanisms: readonly string[],
    message: string,
  ) {
    super(message);
  }
}

/** remote_auth_type. */
const AUTH_NONE = 0;
const AUTH_SASL = 1;
const AUTH_POLKIT = 2;
const NAMES: ReadonlyMap<number, string> = new Map([
  [AUTH_NONE, 'none'],
  [AUTH_SASL, 'SASL'],
  [AUTH_POLKIT, 'polkit'],
]);

// No mechanism needs more; a server that never finishes must not keep the client.
const MAX_SASL_ROUNDS = 8;
const DEFAULT_CREDENTIAL_TYPES = [VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE, VIR_CRED_REALM];

/** What authentication needs to know of a connection. */
export interface AuthenticationContext {
  readonly uri: ConnectionUri;
  readonly auth: Authentication | undefined;
  readonly limits: CallLimits;
}

/**
 * Authenticate with the kind that the server prefers, or with the one that the URI's `auth`
 * parameter names. Where that one is denied, no other is tried.
 */
export async function authenticate(
  session: RpcSession,
  context: AuthenticationContext,
): Promise<void> {
  const { uri, limits } = context;
  const wanted = wantedAuthentication(uri);
  const { types } = await session.call('authList', protocolTable.authList, undefined, limits);
  if (types.length === 0 && wanted === undefined) {
    return;
  }
  const known = wanted === undefined ? [...NAMES.keys()] : [wanted.type];
  const chosen = types.find((type) => known.includes(type));
  if (chosen === AUTH_NONE) {
    return;
  }
  if (chosen === AUTH_POLKIT) {
    await session.call('authPolkit', protocolTable.authPolkit, undefined, limits);
    return;
  }
  if (chosen === AUTH_SASL) {
    await authenticateWithSasl(session, context, wanted?.mechanism);
    return;
  }
  const offered = types.map((type) => NAMES.get(type) ?? `unknown (${type})`);
  throw new UnsupportedAuthenticationError(
    offered,
    wanted === undefined
      ? `The server accepts only authentication by ${offered.join(' or ')}. This client has none, polkit and SASL.`
      : `The URI asks for authentication by ${uri.parameters.get('auth')}. The server accepts ${offered.join(' or ') || 'none'}.`,
  );
}

/** Read the `auth` parameter of a URI: none, polkit, sasl, or sasl.MECHANISM. */
function wantedAuthentication({
  parameters,
}: ConnectionUri): { type: number; mechanism: string | undefined } | undefined {
  const value = parameters.get('auth');
  if (value === undefined) {
    return undefined;
  }
  const [, kind = '', mechanism] = /^([^.]*)(?:\.(.+))?$/.exec(value) ?? [];
  const type = [...NAMES].find(([, name]) => name.toLowerCase() === kind)?.[0];
  if (type === undefined || (mechanism !== undefined && type !== AUTH_SASL)) {
    throw new TypeError(
      `Unknown value auth=${value} in the URI. Use none, polkit, sasl or sasl.MECHANISM, such as sasl.SCRAM-SHA-256.`,
    );
  }
  return { type, mechanism: mechanism?.toUpperCase() };
}

async function authenticateWithSasl(
  session: RpcSession,
  { uri, auth, limits }: AuthenticationContext,
  wanted: string | undefined,
): Promise<void> {
  if (uri.transport === 'tcp') {
    // libvirtd lets nobody in here without a SASL security layer, and no password must travel in the clear.
    throw new UnsupportedAuthenticationError(
      ['SASL'],
      'The server asks for SASL over plain TCP, where it demands a SASL security layer. This client ' +
        'has none, and sends no credentials in the clear. Use qemu+tls://, qemu+ssh:// or the Unix socket.',
    );
  }
  const { mechlist } = await session.call(
    'authSaslInit',
    protocolTable.authSaslInit,
    undefined,
    limits,
  );
  const offered = mechlist.split(/[\s,]+/).filter((name) => name !== '');
  const login = auth ?? (await readAuthFile(uri));
  const mechanism = chooseMechanism(offered, wanted, login !== undefined);
  const exchange = SASL_MECHANISMS.get(mechanism)?.({
    host: uri.host === '' ? 'localhost' : uri.host,
    login: () => askForLogin(mechanism, uri, login, limits.signal),
    realm: (realms) => askForRealm(realms, login, limits.signal),
  });
  if (exchange === undefined) {
    throw unsupportedMechanism(offered, wanted);
  }
  try {
    await exchangeMessages(session, mechanism, exchange, limits);
  } catch (error) {
    if (error instanceof SaslError) {
      throw new AuthenticationError(`SASL ${mechanism} failed: ${error.message}.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** Pass the messages of both sides on until both are done. */
async function exchangeMessages(
  session: RpcSession,
  mech: string,
  exchange: AsyncGenerator<Buffer | undefined, void, Buffer>,
  limits: CallLimits,
): Promise<void> {
  let turn = await exchange.next(Buffer.alloc(0));
  for (let round = 0; round < MAX_SASL_ROUNDS; round++) {
    // SASL tells no data from empty data.
    const data = turn.done === true ? undefined : turn.value;
    const message = { nil: data === undefined ? 1 : 0, data: data ?? Buffer.alloc(0) };
    const { complete, data: reply } =
      round === 0
        ? await session.call(
            'authSaslStart',
            protocolTable.authSaslStart,
            { mech, ...message },
            limits,
          )
        : await session.call('authSaslStep', protocolTable.authSaslStep, message, limits);
    if (turn.done !== true) {
      turn = await exchange.next(Buffer.from(reply));
    }
    if (complete !== 0) {
      if (turn.done !== true) {
        throw new SaslError('the server did not prove that it knows the password');
      }
      return;
    }
  }
  throw new SaslError(`the server did not finish after ${MAX_SASL_ROUNDS} messages`);
}

function chooseMechanism(
  offered: readonly string[],
  wanted: string | undefined,
  hasCredentials: boolean,
): string {
  const usable = [...SASL_MECHANISMS.keys()].filter(
    (name) => offered.includes(name) && (wanted === undefined || name === wanted),
  );
  // It takes no credentials, so it is the only choice without them, and the last one with them.
  const chosen = hasCredentials || !usable.includes('EXTERNAL') ? usable[0] : 'EXTERNAL';
  if (chosen === undefined) {
    throw unsupportedMechanism(offered, wanted);
  }
  return chosen;
}

function unsupportedMechanism(
  offered: readonly string[],
  wanted: string | undefined,
): UnsupportedAuthenticationError {
  const server = `The server offers the SASL mechanisms ${offered.join(', ') || 'none'}.`;
  const own = [...SASL_MECHANISMS.keys()].join(', ');
  if (wanted !== undefined && SASL_MECHANISMS.has(wanted)) {
    return new UnsupportedAuthenticationError(offered, `The URI asks for ${wanted}. ${server}`);
  }
  const asked = wanted === undefined ? '' : `The URI asks for ${wanted}. `;
  const kerberos =
    wanted?.startsWith('GS') || offered.some((name) => name.startsWith('GS'))
      ? ' GSSAPI (Kerberos) needs native code: connect through qemu+ssh://, or with a client certificate over qemu+tls://.'
      : '';
  return new UnsupportedAuthenticationError(
    offered,
    `${asked}${server} This client has ${own}.${kerberos} ` +
      'To enable one on the server, add it to mech_list in /etc/sasl2/libvirt.conf.',
  );
}

async function askForLogin(
  mechanism: string,
  uri: ConnectionUri,
  auth: Authentication | undefined,
  signal: AbortSignal | undefined,
): Promise<SaslLogin> {
  const server = uri.host === '' ? 'localhost' : uri.host;
  if (auth === undefined) {
    throw new AuthenticationError(
      `The server asks for a user name and a password (SASL ${mechanism}). Pass them, or a callback, ` +
        'as the option `auth` of Connection.open.',
    );
  }
  return requestLogin(auth, server, uri.user, signal);
}

/**
 * Get a user name and a password from the caller's `auth` option.
 * @throws AuthenticationError where the callback cancels, fails or leaves one out
 */
export async function requestLogin(
  auth: Authentication,
  server: string,
  defaultUser: string | undefined,
  signal: AbortSignal | undefined,
): Promise<SaslLogin> {
  if ('username' in auth) {
    const { username, password, authorizeAs = '' } = auth;
    return { username, password, authorizeAs };
  }
  const types = auth.credentialTypes ?? DEFAULT_CREDENTIAL_TYPES;
  const firstOf = (...candidates: number[]): number | undefined =>
    candidates.find((type) => types.includes(type));
  const nameType = firstOf(VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT);
  const passwordType = firstOf(VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT);
  if (nameType === undefined || passwordType === undefined) {
    throw new AuthenticationError(
      'The callback has to support VIR_CRED_AUTHNAME or VIR_CRED_ECHOPROMPT, and VIR_CRED_PASSPHRASE ' +
        'or VIR_CRED_NOECHOPROMPT. Add them to `credentialTypes`.',
    );
  }
  const questions: Credential[] = [
    question(nameType, `User name for ${server}`, defaultUser),
    question(passwordType, `Password for ${server}`),
  ];
  // libvirt asks for it only where the caller says that it can tell both apart.
  if (types.includes(VIR_CRED_USERNAME)) {
    questions.push(question(VIR_CRED_USERNAME, `Identity to act as on ${server}`, ''));
  }
  const [username, password, authorizeAs = ''] = await ask(auth.callback, questions, signal);
  if (username === undefined || password === undefined) {
    throw new AuthenticationError(
      `The callback returned no ${username === undefined ? 'user name' : 'password'} for ${server}.`,
    );
  }
  return { username, password, authorizeAs };
}

async function askForRealm(
  realms: readonly string[],
  auth: Authentication | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const [first = ''] = realms;
  if (auth === undefined || 'username' in auth) {
    return auth?.realm ?? first;
  }
  const types = auth.credentialTypes ?? DEFAULT_CREDENTIAL_TYPES;
  if (realms.length === 1 || !types.includes(VIR_CRED_REALM)) {
    return first;
  }
  const asked = { ...question(VIR_CRED_REALM, 'Realm', first), challenge: realms.join(' ') };
  const [realm = first] = await ask(auth.callback, [asked], signal);
  return realm;
}

function question(type: number, prompt: string, defaultResult?: string): Credential {
  return { type, prompt, challenge: undefined, defaultResult };
}

/** Call the callback, which may take as long as a user needs, until the opening is given up. */
async function ask(
  callback: AuthenticationCallback,
  credentials: readonly Credential[],
  signal: AbortSignal | undefined,
): Promise<(string | undefined)[]> {
  const results = await orAborted(signal, callBack(callback, credentials, signal));
  if (results === undefined || results === null) {
    throw new AuthenticationError('The authentication callback cancelled the opening.');
  }
  if (!Array.isArray(results)) {
    throw new AuthenticationError(
      `The authentication callback returned ${typeof results}, not an array with one string for each credential.`,
    );
  }
  return credentials.map(({ defaultResult, prompt }, i) => {
    const result: unknown = results[i] ?? defaultResult;
    if (result !== undefined && typeof result !== 'string') {
      throw new AuthenticationError(
        `The authentication callback returned ${typeof result} for "${prompt}", not a string.`,
      );
    }
    return result;
  });
}

async function callBack(
  callback: AuthenticationCallback,
  credentials: readonly Credential[],
  signal: AbortSignal | undefined,
): Promise<CredentialResults> {
  try {
    return await callback(credentials, { signal });
  } catch (error) {
    const cause = asError(error);
    throw new AuthenticationError(`The authentication callback failed: ${cause.message}`, {
      cause,
    });
  }
}

function orAborted<T>(signal: AbortSignal | undefined, promise: Promise<T>): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(asError(signal.reason));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

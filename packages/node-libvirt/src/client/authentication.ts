import type { RpcSession } from '../rpc/index.js';
import { protocolTable } from '../protocol/index.js';
import type { CallLimits } from '../rpc/index.js';

/** remote_auth_type. */
const AUTH_NONE = 0;
const AUTH_SASL = 1;
const AUTH_POLKIT = 2;
const NAMES = new Map([
  [AUTH_NONE, 'none'],
  [AUTH_SASL, 'SASL'],
  [AUTH_POLKIT, 'polkit'],
]);

/** The server wants to be shown who we are in a way that this client does not know. */
export class UnsupportedAuthenticationError extends Error {
  override readonly name = 'UnsupportedAuthenticationError';

  constructor(readonly mechanisms: readonly string[]) {
    super(
      `the server asks for ${mechanisms.join(', ')} authentication, which is not supported; ` +
        `it supports neither 'none' nor 'polkit' for this socket`,
    );
  }
}

/**
 * Does what the server asks for before anything else. The server's list is in the order of its
 * preference; the first that we know is taken, and when that one is denied, no other is tried.
 */
export async function authenticate(session: RpcSession, limits: CallLimits): Promise<void> {
  const { types } = await session.call('authList', protocolTable.authList, undefined, limits);
  const chosen = types.find((type) => type === AUTH_NONE || type === AUTH_POLKIT);
  if (chosen === undefined) {
    if (types.length > 0) {
      throw new UnsupportedAuthenticationError(
        types.map((type) => NAMES.get(type) ?? `unknown (${type})`),
      );
    }
    return;
  }
  if (chosen === AUTH_POLKIT) {
    await session.call('authPolkit', protocolTable.authPolkit, undefined, limits);
  }
}

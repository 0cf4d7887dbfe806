import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { UnauthenticatedError } from '../common/errors.js';
import type { Principal, WithHeaders } from './principal.js';
import { hashSecret, newToken } from './secrets.js';
import { sessionSecretOf } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';
import { TokensService } from './tokens.service.js';

const LOCAL: Principal = {
  actor: { type: 'local', name: 'local', role: 'admin' },
  credential: { kind: 'local' },
};

/** Recognises who sends a request: by the bearer token, else by the session cookie. */
@Injectable()
export class Authenticator {
  private localTokenHash: Buffer | undefined;

  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: TokensService,
  ) {}

  /** A new admin token for the command on this host. It is kept in memory alone and ends with the process. */
  issueLocalToken(): string {
    const token = newToken();
    this.localTokenHash = Buffer.from(hashSecret(token));
    return token;
  }

  /**
   * Who it is; undefined: nobody.
   * @throws UnauthenticatedError for a bearer token that is not known: the cookie is not tried in its place
   */
  async recognise(request: WithHeaders): Promise<Principal | undefined> {
    const token = bearerTokenOf(request);
    if (token !== undefined) return this.byToken(token);
    const secret = sessionSecretOf(request);
    return secret === undefined ? undefined : this.sessions.recognise(secret);
  }

  private async byToken(token: string): Promise<Principal> {
    if (this.isLocalToken(token)) return LOCAL;
    const principal = await this.tokens.recognise(token);
    if (!principal) throw new UnauthenticatedError('The bearer token is not known, or has ended.');
    return principal;
  }

  private isLocalToken(token: string): boolean {
    if (!this.localTokenHash) return false;
    return timingSafeEqual(Buffer.from(hashSecret(token)), this.localTokenHash);
  }
}

/** Other schemes are not ours: a reverse proxy may ask for `Basic` of its own. */
function bearerTokenOf({ headers }: WithHeaders): string | undefined {
  const match = /^Bearer\b(.*)$/is.exec(headers.authorization ?? '');
  return match?.[1]?.trim();
}

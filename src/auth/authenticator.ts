import { Inject, Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { UnauthenticatedError } from '../common/errors.js';
import { hostRefusal } from '../common/http/host-policy.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { refusal } from './access/access-decision.js';
import type { Role } from './access/actor.js';
import type { Principal } from './access/principal.js';
import { hashSecret, newToken } from './access/secrets.js';
import { sessionCookieOf, sessionSecretOf } from './sessions/browser.js';
import { SessionsService } from './sessions/sessions.service.js';
import { TokensService } from './tokens/tokens.service.js';

/** An HTTP request or a WebSocket upgrade, as far as authentication needs it. */
type WithHeaders = Pick<IncomingMessage, 'headers'>;

const LOCAL: Principal = {
  actor: { type: 'local', name: 'local', role: 'admin' },
  credential: { kind: 'local' },
};

/** Find out who sends a request: by its bearer token, or else by its session cookie. */
@Injectable()
export class Authenticator {
  private localTokenHash: Buffer | undefined;

  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: TokensService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Create the admin token of the command on this host. It replaces the previous one, and is kept in memory only. */
  issueLocalToken(): string {
    const token = newToken();
    this.localTokenHash = Buffer.from(hashSecret(token));
    return token;
  }

  /**
   * Authenticate a request. Returns undefined if it has no credentials, or an ended session.
   * @throws UnauthenticatedError for an invalid bearer token; the cookie is not tried instead
   */
  async authenticate({ headers }: WithHeaders): Promise<Principal | undefined> {
    const token = bearerTokenOf(headers.authorization);
    if (token !== undefined) return this.byToken(token);
    const secret = sessionSecretOf(headers, sessionCookieOf(this.settings.basePath));
    return secret === undefined ? undefined : this.sessions.recognize(secret);
  }

  /**
   * Authenticate a WebSocket upgrade, which the guard does not see. Browsers let every page open a WebSocket.
   * @throws UnauthenticatedError, HostNotAllowedError, or ForbiddenError for a foreign origin or an insufficient role
   */
  async authenticateUpgrade({ headers }: WithHeaders, minimumRole: Role): Promise<Principal> {
    const wrongHost = hostRefusal(headers.host, this.settings, undefined);
    if (wrongHost) throw wrongHost;
    const principal = await this.authenticate({ headers });
    const rule = { public: false, minimumRole, takesBytes: false };
    const refused = refusal(rule, { method: 'GET', headers }, principal);
    if (refused || !principal) throw refused ?? new UnauthenticatedError();
    return principal;
  }

  private async byToken(token: string): Promise<Principal> {
    if (this.isLocalToken(token)) return LOCAL;
    const principal = await this.tokens.recognize(token);
    if (!principal) {
      throw new UnauthenticatedError('The bearer token is unknown, revoked or expired.');
    }
    return principal;
  }

  private isLocalToken(token: string): boolean {
    if (!this.localTokenHash) return false;
    return timingSafeEqual(Buffer.from(hashSecret(token)), this.localTokenHash);
  }
}

/** Other schemes are ignored: a reverse proxy may use `Basic` for itself. */
function bearerTokenOf(authorization = ''): string | undefined {
  return /^Bearer\b(.*)$/is.exec(authorization)?.[1]?.trim();
}

import { Inject, Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../common/errors.js';
import { hostRefusal } from '../common/http/host-policy.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { EventsService } from '../events/events.service.js';
import { refusal } from './access-decision.js';
import type { Role } from './actor.js';
import { Authenticator } from './authenticator.js';
import type { Principal, WithHeaders } from './principal.js';
import { Revocations } from './revocations.js';
import { newPassword } from './secrets.js';
import { UsersService } from './users.service.js';

/** What the rest of the server needs of sign-in besides the guard. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly authenticator: Authenticator,
    private readonly revocations: Revocations,
    private readonly events: EventsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Makes the person `admin` where there is nobody yet. The password is random and in this answer alone:
   * show it once, and keep it out of the log.
   */
  async ensureFirstUser(): Promise<{ name: string; password: string } | undefined> {
    if (!(await this.users.isEmpty())) return undefined;
    const password = newPassword();
    const user = await this.users.create('admin', 'admin', password);
    await this.events.record({
      kind: 'auth.userCreated',
      resource: { type: 'user', id: user.id, name: user.name },
      actor: 'system',
      details: { role: user.role },
    });
    return { name: user.name, password };
  }

  /** A new admin token for `picostk` on this host, good until the next one is issued or the process ends. */
  issueLocalToken(): string {
    return this.authenticator.issueLocalToken();
  }

  /**
   * Who asks for a WebSocket: upgrades pass by the guard, and browsers let every page open one.
   * @throws UnauthenticatedError, ForbiddenError (a foreign origin, or a lesser role), HostNotAllowedError
   */
  async authenticateUpgrade(request: WithHeaders, minimumRole: Role): Promise<Principal> {
    const stranger = hostRefusal(request.headers.host, this.settings, undefined);
    if (stranger) throw stranger;
    const principal = await this.authenticator.recognise(request);
    const rule = { public: false, minimumRole, takesBytes: false };
    const refused = refusal(rule, { method: 'GET', headers: request.headers }, principal);
    if (refused || !principal) throw refused ?? new UnauthenticatedError();
    return principal;
  }

  /** Calls back once when somebody's session or token ends; the answer takes the wish back. */
  onEnd(principal: Principal, listener: () => void): () => void {
    return this.revocations.onEnd(principal.credential, listener);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { ForbiddenError, InvalidInputError, UnauthenticatedError } from '../common/errors.js';
import { EventsService } from '../events/events.service.js';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { ChangePasswordDto, SessionDto, SignInDto } from './dto.js';
import type { Principal } from './principal.js';
import { hashSecret } from './secrets.js';
import { SessionsService } from './sessions.service.js';
import { SignInThrottle, Throttle } from './sign-in-throttle.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

/** Where a request comes from. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  /** The session id that the browser sent, whether it counts or not. */
  readonly sessionSecret: string | undefined;
}

/** A session that was just opened: what to show, and what to put into the cookie. */
export interface OpenedSession {
  readonly session: SessionDto;
  readonly secret: string;
}

/** Signing in and out, and changing one's password. */
@Injectable()
export class SignInService {
  private readonly throttle: SignInThrottle;

  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly events: EventsService,
    @Inject(AUTH_OPTIONS) options: AuthOptions,
  ) {
    this.throttle = new SignInThrottle(
      new Throttle(options.throttlePerName, options.throttleEntries),
      new Throttle(options.throttlePerAddress, options.throttleEntries),
    );
  }

  /**
   * Opens a new session, always with a new id: one that was planted in the browser before is worth nothing.
   * @throws UnauthenticatedError with the same words whether the name or the password is wrong
   * @throws ThrottledError
   */
  async signIn({ name, password }: SignInDto, visitor: Visitor): Promise<OpenedSession> {
    this.throttle.take(name, visitor.address);
    const user = await this.users.findByName(name);
    if (!(await this.users.passwordMatches(user, password, 'stranger')) || !user) {
      await this.recordFailure(user, visitor);
      throw new UnauthenticatedError('The name or the password is wrong.');
    }
    this.throttle.giveBack(name, visitor.address);
    await this.users.refreshHash(user, password);
    if (visitor.sessionSecret) await this.sessions.end(hashSecret(visitor.sessionSecret));
    await this.events.record({
      kind: 'auth.signedIn',
      resource: { type: 'user', id: user.id, name: user.name },
      actor: user.name,
      details: { address: visitor.address },
    });
    return this.open(user, visitor);
  }

  /** Ends the session; a token has none, and stays. */
  async signOut({ actor, credential }: Principal): Promise<void> {
    if (credential.kind !== 'session') return;
    await this.sessions.end(credential.id);
    await this.events.record({
      kind: 'auth.signedOut',
      resource: { type: 'user', id: credential.userId, name: actor.name },
      actor: actor.name,
    });
  }

  /**
   * Sets a new password, ends every session of the person and opens a new one for this browser.
   * @throws InvalidInputError with code `wrongPassword`: not 401, because the session still stands
   */
  async changePassword(
    { currentPassword, newPassword }: ChangePasswordDto,
    principal: Principal,
    visitor: Visitor,
  ): Promise<OpenedSession> {
    const user = await this.personOf(principal);
    this.throttle.take(user.name, visitor.address);
    if (!(await this.users.passwordMatches(user, currentPassword, 'known'))) {
      throw new InvalidInputError(
        'The present password is wrong.',
        [{ field: 'currentPassword', message: 'is wrong' }],
        'wrongPassword',
      );
    }
    this.throttle.giveBack(user.name, visitor.address);
    await this.users.setPassword(user.id, newPassword);
    await this.sessions.endAllOf(user.id);
    await this.events.record({
      kind: 'auth.passwordChanged',
      resource: { type: 'user', id: user.id, name: user.name },
      actor: user.name,
    });
    return this.open(user, visitor);
  }

  private async personOf({ credential }: Principal): Promise<UserEntity> {
    if (credential.kind !== 'session') {
      throw new ForbiddenError('A token has no password. Sign in with name and password first.');
    }
    const user = await this.users.findActive(credential.userId);
    if (!user) throw new UnauthenticatedError();
    return user;
  }

  private async open(user: UserEntity, visitor: Visitor): Promise<OpenedSession> {
    const secret = await this.sessions.open(user, visitor.userAgent);
    return { session: { name: user.name, role: user.role }, secret };
  }

  /** A name that nobody has is not written down: people type passwords into the wrong field. */
  private recordFailure(user: UserEntity | null, { address }: Visitor): Promise<void> {
    return this.events.record({
      kind: 'auth.signInFailed',
      resource: user ? { type: 'user', id: user.id, name: user.name } : undefined,
      actor: user?.name ?? 'unknown',
      details: { address },
    });
  }
}

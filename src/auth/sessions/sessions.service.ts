import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, LessThan, type Repository } from 'typeorm';
import { ForbiddenError, InvalidInputError, UnauthenticatedError } from '../../common/errors.js';
import { EventsService } from '../../events/events.service.js';
import type { Principal } from '../access/principal.js';
import { Revocations } from '../access/revocations.js';
import { hashSecret, newSecret } from '../access/secrets.js';
import { AUTH_OPTIONS, type AuthOptions } from '../auth.options.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { isAlive, isStale } from '../records/session-lifetime.js';
import { SessionEntity } from '../records/session.entity.js';
import { UserEntity } from '../records/user.entity.js';
import type { Browser } from './browser.js';
import type { ChangePasswordDto, SessionDto, SignInDto } from './session.dto.js';
import { SignInThrottle, Throttle } from './sign-in-throttle.js';

/** Sign users in and out, recognize their sessions, and change their own passwords. */
@Injectable()
export class SessionsService {
  private readonly throttle: SignInThrottle;

  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly hasher: PasswordHasher,
    private readonly revocations: Revocations,
    private readonly events: EventsService,
    @Inject(AUTH_OPTIONS) private readonly options: AuthOptions,
  ) {
    this.throttle = new SignInThrottle(
      new Throttle(options.throttlePerName, options.throttleEntries),
      new Throttle(options.throttlePerAddress, options.throttleEntries),
    );
  }

  /**
   * Open a session with a new secret. The secret that the browser had before is revoked, so a planted one is worthless.
   * @throws UnauthenticatedError with the same message for an unknown user, a disabled user and a wrong password
   * @throws ThrottledError
   */
  async signIn({ name, password }: SignInDto, browser: Browser): Promise<SessionDto> {
    this.throttle.take(name, browser.address);
    const user = await this.users.findOneBy({ name });
    // Also without a user, so that the response takes as long.
    const matches = await this.hasher.matches(password, user?.passwordHash, 'anonymous');
    if (!user || user.disabled || !matches) {
      await this.recordFailure(user, browser);
      throw new UnauthenticatedError('The user name or the password is wrong.');
    }
    this.throttle.giveBack(name, browser.address);
    const newHash = this.hasher.isOutdated(user.passwordHash)
      ? await this.hasher.hash(password)
      : undefined;
    const { secret, row } = this.newSession(user, browser);
    const ended = await this.events.transaction(async ({ manager, record }) => {
      if (newHash) await manager.update(UserEntity, { id: user.id }, { passwordHash: newHash });
      await this.removeExpired(manager);
      const removed = await this.surplusOf(manager, user.id);
      if (browser.sessionSecret) removed.push(hashSecret(browser.sessionSecret));
      for (const idHash of removed) await manager.delete(SessionEntity, { idHash });
      await manager.insert(SessionEntity, row);
      record({
        kind: 'auth.signedIn',
        resource: { type: 'user', id: user.id, name: user.name },
        actor: user.name,
        details: { address: browser.address },
      });
      return removed;
    });
    for (const idHash of ended) this.revocations.sessionEnded(idHash);
    browser.setSession(secret, this.options.sessionAbsoluteMs);
    return { name: user.name, role: user.role };
  }

  /** End the session and clear the cookie. Does nothing to a token. */
  async signOut({ actor, credential }: Principal, browser: Browser): Promise<void> {
    if (credential.kind === 'session') {
      await this.events.transaction(async ({ manager, record }) => {
        await manager.delete(SessionEntity, { idHash: credential.id });
        record({
          kind: 'auth.signedOut',
          resource: { type: 'user', id: credential.userId, name: actor.name },
          actor: actor.name,
        });
      });
      this.revocations.sessionEnded(credential.id);
    }
    browser.clearSession();
  }

  /**
   * Change the user's own password, end all their sessions, and open a new one for this browser.
   * @throws InvalidInputError `wrongPassword`; not 401, because the session is still valid
   * @throws ThrottledError
   */
  async changePassword(
    { currentPassword, newPassword }: ChangePasswordDto,
    { credential }: Principal,
    browser: Browser,
  ): Promise<void> {
    if (credential.kind !== 'session') {
      throw new ForbiddenError('A token has no password. Sign in with a user name and password.');
    }
    const user = await this.users.findOneBy({ id: credential.userId, disabled: false });
    if (!user) throw new UnauthenticatedError();
    this.throttle.take(user.name, browser.address);
    if (!(await this.hasher.matches(currentPassword, user.passwordHash, 'authenticated'))) {
      throw new InvalidInputError(
        'The current password is wrong.',
        [{ field: 'currentPassword', message: 'is wrong' }],
        'wrongPassword',
      );
    }
    this.throttle.giveBack(user.name, browser.address);
    const passwordHash = await this.hasher.hash(newPassword);
    const { secret, row } = this.newSession(user, browser);
    await this.events.transaction(async ({ manager, record }) => {
      await manager.update(UserEntity, { id: user.id }, { passwordHash });
      await manager.delete(SessionEntity, { userId: user.id });
      await manager.insert(SessionEntity, row);
      record({
        kind: 'auth.passwordChanged',
        resource: { type: 'user', id: user.id, name: user.name },
        actor: user.name,
      });
    });
    this.revocations.userEnded(user.id);
    browser.setSession(secret, this.options.sessionAbsoluteMs);
  }

  /** Find out who holds the session with this secret; undefined if it does not exist or has ended. */
  async recognize(secret: string): Promise<Principal | undefined> {
    const session = await this.sessions.findOneBy({ idHash: hashSecret(secret) });
    const now = Date.now();
    if (!session || !isAlive(session, this.options, now)) return undefined;
    const user = await this.users.findOneBy({ id: session.userId, disabled: false });
    if (!user) return undefined;
    if (isStale(session.lastSeenAt, now)) {
      await this.sessions.update({ idHash: session.idHash }, { lastSeenAt: iso(now) });
    }
    const endsAt = Date.parse(session.expiresAt);
    return {
      actor: { type: 'user', name: user.name, role: user.role },
      credential: { kind: 'session', id: session.idHash, userId: user.id, endsAt },
    };
  }

  private newSession(
    user: UserEntity,
    { userAgent }: Browser,
  ): { secret: string; row: SessionEntity } {
    const secret = newSecret();
    const now = Date.now();
    return {
      secret,
      row: {
        idHash: hashSecret(secret),
        userId: user.id,
        createdAt: iso(now),
        expiresAt: iso(now + this.options.sessionAbsoluteMs),
        lastSeenAt: iso(now),
        userAgent,
      },
    };
  }

  private async removeExpired(manager: EntityManager): Promise<void> {
    const now = Date.now();
    await manager.delete(SessionEntity, { expiresAt: LessThan(iso(now)) });
    const idleSince = iso(now - this.options.sessionIdleMs);
    await manager.delete(SessionEntity, { lastSeenAt: LessThan(idleSince) });
  }

  /** Find the user's oldest sessions, which must end before another one opens. */
  private async surplusOf(manager: EntityManager, userId: string): Promise<string[]> {
    const surplus = await manager.find(SessionEntity, {
      where: { userId },
      order: { createdAt: 'DESC' },
      skip: this.options.sessionsPerUser - 1,
      take: this.options.sessionsPerUser,
    });
    return surplus.map(({ idHash }) => idHash);
  }

  /** Does not record the name of an unknown user: people type passwords into the wrong field. */
  private recordFailure(user: UserEntity | null, { address }: Browser): Promise<void> {
    return this.events.record({
      kind: 'auth.signInFailed',
      resource: user ? { type: 'user', id: user.id, name: user.name } : undefined,
      actor: user?.name ?? 'unknown',
      details: { address },
    });
  }
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

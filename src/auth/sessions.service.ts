import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { hashSecret, newSecret } from './secrets.js';
import { isAlive, isStale } from './session-lifetime.js';
import { SessionEntity } from './session.entity.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

/** The browsers that are signed in. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly users: UsersService,
    private readonly revocations: Revocations,
    @Inject(AUTH_OPTIONS) private readonly options: AuthOptions,
  ) {}

  /** Opens a session and answers its secret id, which is never stored. */
  async open(user: UserEntity, userAgent: string): Promise<string> {
    await this.makeRoom(user.id);
    const secret = newSecret();
    const now = Date.now();
    await this.sessions.insert({
      idHash: hashSecret(secret),
      userId: user.id,
      createdAt: iso(now),
      expiresAt: iso(now + this.options.sessionAbsoluteMs),
      lastSeenAt: iso(now),
      userAgent,
    });
    return secret;
  }

  /** Who holds the session with this secret id; undefined: nobody, or no longer. */
  async recognise(secret: string): Promise<Principal | undefined> {
    const session = await this.sessions.findOneBy({ idHash: hashSecret(secret) });
    const now = Date.now();
    if (!session || !isAlive(session, this.options, now)) return undefined;
    const user = await this.users.findActive(session.userId);
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

  async end(idHash: string): Promise<void> {
    await this.sessions.delete({ idHash });
    this.revocations.sessionEnded(idHash);
  }

  async endAllOf(userId: string): Promise<void> {
    await this.sessions.delete({ userId });
    this.revocations.userEnded(userId);
  }

  /** Removes what has run out, and the person's oldest sessions where there are too many. */
  private async makeRoom(userId: string): Promise<void> {
    const now = Date.now();
    await this.sessions.delete({ expiresAt: LessThan(iso(now)) });
    await this.sessions.delete({ lastSeenAt: LessThan(iso(now - this.options.sessionIdleMs)) });
    const surplus = await this.sessions.find({
      where: { userId },
      order: { createdAt: 'DESC' },
      skip: this.options.sessionsPerUser - 1,
      take: this.options.sessionsPerUser,
    });
    for (const session of surplus) await this.end(session.idHash);
  }
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

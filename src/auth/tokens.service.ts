import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { InvalidInputError, NameTakenError, NotFoundError } from '../common/errors.js';
import type { ListQueryDto, Page } from '../common/http/list-query.js';
import { findByIdOrName, isUniqueViolation, listPage } from '../database/queries.js';
import { EventsService } from '../events/events.service.js';
import type { Actor } from './actor.js';
import type { CreatedTokenDto, CreateTokenDto, TokenDto } from './dto.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { hashSecret, newToken } from './secrets.js';
import { isStale } from './session-lifetime.js';
import { TokenEntity } from './token.entity.js';

const SORTABLE = ['name', 'role', 'createdAt', 'lastUsedAt', 'expiresAt'] as const;

/** The bearer tokens of programs. */
@Injectable()
export class TokensService {
  constructor(
    @InjectRepository(TokenEntity) private readonly tokens: Repository<TokenEntity>,
    private readonly events: EventsService,
    private readonly revocations: Revocations,
  ) {}

  /** Makes a token; its secret is in this answer and nowhere else. */
  async create({ name, role, expiresAt }: CreateTokenDto, actor: Actor): Promise<CreatedTokenDto> {
    const endsAt = expiresAt ? new Date(expiresAt) : null;
    // Not turned round: the standard knows dates, such as those of weeks, that give no time here.
    if (endsAt && !(endsAt.getTime() > Date.now())) {
      throw new InvalidInputError(`The token "${name}" would have expired already.`, [
        { field: 'expiresAt', message: 'must be in the future' },
      ]);
    }
    const secret = newToken();
    const token = this.tokens.create({
      id: randomUUID(),
      name,
      role,
      tokenHash: hashSecret(secret),
      createdAt: new Date().toISOString(),
      lastUsedAt: null,
      expiresAt: endsAt?.toISOString() ?? null,
    });
    await this.tokens.insert(token).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('token', name) : error;
    });
    await this.record('auth.tokenCreated', token, actor);
    return Object.assign(toDto(token), { token: secret });
  }

  /** Without their secrets, which nobody knows any more. */
  async list(query: ListQueryDto): Promise<Page<TokenDto>> {
    const { items, total } = await listPage(this.tokens, query, { sortable: SORTABLE });
    return { items: items.map(toDto), total };
  }

  /** Revokes a token, by id or name; what is still open with it is closed. */
  async revoke(idOrName: string, actor: Actor): Promise<void> {
    const token = await findByIdOrName(this.tokens, idOrName);
    if (!token) throw new NotFoundError('token', idOrName);
    await this.tokens.delete({ id: token.id });
    this.revocations.tokenEnded(token.id);
    await this.record('auth.tokenRevoked', token, actor);
  }

  /** Whose token this is; undefined: nobody's, or no longer. */
  async recognise(secret: string): Promise<Principal | undefined> {
    const token = await this.tokens.findOneBy({ tokenHash: hashSecret(secret) });
    const now = Date.now();
    if (!token) return undefined;
    const endsAt = token.expiresAt === null ? null : Date.parse(token.expiresAt);
    if (endsAt !== null && endsAt <= now) return undefined;
    if (isStale(token.lastUsedAt, now)) {
      await this.tokens.update({ id: token.id }, { lastUsedAt: new Date(now).toISOString() });
    }
    return {
      actor: { type: 'token', name: `token:${token.name}`, role: token.role },
      credential: { kind: 'token', id: token.id, endsAt },
    };
  }

  private record(
    kind: 'auth.tokenCreated' | 'auth.tokenRevoked',
    token: TokenEntity,
    actor: Actor,
  ) {
    return this.events.record({
      kind,
      resource: { type: 'token', id: token.id, name: token.name },
      actor: actor.name,
      details: { role: token.role },
    });
  }
}

function toDto({ id, name, role, createdAt, lastUsedAt, expiresAt }: TokenEntity): TokenDto {
  return { id, name, role, createdAt, lastUsedAt, expiresAt };
}

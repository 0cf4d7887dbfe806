import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { InvalidInputError, NameTakenError, NotFoundError } from '../../common/errors.js';
import type { ListQueryDto, Page } from '../../common/http/list-query.js';
import { findByIdOrName, isUniqueViolation, listPage } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import type { NewEvent } from '../../events/new-event.js';
import type { Actor } from '../access/actor.js';
import type { Principal } from '../access/principal.js';
import { Revocations } from '../access/revocations.js';
import { hashSecret, newToken } from '../access/secrets.js';
import { isStale } from '../records/session-lifetime.js';
import { TokenEntity } from '../records/token.entity.js';
import type { CreatedTokenDto, CreateTokenDto, TokenDto } from './token.dto.js';

const SORTABLE = ['name', 'role', 'createdAt', 'lastUsedAt', 'expiresAt'] as const;

/** Manage the bearer tokens of programs, and recognize them. */
@Injectable()
export class TokensService {
  constructor(
    @InjectRepository(TokenEntity) private readonly tokens: Repository<TokenEntity>,
    private readonly events: EventsService,
    private readonly revocations: Revocations,
  ) {}

  /** Create a token. Only this response contains its secret. @throws NameTakenError */
  async create({ name, role, expiresAt }: CreateTokenDto, actor: Actor): Promise<CreatedTokenDto> {
    const endsAt = expiresAt ? new Date(expiresAt) : null;
    // Not `<=`: JavaScript parses some valid ISO 8601 dates, such as week dates, to NaN.
    if (endsAt && !(endsAt.getTime() > Date.now())) {
      throw new InvalidInputError(`The expiry of the token "${name}" is in the past.`, [
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
    try {
      await this.events.transaction(async ({ manager, record }) => {
        await manager.insert(TokenEntity, token);
        record(eventOf('auth.tokenCreated', token, actor));
      });
    } catch (error) {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('token', name) : error;
    }
    return Object.assign(toDto(token), { token: secret });
  }

  async list(query: ListQueryDto): Promise<Page<TokenDto>> {
    const { items, total } = await listPage(this.tokens, query, { sortable: SORTABLE });
    return { items: items.map(toDto), total };
  }

  /** Revoke a token and close its event streams. @throws NotFoundError */
  async revoke(idOrName: string, actor: Actor): Promise<void> {
    const token = await findByIdOrName(this.tokens, idOrName);
    if (!token) throw new NotFoundError('token', idOrName);
    await this.events.transaction(async ({ manager, record }) => {
      await manager.delete(TokenEntity, { id: token.id });
      record(eventOf('auth.tokenRevoked', token, actor));
    });
    this.revocations.tokenEnded(token.id);
  }

  /** Find the token with this secret; undefined if it does not exist, is revoked or has expired. */
  async recognize(secret: string): Promise<Principal | undefined> {
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
}

function eventOf(kind: NewEvent['kind'], token: TokenEntity, actor: Actor): NewEvent {
  return {
    kind,
    resource: { type: 'token', id: token.id, name: token.name },
    actor: actor.name,
    details: { role: token.role },
  };
}

function toDto({ id, name, role, createdAt, lastUsedAt, expiresAt }: TokenEntity): TokenDto {
  return { id, name, role, createdAt, lastUsedAt, expiresAt };
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { InvalidInputError, NameTakenError, NotFoundError } from '../common/errors.js';
import type { ListQueryDto, Page } from '../common/http/list-query.js';
import { Mutex } from '../common/mutex.js';
import { EventsService } from '../events/events.service.js';
import type { Actor } from './actor.js';
import type { CreatedTokenDto, CreateTokenDto, TokenDto } from './dto.js';
import type { Principal } from './principal.js';
import { Revocations } from './revocations.js';
import { hashSecret, newToken } from './secrets.js';
import { isStale } from './session-lifetime.js';
import { TokenEntity } from './token.entity.js';

/** The bearer tokens of programs. */
@Injectable()
export class TokensService {
  /** Two of one name asked for at once: the second sees the first. */
  private readonly creating = new Mutex();

  constructor(
    @InjectRepository(TokenEntity) private readonly tokens: Repository<TokenEntity>,
    private readonly events: EventsService,
    private readonly revocations: Revocations,
  ) {}

  /** Makes a token; its secret is in this answer and nowhere else. */
  async create(input: CreateTokenDto, actor: Actor): Promise<CreatedTokenDto> {
    const { name, expiresAt } = input;
    if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) {
      throw new InvalidInputError(`The token "${name}" would have expired already.`, [
        { field: 'expiresAt', message: 'must be in the future' },
      ]);
    }
    const secret = newToken();
    const token = await this.creating.run(() => this.insert(input, secret));
    await this.record('auth.tokenCreated', token, actor);
    return Object.assign(toDto(token), { token: secret });
  }

  private async insert({ name, role, expiresAt }: CreateTokenDto, secret: string) {
    if (await this.tokens.existsBy({ name })) throw new NameTakenError('token', name);
    return this.tokens.save({
      id: randomUUID(),
      name,
      role,
      tokenHash: hashSecret(secret),
      createdAt: new Date().toISOString(),
      lastUsedAt: null,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    });
  }

  async list(query: ListQueryDto): Promise<Page<TokenDto>> {
    const found = this.tokens.createQueryBuilder('token');
    if (query.q) found.where('instr(lower(token.name), lower(:q)) > 0', { q: query.q });
    const { field, direction } = orderOf(query.sort);
    const [tokens, total] = await found
      .orderBy(`token.${field}`, direction)
      .take(query.limit ?? 100)
      .skip(query.offset ?? 0)
      .getManyAndCount();
    return { items: tokens.map(toDto), total };
  }

  /** Revokes a token, by id or name; what is still open with it is closed. */
  async revoke(idOrName: string, actor: Actor): Promise<void> {
    const token = await this.tokens.findOneBy([{ id: idOrName }, { name: idOrName }]);
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

const SORTABLE = new Set(['name', 'role', 'createdAt', 'lastUsedAt', 'expiresAt']);

function orderOf(sort = 'name'): { field: string; direction: 'ASC' | 'DESC' } {
  const field = sort.replace(/^-/, '');
  if (!SORTABLE.has(field)) {
    throw new InvalidInputError(`Tokens cannot be sorted by "${field}".`, [
      { field: 'sort', message: `must be one of ${[...SORTABLE].join(', ')}` },
    ]);
  }
  return { field, direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

function toDto({ id, name, role, createdAt, lastUsedAt, expiresAt }: TokenEntity): TokenDto {
  return { id, name, role, createdAt, lastUsedAt, expiresAt };
}

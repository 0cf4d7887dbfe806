import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { ConflictError, NameTakenError, NotFoundError } from '../../common/errors.js';
import type { ListQueryDto, Page } from '../../common/http/list-query.js';
import { findByIdOrName, isUniqueViolation, listPage } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import { type NewEvent, SYSTEM_ACTOR } from '../../events/new-event.js';
import type { Actor } from '../access/actor.js';
import { Revocations } from '../access/revocations.js';
import { newPassword } from '../access/secrets.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { SessionEntity } from '../records/session.entity.js';
import { UserEntity } from '../records/user.entity.js';
import type { CreateUserDto, UpdateUserDto, UserDto, UserWithPasswordDto } from './user.dto.js';

const SORTABLE = ['name', 'role', 'createdAt'] as const;

/** Manage users. All passwords set here are random and shown once, so no administrator chooses one for somebody else. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly hasher: PasswordHasher,
    private readonly revocations: Revocations,
    private readonly events: EventsService,
  ) {}

  /** Create the user `admin` if there are no users. Show the password once, and do not log it. */
  async ensureFirstUser(): Promise<{ name: string; password: string } | undefined> {
    if (await this.users.exists()) return undefined;
    const { user, password } = await this.newUser({ name: 'admin', role: 'admin' });
    await this.insert(user, {
      kind: 'auth.userCreated',
      resource: { type: 'user', id: user.id, name: user.name },
      actor: SYSTEM_ACTOR,
      details: { role: user.role },
    });
    return { name: user.name, password };
  }

  async list(query: ListQueryDto): Promise<Page<UserDto>> {
    const { items, total } = await listPage(this.users, query, { sortable: SORTABLE });
    return { items: items.map(toDto), total };
  }

  /** @throws NameTakenError, ThrottledError */
  async create(dto: CreateUserDto, actor: Actor): Promise<UserWithPasswordDto> {
    // Checked before the hash, which takes half a second and 128 MiB.
    if (await this.users.existsBy({ name: dto.name })) throw new NameTakenError('user', dto.name);
    const { user, password } = await this.newUser(dto);
    await this.insert(user, eventOf('auth.userCreated', user, actor));
    return Object.assign(toDto(user), { password });
  }

  /** @throws NotFoundError, or ConflictError if no administrator would be left */
  async update(idOrName: string, changes: UpdateUserDto, actor: Actor): Promise<UserDto> {
    const { user, hasOtherRole } = await this.events.transaction(async ({ manager, record }) => {
      const users = manager.getRepository(UserEntity);
      const before = await find(users, idOrName);
      const role = changes.role ?? before.role;
      const disabled = changes.disabled ?? before.disabled;
      if (role !== 'admin' || disabled) await requireAnotherAdministrator(users, before);
      await users.update({ id: before.id }, { role, disabled });
      if (disabled) await manager.delete(SessionEntity, { userId: before.id });
      const after = await find(users, before.id);
      record(eventOf('auth.userChanged', after, actor));
      return { user: after, hasOtherRole: role !== before.role };
    });
    if (user.disabled) this.revocations.userEnded(user.id);
    else if (hasOtherRole) this.revocations.roleChanged(user.id);
    return toDto(user);
  }

  /** Set a new random password and end all sessions of the user. @throws NotFoundError, ThrottledError */
  async resetPassword(idOrName: string, actor: Actor): Promise<UserWithPasswordDto> {
    const user = await find(this.users, idOrName);
    const password = newPassword();
    const passwordHash = await this.hasher.hash(password);
    await this.events.transaction(async ({ manager, record }) => {
      await manager.update(UserEntity, { id: user.id }, { passwordHash });
      await manager.delete(SessionEntity, { userId: user.id });
      record(eventOf('auth.passwordChanged', user, actor));
    });
    this.revocations.userEnded(user.id);
    return Object.assign(toDto(user), { password });
  }

  /** @throws NotFoundError, or ConflictError if no administrator would be left */
  async remove(idOrName: string, actor: Actor): Promise<void> {
    const { id } = await this.events.transaction(async ({ manager, record }) => {
      const users = manager.getRepository(UserEntity);
      const user = await find(users, idOrName);
      await requireAnotherAdministrator(users, user);
      await manager.delete(SessionEntity, { userId: user.id });
      await users.delete({ id: user.id });
      record(eventOf('auth.userDeleted', user, actor));
      return user;
    });
    this.revocations.userEnded(id);
  }

  private async newUser({
    name,
    role,
  }: CreateUserDto): Promise<{ user: UserEntity; password: string }> {
    const password = newPassword();
    const user = {
      id: randomUUID(),
      name,
      role,
      passwordHash: await this.hasher.hash(password),
      disabled: false,
      createdAt: new Date().toISOString(),
    };
    return { user, password };
  }

  private async insert(user: UserEntity, event: NewEvent): Promise<void> {
    try {
      await this.events.transaction(async ({ manager, record }) => {
        await manager.insert(UserEntity, user);
        record(event);
      });
    } catch (error) {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('user', user.name) : error;
    }
  }
}

async function find(users: Repository<UserEntity>, idOrName: string): Promise<UserEntity> {
  const user = await findByIdOrName(users, idOrName);
  if (!user) throw new NotFoundError('user', idOrName);
  return user;
}

async function requireAnotherAdministrator(
  users: Repository<UserEntity>,
  { name, role, disabled }: UserEntity,
): Promise<void> {
  if (role !== 'admin' || disabled) return;
  if ((await users.countBy({ role: 'admin', disabled: false })) > 1) return;
  throw new ConflictError(
    'lastAdministrator',
    `"${name}" is the only administrator. Make another user an administrator first.`,
  );
}

function eventOf(kind: NewEvent['kind'], user: UserEntity, actor: Actor): NewEvent {
  return {
    kind,
    resource: { type: 'user', id: user.id, name: user.name },
    actor: actor.name,
    details: { role: user.role, disabled: user.disabled },
  };
}

function toDto({ id, name, role, disabled, createdAt }: UserEntity): UserDto {
  return { id, name, role, disabled, createdAt };
}

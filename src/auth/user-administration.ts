import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import type { Repository } from 'typeorm';
import { ConflictError, NotFoundError } from '../common/errors.js';
import type { ListQueryDto, Page } from '../common/http/list-query.js';
import { findByIdOrName, listPage } from '../database/queries.js';
import type { EventKind } from '../events/event-kinds.js';
import { EventsService } from '../events/events.service.js';
import type { Actor } from './actor.js';
import type { CreateUserDto, UpdateUserDto, UserDto, UserWithPasswordDto } from './dto.js';
import { newPassword } from './secrets.js';
import { SessionsService } from './sessions.service.js';
import { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

const SORTABLE = ['name', 'role', 'createdAt'] as const;

/** What administrators do with people. Passwords are random and shown once: nobody chooses one for another. */
@Injectable()
export class UserAdministration {
  /** Two administrators who shut out each other at once: the second one sees what the first did. */
  private readonly changes = new Mutex();

  constructor(
    @InjectRepository(UserEntity) private readonly entities: Repository<UserEntity>,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly events: EventsService,
  ) {}

  async list(query: ListQueryDto): Promise<Page<UserDto>> {
    const { items, total } = await listPage(this.entities, query, { sortable: SORTABLE });
    return { items: items.map(toDto), total };
  }

  /** @throws NameTakenError */
  async create({ name, role }: CreateUserDto, actor: Actor): Promise<UserWithPasswordDto> {
    const password = newPassword();
    const user = await this.users.create(name, role, password);
    await this.record('auth.userCreated', user, actor);
    return Object.assign(toDto(user), { password });
  }

  /** @throws NotFoundError, ConflictError where no administrator would be left */
  update(idOrName: string, changes: UpdateUserDto, actor: Actor): Promise<UserDto> {
    return this.changes.runExclusive(async () => {
      const before = await this.get(idOrName);
      const role = changes.role ?? before.role;
      const disabled = changes.disabled ?? before.disabled;
      if (role !== 'admin' || disabled) await this.keepAnAdministrator(before);
      await this.entities.update({ id: before.id }, { role, disabled });
      if (disabled) await this.sessions.endAllOf(before.id);
      const user = await this.get(before.id);
      await this.record('auth.userChanged', user, actor);
      return toDto(user);
    });
  }

  /** Gives a person a new password, and ends their sessions. @throws NotFoundError */
  async resetPassword(idOrName: string, actor: Actor): Promise<UserWithPasswordDto> {
    const user = await this.get(idOrName);
    const password = newPassword();
    await this.users.setPassword(user.id, password);
    await this.sessions.endAllOf(user.id);
    await this.record('auth.passwordChanged', user, actor);
    return Object.assign(toDto(user), { password });
  }

  /** @throws NotFoundError, ConflictError where no administrator would be left */
  remove(idOrName: string, actor: Actor): Promise<void> {
    return this.changes.runExclusive(async () => {
      const user = await this.get(idOrName);
      await this.keepAnAdministrator(user);
      await this.sessions.endAllOf(user.id);
      await this.entities.delete({ id: user.id });
      await this.record('auth.userDeleted', user, actor);
    });
  }

  private async get(idOrName: string): Promise<UserEntity> {
    const user = await findByIdOrName(this.entities, idOrName);
    if (!user) throw new NotFoundError('user', idOrName);
    return user;
  }

  private async keepAnAdministrator({ name, role, disabled }: UserEntity): Promise<void> {
    if (role !== 'admin' || disabled) return;
    if ((await this.entities.countBy({ role: 'admin', disabled: false })) > 1) return;
    throw new ConflictError(
      'lastAdministrator',
      `"${name}" is the only administrator. Make somebody else an administrator first.`,
    );
  }

  private record(kind: EventKind, user: UserEntity, actor: Actor): Promise<void> {
    return this.events.record({
      kind,
      resource: { type: 'user', id: user.id, name: user.name },
      actor: actor.name,
      details: { role: user.role, disabled: user.disabled },
    });
  }
}

function toDto({ id, name, role, disabled, createdAt }: UserEntity): UserDto {
  return { id, name, role, disabled, createdAt };
}

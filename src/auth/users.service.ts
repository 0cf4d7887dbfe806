import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { Repository } from 'typeorm';
import { NameTakenError } from '../common/errors.js';
import { isUniqueViolation } from '../database/queries.js';
import type { Role } from './actor.js';
import { type HashLane, PasswordHasher } from './password-hasher.js';
import { UserEntity } from './user.entity.js';

/** The people who may sign in, and their passwords. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly hasher: PasswordHasher,
  ) {}

  findByName(name: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ name });
  }

  /** The person, unless they are gone or disabled. */
  findActive(id: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ id, disabled: false });
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.users.exists());
  }

  /** @throws NameTakenError */
  async create(name: string, role: Role, password: string): Promise<UserEntity> {
    // Before the hash, which takes half a second and 128 MiB.
    if (await this.users.existsBy({ name })) throw new NameTakenError('user', name);
    const user = this.users.create({
      id: randomUUID(),
      name,
      role,
      passwordHash: await this.hasher.hash(password),
      disabled: false,
      createdAt: new Date().toISOString(),
    });
    await this.users.insert(user).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('user', name) : error;
    });
    return user;
  }

  async setPassword(id: string, password: string): Promise<void> {
    await this.users.update({ id }, { passwordHash: await this.hasher.hash(password) });
  }

  /** Whether this is the person's password. It takes as long where there is no such person, or a disabled one. */
  async passwordMatches(
    user: UserEntity | null,
    password: string,
    lane: HashLane,
  ): Promise<boolean> {
    const right = await this.hasher.matches(password, user?.passwordHash, lane);
    return right && user !== null && !user.disabled;
  }

  /** Stores the password anew where its hash is cheaper than today's. */
  async refreshHash(user: UserEntity, password: string): Promise<void> {
    if (this.hasher.isOutdated(user.passwordHash)) await this.setPassword(user.id, password);
  }
}

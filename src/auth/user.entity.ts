import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from './actor.js';

/** A person who may sign in. */
@Entity('user')
export class UserEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** A PHC string, see `password-hash.ts`. */
  @Column('text')
  passwordHash!: string;

  /** May not sign in; the sessions that stand count for nothing. */
  @Column('boolean')
  disabled!: boolean;

  @Column('text')
  createdAt!: string;
}

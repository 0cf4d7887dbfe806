import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../access/actor.js';

/** A user. */
@Entity('user')
export class UserEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** PHC string, see `password-hash.ts`. */
  @Column('text')
  passwordHash!: string;

  /** Whether sign-in is refused; sessions of the user are invalid too. */
  @Column('boolean')
  disabled!: boolean;

  @Column('text')
  createdAt!: string;
}

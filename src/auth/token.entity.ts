import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from './actor.js';

/** A bearer token for a program. */
@Entity('token')
export class TokenEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** SHA-256 of the token. */
  @Column('text')
  tokenHash!: string;

  @Column('text')
  createdAt!: string;

  /** Right to a minute; null: never used. */
  @Column('text', { nullable: true })
  lastUsedAt!: string | null;

  /** Null: does not expire. */
  @Column('text', { nullable: true })
  expiresAt!: string | null;
}

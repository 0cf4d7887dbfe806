import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../access/actor.js';

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

  /** Accurate to one minute; null if never used. */
  @Column('text', { nullable: true })
  lastUsedAt!: string | null;

  /** Null if the token does not expire. */
  @Column('text', { nullable: true })
  expiresAt!: string | null;
}

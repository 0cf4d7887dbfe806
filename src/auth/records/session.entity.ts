import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A browser in which a user is signed in. */
@Entity('session')
export class SessionEntity {
  /** SHA-256 of the secret in the cookie. */
  @PrimaryColumn('text')
  idHash!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  createdAt!: string;

  @Column('text')
  expiresAt!: string;

  /** Accurate to one minute. */
  @Column('text')
  lastSeenAt!: string;

  @Column('text')
  userAgent!: string;
}

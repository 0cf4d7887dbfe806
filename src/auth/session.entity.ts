import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's browser that is signed in. */
@Entity('session')
export class SessionEntity {
  /** SHA-256 of the id in the cookie. */
  @PrimaryColumn('text')
  idHash!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  createdAt!: string;

  @Column('text')
  expiresAt!: string;

  /** Right to a minute. */
  @Column('text')
  lastSeenAt!: string;

  @Column('text')
  userAgent!: string;
}

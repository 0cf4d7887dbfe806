import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that somebody sent with a POST, and what was answered. */
@Entity('idempotency_key')
export class IdempotencyKeyEntity {
  /** Who sent it, by kind and id (`token:ID`, `user:ID`, `local`): the same key from somebody else is another one. */
  @PrimaryColumn('text')
  actor!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Hash of the method, the address and the body. */
  @Column('text')
  fingerprint!: string;

  @Column('text')
  createdAt!: string;

  /** Null until it is answered; null after a restart: whether it was done is not known. */
  @Column('integer', { nullable: true })
  status!: number | null;

  @Column('text', { nullable: true })
  location!: string | null;

  @Column('text', { nullable: true })
  contentType!: string | null;

  /** The body as JSON; null where there was none. */
  @Column('text', { nullable: true })
  body!: string | null;
}

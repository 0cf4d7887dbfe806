import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The idempotency key of a POST request, and its response. */
@Entity('idempotency_key')
export class IdempotencyKeyEntity {
  /** The caller, by kind and id (`token:ID`, `user:ID`, `local`): the same key of another caller is a different one. */
  @PrimaryColumn('text')
  actor!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Hash of the method, the address and the body. */
  @Column('text')
  fingerprint!: string;

  @Column('text')
  createdAt!: string;

  /** Null until the response is known; null after a restart: the outcome is unknown. */
  @Column('integer', { nullable: true })
  status!: number | null;

  @Column('text', { nullable: true })
  location!: string | null;

  @Column('text', { nullable: true })
  contentType!: string | null;

  /** The body as JSON; null if there was none. */
  @Column('text', { nullable: true })
  body!: string | null;
}

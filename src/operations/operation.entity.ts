import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResourceType } from '../common/resource.js';
import type { OperationKind, OperationStatus } from './dto.js';

/** A piece of long work: asked for, under way, or done. */
@Entity('operation')
export class OperationEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: OperationKind;

  @Column('text')
  resourceType!: ResourceType;

  @Column('text')
  resourceId!: string;

  @Column('text')
  resourceName!: string;

  @Column('text')
  status!: OperationStatus;

  @Column('real', { nullable: true })
  progress!: number | null;

  @Column('text', { nullable: true })
  step!: string | null;

  @Column('text', { nullable: true })
  errorCode!: string | null;

  @Column('text', { nullable: true })
  errorDetail!: string | null;

  @Column('text')
  actor!: string;

  @Column('text')
  createdAt!: string;

  @Column('text', { nullable: true })
  startedAt!: string | null;

  @Column('text', { nullable: true })
  finishedAt!: string | null;

  /** What a workflow's steps work from; null for work that ends with the server. */
  @Column('simple-json', { nullable: true })
  input!: object | null;

  /** Ids of what nothing else may work on meanwhile; null in records of an earlier version. */
  @Column('simple-json', { nullable: true })
  locks!: readonly string[] | null;

  /** The step of the workflow that began last; null before the first. */
  @Column('integer', { nullable: true })
  stepIndex!: number | null;

  /** Whether the steps are being undone, from `stepIndex` back to the first. */
  @Column('boolean')
  isUndoing!: boolean;

  /** Whether it can be cancelled now. Not stored: it is true of a running server alone. */
  canCancel = false;
}

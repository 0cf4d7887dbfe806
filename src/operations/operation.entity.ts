import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransferDto } from '../common/http/transfer.dto.js';
import type { ResourceType } from '../common/resource.js';
import type { OperationKind, OperationStatus } from './dto.js';

/** A long-running operation: queued, running or ended. */
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

  /** The input of the workflow; null for an operation that ends with the server. */
  @Column('simple-json', { nullable: true })
  input!: object | null;

  /** Ids of the resources that no other operation may use at the same time; null in records of early versions. */
  @Column('simple-json', { nullable: true })
  locks!: readonly string[] | null;

  /** The index of the step that began last; null before the first step. */
  @Column('integer', { nullable: true })
  stepIndex!: number | null;

  /** Whether the steps from `stepIndex` back to the first are being undone. */
  @Column('boolean')
  isUndoing!: boolean;

  /** Whether the operation can be cancelled now. Not stored: only the running server knows. */
  canCancel = false;

  /** The bytes of the step. Not stored, like `canCancel`. */
  transfer: TransferDto | null = null;
}
